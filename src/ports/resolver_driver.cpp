// SPDX-License-Identifier: Apache-2.0
//
// The driver `inet_gethost`: what OTP has a program of that name for. A question is a number of
// four bytes, an operation, a family, and a name with a zero byte behind it or an address; the
// answer has the same number, then the size of an address, how many there are, the addresses, and
// names. Source: kernel/src/inet_gethost_native.erl of OTP 25.
#include <map>

#include "platforms/network_host.h"
#include "platforms/platform.h"
#include "ports/inet_wire.h"
#include "ports/network_drivers.h"
#include "ports/port_signals.h"
#include "vm_state.h"

namespace linac {

namespace {

class ResolverDriver final : public PortDriver {
 public:
  ResolverDriver(Context& context, Port& port)
      : PortDriver(port), handle_(context.vm->state().ports.host_events.add(*this)) {}

  void output(Context& context, Bytes bytes) override {
    enum : uint8_t { kByName = 1, kByAddress = 2 };
    inet::Reader reader(bytes);
    const BytesView number = reader.take(4);
    const uint8_t operation = reader.byte();
    if (operation != kByName && operation != kByAddress) return;
    const uint8_t family = reader.byte();
    BytesView subject = reader.rest();
    if (operation == kByName && !subject.empty()) subject = subject.first(subject.size() - 1);
    Bytes question(number.begin(), number.end());
    question.push_back(operation == kByName);
    question.push_back(family);
    inet::put_bytes(question, subject);
    families_[inet::Reader(number).number(4)] = family;
    const NetworkAnswer answer =
        context.vm->state().platform.network().request("lookup", handle_, question);
    if (!answer.bytes) fail(context, number, answer.error);
  }

  void host_event(Context& context, HostHandle, uint32_t, BytesView bytes) override {
    inet::Reader reader(bytes);
    const BytesView number = reader.take(4);
    const bool is_found = reader.byte() != 0;
    const BytesView rest = reader.rest();
    if (!is_found) {
      return fail(context, number, {reinterpret_cast<const char*>(rest.data()), rest.size()});
    }
    constexpr uint8_t kInetBytes = 4;
    constexpr uint8_t kInet6Bytes = 16;
    const uint8_t family = take_family(number);
    Bytes reply(number.begin(), number.end());
    reply.push_back(family == inet::kInet6 ? kInet6Bytes : kInetBytes);
    const uint32_t count = reader.number(4);
    const BytesView addresses = reader.take(size_t{count} * reply.back());
    inet::put_number(reply, count, 4);
    inet::put_bytes(reply, addresses);
    inet::put_number(reply, 1, 4);
    inet::put_bytes(reply, reader.rest());
    deliver_data(context, port_, reply);
  }

  void stop(Context& context) override { context.vm->state().ports.host_events.remove(handle_); }

 private:
  uint8_t take_family(BytesView number) {
    const auto found = families_.find(inet::Reader(number).number(4));
    if (found == families_.end()) return inet::kInet;
    const uint8_t family = found->second;
    families_.erase(found);
    return family;
  }

  void fail(Context& context, BytesView number, std::string_view reason) {
    take_family(number);
    Bytes reply(number.begin(), number.end());
    reply.push_back(0);
    reply.insert(reply.end(), reason.begin(), reason.end());
    reply.push_back(0);
    deliver_data(context, port_, reply);
  }

  HostHandle handle_;
  std::map<uint32_t, uint8_t> families_;  ///< that questions under way are about
};

}  // namespace

std::unique_ptr<PortDriver> start_resolver(Context& context, Port& port, const PortSettings&,
                                           Term&) {
  return std::make_unique<ResolverDriver>(context, port);
}

}  // namespace linac

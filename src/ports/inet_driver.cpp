// SPDX-License-Identifier: Apache-2.0
#include "ports/inet_driver.h"

#include <algorithm>
#include <cmath>

#include "platforms/platform.h"
#include "ports/port_signals.h"
#include "term/bitstring.h"
#include "vm_state.h"

namespace linac::inet {

InetDriver::InetDriver(Context& context, Port& port)
    : PortDriver(port), handle_(context.vm->state().ports.host_events.add(*this)) {}

void InetDriver::stop(Context& context) {
  const uint8_t is_reset = reset_on_close();
  ask(context, "close", {&is_reset, 1});
  context.vm->state().ports.host_events.remove(handle_);
}

std::optional<Bytes> InetDriver::control(Context& context, uint32_t request, BytesView bytes) {
  if (request < kMagic) return std::nullopt;
  return dispatch(context, static_cast<Request>(request - kMagic), bytes);
}

Bytes InetDriver::dispatch(Context& context, Request what, BytesView bytes) {
  switch (what) {
    case kOpen: {
      if (bytes.size() != 2 || bytes[1] != type()) return error("einval");
      if (bytes[0] != kInet && bytes[0] != kInet6) return error("eafnosupport");
      family_ = static_cast<Family>(bytes[0]);
      const uint8_t socket[] = {bytes[1], bytes[0]};
      const Bytes answer = pass_on(context, "open", socket);
      if (answer[0] != kReplyOk) return answer;
      Reader reader(bytes);
      return request(context, kOpen, reader);
    }
    case kSetOptions:
      return change_options(context, bytes);
    case kGetOptions:
      return ok(get_options(options_, bytes));
    case kGetStatistics:
      return ok(statistics(bytes));
    case kName:
      return pass_on(context, "name");
    case kGetHostName:
      return pass_on(context, "hostname");
    case kGetInterfaces:
      return pass_on(context, "interfaces");
    case kGetServiceByPort: {
      if (bytes.size() < 3) return error("einval");
      Bytes place(bytes.begin(), bytes.begin() + 2);
      put_bytes(place, bytes.subspan(3));
      return pass_on(context, "port", place);
    }
    case kGetServiceByName: {
      Reader reader(bytes);
      Bytes names;
      put_bytes(names, reader.take(reader.byte()));
      names.push_back(0);
      put_bytes(names, reader.take(reader.byte()));
      return reader.is_bad() ? error("einval") : pass_on(context, "service", names);
    }
    case kGetType: {
      Bytes answer;
      put_number(answer, family_, 4);
      put_number(answer, type(), 4);
      return ok(answer);
    }
    case kGetStatus: {
      Bytes answer;
      put_number(answer, status(), 4);
      return ok(answer);
    }
    case kSubscribe:
      return bytes.size() == 1 && bytes[0] == kSubscribeEmptyQueue ? subscribe(context)
                                                                   : error("einval");
    case kIgnoreDescriptor:
      return ok();
    default: {
      Reader reader(bytes);
      return request(context, what, reader);
    }
  }
}

void InetDriver::host_event(Context& context, HostHandle, uint32_t kind, BytesView bytes) {
  const auto what = static_cast<NetworkEvent>(kind);
  if (what == NetworkEvent::kTimer) return timed_out(context, Reader(bytes).number(4));
  event(context, what, bytes);
}

Bytes InetDriver::change_options(Context& context, BytesView bytes) {
  OptionChanges changes;
  if (!set_options(options_, bytes, changes)) return error("einval");
  for (const auto& [option, value] : changes.host) {
    Bytes request = {option};
    put_number(request, value, 4);
    // Before it is open the socket takes them all the same: the request that opens it passes them.
    ask(context, "option", request);
  }
  for (const Bytes& change : changes.memberships) {
    const Bytes answer = pass_on(context, "membership", change);
    if (answer[0] != kReplyOk) return answer;
  }
  if (changes.became_passive) {
    static const Term kTcpPassive = intern("tcp_passive"), kUdpPassive = intern("udp_passive");
    tell_owner(context, [&](Heap& heap) {
      return heap.tuple(type() == kStream ? kTcpPassive : kUdpPassive, port_.term());
    });
  }
  options_changed(context);
  return ok();
}

Bytes InetDriver::subscribe(Context& context) {
  if (pending_ > 0) subscribers_.push_back(context.process->pid());
  Bytes answer = {kSubscribeEmptyQueue};
  put_number(answer, pending_, 4);
  return ok(answer);
}

Bytes InetDriver::statistics(BytesView names) const {
  Bytes answer;
  for (const uint8_t name : names) {
    answer.push_back(name);
    switch (name) {
      case kReceiveCount:
        put_number(answer, received_.count, 4);
        break;
      case kReceiveMax:
        put_number(answer, received_.largest, 4);
        break;
      case kReceiveAverage:
        put_number(answer, static_cast<uint32_t>(received_.average), 4);
        break;
      case kReceiveDeviation:
        put_number(answer, static_cast<uint32_t>(received_.deviation), 4);
        break;
      case kSendCount:
        put_number(answer, sent_.count, 4);
        break;
      case kSendMax:
        put_number(answer, sent_.largest, 4);
        break;
      case kSendAverage:
        put_number(answer, static_cast<uint32_t>(sent_.average), 4);
        break;
      case kSendPending:
        put_number(answer, pending_, 4);
        break;
      case kReceiveOctets:
        put_number(answer, received_.octets, 8);
        break;
      case kSendOctets:
        put_number(answer, sent_.octets, 8);
        break;
      default:
        answer.pop_back();
    }
  }
  return answer;
}

void InetDriver::Count::add(size_t size) {
  octets += size;
  ++count;
  largest = std::max(largest, static_cast<uint32_t>(size));
  const double distance = static_cast<double>(size) - average;
  average += distance / count;
  deviation += (std::abs(distance) - deviation) / count;
}

void InetDriver::count_received(size_t size) { received_.add(size); }
void InetDriver::count_sent(size_t size) { sent_.add(size); }

Bytes InetDriver::ok(BytesView bytes) {
  Bytes answer = {kReplyOk};
  put_bytes(answer, bytes);
  return answer;
}

Bytes InetDriver::error(std::string_view name) {
  Bytes answer = {kReplyError};
  answer.insert(answer.end(), name.begin(), name.end());
  return answer;
}

NetworkAnswer InetDriver::ask(Context& context, std::string_view operation, BytesView bytes) {
  return context.vm->state().platform.network().request(operation, handle_, bytes);
}

Bytes InetDriver::pass_on(Context& context, std::string_view operation, BytesView bytes) {
  const NetworkAnswer answer = ask(context, operation, bytes);
  return answer.bytes ? ok(*answer.bytes) : error(answer.error);
}

InetDriver::Operation InetDriver::begin(Context& context, uint32_t timeout) {
  Operation operation;
  operation.number = ++last_number_;
  operation.caller = context.process->pid();
  // What has arrived already gets a turn of the host's to show itself, even with a timeout of 0.
  if (timeout != kInfinity) operation.timer = start_timer(context, std::max(timeout, 1u));
  return operation;
}

uint32_t InetDriver::start_timer(Context& context, uint32_t milliseconds) {
  Bytes bytes;
  put_number(bytes, ++last_timer_, 4);
  put_number(bytes, std::min<uint32_t>(milliseconds, INT32_MAX), 4);
  ask(context, "timer", bytes);
  return last_timer_;
}

void InetDriver::complete(Context& context, const Operation& operation,
                          const MakeTerm& make_outcome) {
  static const Term kInetAsync = intern("inet_async");
  send_from_port(context, operation.caller, [&](Heap& heap) {
    const Term outcome = make_outcome(heap);
    return heap.tuple(kInetAsync, port_.term(), Term::small(operation.number), outcome);
  });
}

void InetDriver::complete_error(Context& context, const Operation& operation,
                                std::string_view name) {
  complete(context, operation, [&](Heap& heap) { return heap.tuple(atoms::kError, intern(name)); });
}

void InetDriver::reply_sent(Context& context, Term caller, std::string_view error_name) {
  static const Term kInetReply = intern("inet_reply");
  send_from_port(context, caller, [&](Heap& heap) {
    const Term outcome =
        error_name.empty() ? atoms::kOk : heap.tuple(atoms::kError, intern(error_name));
    return heap.tuple(kInetReply, port_.term(), outcome);
  });
}

void InetDriver::tell_owner(Context& context, const MakeTerm& make) {
  send_from_port(context, port_.owner, make);
}

Term InetDriver::make_data(Heap& heap, BytesView bytes) const {
  Term data = Term::nil();
  size_t listed = bytes.size();
  if (options_.binary) {
    listed = std::min<size_t>(options_.header, bytes.size());
    const BytesView rest = bytes.subspan(listed);
    data = make_binary(heap, rest.data(), rest.size());
  }
  for (size_t i = listed; i-- > 0;) data = heap.cons(Term::small(bytes[i]), data);
  return data;
}

void InetDriver::use_active(Context& context) {
  static const Term kTcpPassive = intern("tcp_passive"), kUdpPassive = intern("udp_passive");
  if (options_.active == Active::kOnce) options_.active = Active::kPassive;
  if (options_.active != Active::kCounted || --options_.active_count > 0) return;
  options_.active = Active::kPassive;
  tell_owner(context, [&](Heap& heap) {
    return heap.tuple(type() == kStream ? kTcpPassive : kUdpPassive, port_.term());
  });
}

}  // namespace linac::inet

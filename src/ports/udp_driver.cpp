// SPDX-License-Identifier: Apache-2.0
//
// The driver `udp_inet`: datagrams, each with the address of its other end. A datagram to send
// comes as an address, the size of ancillary data, these, and data. Invariant: `kept_` holds what
// came after the program had stopped wanting it.
#include <algorithm>
#include <deque>

#include "ports/inet_driver.h"
#include "ports/network_drivers.h"
#include "ports/port_signals.h"
#include "term/bitstring.h"

namespace linac {

namespace inet {

namespace {

class UdpDriver final : public InetDriver {
 public:
  using InetDriver::InetDriver;

  void output(Context& context, Bytes bytes) override;

 protected:
  Bytes request(Context& context, Request what, Reader& reader) override;
  void event(Context& context, NetworkEvent what, BytesView bytes) override;
  void timed_out(Context& context, uint32_t timer) override;
  void options_changed(Context& context) override { give_messages(context); }
  uint32_t status() const override { return is_open_ ? 1 : 0; }
  SocketType type() const override { return kDatagram; }
  Term tag() const override { return intern("udp"); }

 private:
  struct Sending {
    uint32_t number;
    Term caller;
  };

  Bytes begin_receive(Context& context, Reader& reader);
  void give_messages(Context& context);
  void give(Context& context, BytesView message);
  void want_input(Context& context);
  /// A datagram's address as a list of bytes in front of `rest`, or as a term of its own.
  static Term address_term(Heap& heap, BytesView address);

  bool is_open_ = false;
  bool is_reading_ = false;
  Bytes peer_;  ///< the address that the socket is connected to
  std::optional<Operation> receive_;
  std::deque<Bytes> kept_;
  std::vector<Sending> sendings_;
  uint32_t last_sending_ = 0;
};

Bytes UdpDriver::request(Context& context, Request what, Reader& reader) {
  switch (what) {
    case kOpen:
      is_open_ = true;
      return ok();
    case kBind: {
      const Bytes answer = pass_on(context, "bind", reader.rest());
      if (answer[0] != kReplyOk) return answer;
      return ok(BytesView(answer).subspan(2, 2));
    }
    case kConnect: {
      const uint32_t timeout = reader.number(4);
      const BytesView address = reader.take(address_size(reader.rest()));
      if (reader.is_bad() || address.empty()) return error("einval");
      peer_.assign(address.begin(), address.end());
      const Operation operation = begin(context, timeout);
      complete(context, operation, [](Heap&) { return atoms::kOk; });
      Bytes number;
      put_number(number, operation.number, 2);
      return ok(number);
    }
    case kPeer:
      if (peer_.empty()) return error("enotconn");
      return ok(peer_);
    case kReceiveFrom:
      return begin_receive(context, reader);
    default:
      return error("enotsup");
  }
}

Bytes UdpDriver::begin_receive(Context& context, Reader& reader) {
  const uint32_t timeout = reader.number(4);
  // A datagram comes whole: the size wanted is that of a buffer.
  reader.number(4);
  if (!is_open_ || reader.is_bad() || options_.active != Active::kPassive) return error("einval");
  if (receive_) return error("ealready");
  receive_ = begin(context, timeout);
  Bytes number;
  put_number(number, receive_->number, 2);
  give_messages(context);
  return ok(number);
}

void UdpDriver::event(Context& context, NetworkEvent what, BytesView bytes) {
  static const Term kUdpError = intern("udp_error");
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (what == NetworkEvent::kMessage) {
    kept_.emplace_back(bytes.begin(), bytes.end());
    return give_messages(context);
  }
  if (what == NetworkEvent::kSent) {
    const uint32_t number = Reader(bytes).number(4);
    const auto found = std::find_if(sendings_.begin(), sendings_.end(),
                                    [&](const Sending& s) { return s.number == number; });
    if (found == sendings_.end()) return;
    const Term caller = found->caller;
    sendings_.erase(found);
    return reply_sent(context, caller, text.substr(4));
  }
  if (what != NetworkEvent::kFailed) return;
  if (receive_) {
    const Operation operation = *receive_;
    receive_.reset();
    complete_error(context, operation, text);
  } else if (options_.active != Active::kPassive) {
    tell_owner(context,
               [&](Heap& heap) { return heap.tuple(kUdpError, port_.term(), intern(text)); });
  }
}

void UdpDriver::timed_out(Context& context, uint32_t timer) {
  if (!receive_ || receive_->timer != timer) return;
  const Operation operation = *receive_;
  receive_.reset();
  want_input(context);
  complete_error(context, operation, "timeout");
}

void UdpDriver::give_messages(Context& context) {
  while (!port_.is_closed && !kept_.empty() && (receive_ || options_.active != Active::kPassive)) {
    const Bytes message = std::move(kept_.front());
    kept_.pop_front();
    give(context, message);
  }
  if (!port_.is_closed && is_open_) want_input(context);
}

Term UdpDriver::address_term(Heap& heap, BytesView address) {
  std::vector<Term> parts;
  if (address.size() == 4) {
    for (const uint8_t byte : address) parts.push_back(Term::small(byte));
  } else {
    for (size_t i = 0; i + 1 < address.size(); i += 2) {
      parts.push_back(Term::small(address[i] << 8 | address[i + 1]));
    }
  }
  return heap.tuple_of(parts);
}

/// A family, a port, an address, data.
void UdpDriver::give(Context& context, BytesView message) {
  static const Term kUdp = intern("udp"), kData = intern("data");
  const size_t address_bytes = message[0] == kInet ? 4 : 16;
  const BytesView from = message.first(3 + address_bytes);
  const BytesView data = message.subspan(from.size());
  count_received(data.size());
  port_.input_bytes += data.size();
  const auto make_listed = [&](Heap& heap) {
    Term list = make_data(heap, data);
    for (size_t i = from.size(); i-- > 0;) list = heap.cons(Term::small(from[i]), list);
    return list;
  };
  if (receive_) {
    const Operation operation = *receive_;
    receive_.reset();
    complete(context, operation, [&](Heap& heap) {
      const Term list = make_listed(heap);
      return heap.tuple(atoms::kOk, list);
    });
    return;
  }
  tell_owner(context, [&](Heap& heap) {
    if (!options_.delivers_terms) {
      const Term list = make_listed(heap);
      return heap.tuple(port_.term(), heap.tuple(kData, list));
    }
    const Term address = address_term(heap, from.subspan(3));
    const Term number = Term::small(from[1] << 8 | from[2]);
    const Term content = make_data(heap, data);
    return heap.tuple(kUdp, port_.term(), address, number, content);
  });
  use_active(context);
}

void UdpDriver::want_input(Context& context) {
  const bool wants = receive_ || options_.active != Active::kPassive;
  if (wants == is_reading_) return;
  is_reading_ = wants;
  const uint8_t flag = wants;
  ask(context, "read", {&flag, 1});
}

void UdpDriver::output(Context& context, Bytes bytes) {
  const Term caller = context.process->pid();
  Reader reader(bytes);
  const BytesView given = reader.take(address_size(bytes));
  const uint32_t ancillary = reader.number(4);
  reader.take(ancillary);
  if (!is_open_ || given.empty() || reader.is_bad()) {
    return reply_sent(context, caller, "einval");
  }
  Bytes request;
  put_number(request, ++last_sending_, 4);
  put_bytes(request, peer_.empty() ? given : BytesView(peer_));
  put_bytes(request, reader.rest());
  sendings_.push_back({last_sending_, caller});
  const NetworkAnswer answer = ask(context, "send", request);
  if (!answer.bytes) {
    sendings_.pop_back();
    return reply_sent(context, caller, answer.error);
  }
  count_sent(reader.rest().size());
}

}  // namespace

}  // namespace inet

std::unique_ptr<PortDriver> start_udp(Context& context, Port& port, const PortSettings&, Term&) {
  return std::make_unique<inet::UdpDriver>(context, port);
}

}  // namespace linac

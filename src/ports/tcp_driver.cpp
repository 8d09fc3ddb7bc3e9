// SPDX-License-Identifier: Apache-2.0
//
// The driver `tcp_inet`. Input that no one has asked for stays in the host: it reads while the
// socket is active or a process waits for data. Invariants: `receive_`, `connect_` and `accepts_`
// are operations under way; a socket whose other side has ended or failed is kClosed, and gives out
// what it still has.
#include <algorithm>
#include <deque>

#include "ports/inet_driver.h"
#include "ports/network_drivers.h"
#include "ports/port_signals.h"
#include "process/signal.h"
#include "runtime/packet_terms.h"
#include "vm_state.h"

namespace linac {

namespace inet {

namespace {

enum class State : uint8_t { kNew, kOpen, kConnecting, kConnected, kListening, kClosed };

/// Most bytes of one packet, as in OTP.
constexpr uint32_t kMaxPacket = 1 << 26;

class TcpDriver final : public InetDriver {
 public:
  using InetDriver::InetDriver;

  void output(Context& context, Bytes bytes) override;
  void stop(Context& context) override;
  bool can_be_forced() const override { return true; }
  size_t queue_size() const override { return pending_; }

 protected:
  Bytes request(Context& context, Request what, Reader& reader) override;
  void event(Context& context, NetworkEvent what, BytesView bytes) override;
  void timed_out(Context& context, uint32_t timer) override;
  void options_changed(Context& context) override;
  uint32_t status() const override;
  SocketType type() const override { return kStream; }
  Term tag() const override { return intern("tcp"); }
  bool reset_on_close() const override {
    return options_.linger[0] != 0 && options_.linger[1] == 0;
  }

 private:
  struct Receive : Operation {
    uint32_t size;
  };
  struct Sender {
    Term caller;
    uint32_t timer;
  };

  Bytes begin_connect(Context& context, Reader& reader);
  Bytes begin_receive(Context& context, Reader& reader);
  Bytes begin_accept(Context& context, Reader& reader);
  Bytes shut_down(Context& context, Reader& reader);
  void give_connections(Context& context);
  void give_connection(Context& context, const Operation& operation, uint32_t connection);
  void give_input(Context& context);
  bool give_packet(Context& context);
  void give(Context& context, BytesView packet);
  void end(Context& context);
  void fail(Context& context, std::string_view name);
  void tell_closed(Context& context);
  void want_input(Context& context);
  void has_sent(Context& context);
  BytesView unread() const { return BytesView(input_).subspan(used_); }

  State state_ = State::kNew;
  bool was_connected_ = false;
  /// Once closed, the next who receives, or sends, hears so; later ones that it is not connected.
  bool owes_receiver_closed_ = false;
  bool owes_sender_closed_ = false;
  bool is_reading_ = false;
  bool in_headers_ = false;
  Bytes input_;
  size_t used_ = 0;  ///< of `input_`
  std::optional<Receive> receive_;
  std::optional<Operation> connect_;
  std::deque<Operation> accepts_;
  std::deque<uint32_t> connections_;  ///< that nobody has accepted yet
  std::optional<Sender> waiting_sender_;
};

Bytes TcpDriver::request(Context& context, Request what, Reader& reader) {
  switch (what) {
    case kOpen:
      state_ = State::kOpen;
      return ok();
    case kBind: {
      const Bytes answer = pass_on(context, "bind", reader.rest());
      if (answer[0] != kReplyOk) return answer;
      return ok(BytesView(answer).subspan(2, 2));
    }
    case kListen: {
      const Bytes answer = pass_on(context, "listen", reader.rest());
      if (answer[0] == kReplyOk) state_ = State::kListening;
      return answer;
    }
    case kConnect:
      return begin_connect(context, reader);
    case kAccept:
      return begin_accept(context, reader);
    case kReceive:
      return begin_receive(context, reader);
    case kUnreceive: {
      if (state_ != State::kConnected) return error("enotconn");
      const BytesView bytes = reader.rest();
      input_.insert(input_.begin() + static_cast<ptrdiff_t>(used_), bytes.begin(), bytes.end());
      give_input(context);
      return ok();
    }
    case kPeer:
      if (state_ != State::kConnected) return error("enotconn");
      return pass_on(context, "peer");
    case kShutdown:
      return shut_down(context, reader);
    default:
      return error("enotsup");
  }
}

Bytes TcpDriver::begin_connect(Context& context, Reader& reader) {
  if (state_ == State::kConnected) return error("eisconn");
  if (state_ != State::kOpen) return error("einval");
  const uint32_t timeout = reader.number(4);
  if (reader.is_bad()) return error("einval");
  const Bytes answer = pass_on(context, "connect", reader.rest());
  if (answer[0] != kReplyOk) return answer;
  state_ = State::kConnecting;
  connect_ = begin(context, timeout);
  Bytes number;
  put_number(number, connect_->number, 2);
  return ok(number);
}

Bytes TcpDriver::begin_receive(Context& context, Reader& reader) {
  const uint32_t timeout = reader.number(4);
  const uint32_t size = reader.number(4);
  if (state_ != State::kConnected && unread().empty()) {
    return error(std::exchange(owes_receiver_closed_, false) ? "closed" : "enotconn");
  }
  if (!was_connected_) return error("enotconn");
  if (reader.is_bad() || options_.active != Active::kPassive) return error("einval");
  if (options_.packet == PacketType::kRaw && size > kMaxPacket) return error("enomem");
  if (receive_) return error("ealready");
  receive_ = Receive{begin(context, timeout), size};
  Bytes number;
  put_number(number, receive_->number, 2);
  give_input(context);
  return ok(number);
}

Bytes TcpDriver::begin_accept(Context& context, Reader& reader) {
  const uint32_t timeout = reader.number(4);
  if (state_ != State::kListening || reader.is_bad()) return error("einval");
  accepts_.push_back(begin(context, timeout));
  Bytes number;
  put_number(number, accepts_.back().number, 2);
  give_connections(context);
  return ok(number);
}

Bytes TcpDriver::shut_down(Context& context, Reader& reader) {
  constexpr uint8_t kRead = 0;
  if (state_ != State::kConnected) return error("enotconn");
  if (reader.byte() == kRead) return ok();
  return pass_on(context, "shutdown");
}

void TcpDriver::event(Context& context, NetworkEvent what, BytesView bytes) {
  switch (what) {
    case NetworkEvent::kConnected:
      if (state_ != State::kConnecting) return;
      state_ = State::kConnected;
      was_connected_ = true;
      if (connect_) complete(context, *connect_, [](Heap&) { return atoms::kOk; });
      connect_.reset();
      return want_input(context);
    case NetworkEvent::kAccepted:
      connections_.push_back(Reader(bytes).number(4));
      return give_connections(context);
    case NetworkEvent::kData:
      count_received(bytes.size());
      port_.input_bytes += bytes.size();
      put_bytes(input_, bytes);
      return give_input(context);
    case NetworkEvent::kEnd:
      return end(context);
    case NetworkEvent::kFailed:
      return fail(context, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    case NetworkEvent::kPending:
      pending_ = Reader(bytes).number(4);
      return has_sent(context);
    default:
      return;
  }
}

void TcpDriver::timed_out(Context& context, uint32_t timer) {
  if (receive_ && receive_->timer == timer) {
    const Operation operation = *receive_;
    receive_.reset();
    want_input(context);
    return complete_error(context, operation, "timeout");
  }
  if (connect_ && connect_->timer == timer) {
    const Operation operation = *connect_;
    connect_.reset();
    state_ = State::kClosed;
    return complete_error(context, operation, "timeout");
  }
  if (waiting_sender_ && waiting_sender_->timer == timer) {
    const Sender sender = *waiting_sender_;
    waiting_sender_.reset();
    if (options_.send_timeout_close) state_ = State::kClosed;
    set_port_busy(context, port_, false);
    return reply_sent(context, sender.caller, "timeout");
  }
  const auto found = std::find_if(accepts_.begin(), accepts_.end(),
                                  [&](const Operation& accept) { return accept.timer == timer; });
  if (found == accepts_.end()) return;
  const Operation operation = *found;
  accepts_.erase(found);
  complete_error(context, operation, "timeout");
}

void TcpDriver::options_changed(Context& context) {
  if (!was_connected_) return;
  give_input(context);
  // A socket that ended while nobody looked says so once it is active.
  if (!port_.is_closed && state_ == State::kClosed && options_.active != Active::kPassive) {
    tell_closed(context);
  }
}

uint32_t TcpDriver::status() const {
  enum : uint32_t {
    kIsOpen = 1,
    kIsBound = 2,
    kIsActive = 4,
    kIsListening = 8,
    kIsConnecting = 16
  };
  switch (state_) {
    case State::kOpen:
      return kIsOpen;
    case State::kConnecting:
      return kIsOpen | kIsConnecting;
    case State::kConnected:
      return kIsOpen | kIsBound | kIsActive;
    case State::kListening:
      return kIsOpen | kIsBound | kIsListening;
    default:
      return 0;
  }
}

// --- connections

void TcpDriver::give_connections(Context& context) {
  Scheduler& scheduler = context.vm->state().scheduler;
  while (!accepts_.empty() && !connections_.empty()) {
    const Operation operation = accepts_.front();
    accepts_.pop_front();
    const Process* process = scheduler.find(operation.caller);
    if (process == nullptr || process->state == ProcessState::kExiting) continue;
    const uint32_t connection = connections_.front();
    connections_.pop_front();
    give_connection(context, operation, connection);
  }
}

/// The connection becomes a port of the process's that waits for one.
void TcpDriver::give_connection(Context& context, const Operation& operation, uint32_t connection) {
  Ports& ports = context.vm->state().ports;
  Port* const port = ports.create();
  port->name = port_.name;
  port->binary = true;
  port->owner = operation.caller;
  auto driver = std::make_unique<TcpDriver>(context, *port);
  driver->options_ = options_;
  driver->options_.active = Active::kPassive;
  driver->family_ = family_;
  driver->state_ = State::kConnected;
  driver->was_connected_ = true;
  Bytes place;
  put_number(place, handle_, 4);
  put_number(place, connection, 4);
  driver->ask(context, "take", place);
  port->driver = std::move(driver);
  link_port(*context.vm->state().scheduler.find(operation.caller), *port);
  complete(context, operation, [&](Heap& heap) { return heap.tuple(atoms::kOk, port->term()); });
}

// --- input

void TcpDriver::give_input(Context& context) {
  while (!port_.is_closed && give_packet(context)) continue;
  if (port_.is_closed) return;
  constexpr size_t kWorthMoving = 4096;
  if (used_ == input_.size() || used_ > kWorthMoving) {
    input_.erase(input_.begin(), input_.begin() + static_cast<ptrdiff_t>(used_));
    used_ = 0;
  }
  if (receive_ && state_ == State::kClosed) {
    const Operation operation = *receive_;
    receive_.reset();
    complete_error(context, operation, "closed");
  }
  want_input(context);
}

/// Gives the next packet to whoever wants one; false: nobody does, or it is not there yet.
bool TcpDriver::give_packet(Context& context) {
  if (options_.active == Active::kPassive && !receive_) return false;
  const BytesView bytes = unread();
  if (bytes.empty()) return false;
  int64_t size;
  if (options_.packet == PacketType::kRaw) {
    const uint32_t wanted = receive_ ? receive_->size : 0;
    size = wanted > 0 ? wanted : static_cast<int64_t>(bytes.size());
  } else {
    size = packet_length(options_.packet, bytes, options_.packet_options, in_headers_);
    if (size == kPacketInvalid || size > kMaxPacket) {
      fail(context, "emsgsize");
      return false;
    }
  }
  if (size == kPacketUnknown || static_cast<uint64_t>(size) > bytes.size()) return false;
  used_ += static_cast<size_t>(size);
  give(context, bytes.first(static_cast<size_t>(size)));
  return true;
}

void TcpDriver::give(Context& context, BytesView packet) {
  static const Term kTcp = intern("tcp"), kHttp = intern("http"), kSslTls = intern("ssl_tls"),
                    kData = intern("data");
  const bool is_structured = is_http(options_.packet) || options_.packet == PacketType::kSslTls;
  bool in_headers = in_headers_;
  const auto make = [&](Heap& heap) {
    if (is_structured) return packet_term(heap, options_.packet, packet, in_headers);
    return make_data(heap, packet_body(options_.packet, packet));
  };
  if (receive_) {
    const Operation operation = *receive_;
    receive_.reset();
    complete(context, operation, [&](Heap& heap) {
      const Term data = make(heap);
      return heap.tuple(atoms::kOk, data);
    });
  } else {
    tell_owner(context, [&](Heap& heap) {
      const Term data = make(heap);
      if (options_.packet == PacketType::kSslTls) {
        // {ssl_tls, Socket, ContentType, Version, Data}
        return heap.tuple(kSslTls, port_.term(), tuple_element(data, 2), tuple_element(data, 3),
                          tuple_element(data, 4));
      }
      if (is_structured) return heap.tuple(kHttp, port_.term(), data);
      if (options_.delivers_terms) return heap.tuple(kTcp, port_.term(), data);
      return heap.tuple(port_.term(), heap.tuple(kData, data));
    });
    use_active(context);
  }
  in_headers_ = in_headers;
}

/// The host reads while there is somebody to read for.
void TcpDriver::want_input(Context& context) {
  const bool wants =
      state_ == State::kConnected && (receive_ || options_.active != Active::kPassive);
  if (wants == is_reading_) return;
  is_reading_ = wants;
  const uint8_t flag = wants;
  ask(context, "read", {&flag, 1});
}

// --- the end

void TcpDriver::end(Context& context) {
  if (state_ != State::kConnected) return;
  state_ = State::kClosed;
  owes_sender_closed_ = true;
  owes_receiver_closed_ = !receive_;
  if (receive_) {
    const Operation operation = *receive_;
    receive_.reset();
    complete_error(context, operation, "closed");
  } else if (options_.active != Active::kPassive) {
    tell_closed(context);
    if (port_.is_closed) return;
  }
  // One that is not to end with the other side's data can still send.
  if (!options_.exit_on_close) state_ = State::kConnected;
}

void TcpDriver::tell_closed(Context& context) {
  static const Term kTcpClosed = intern("tcp_closed"), kClosed = intern("closed");
  tell_owner(context, [&](Heap& heap) {
    return options_.delivers_terms ? heap.tuple(kTcpClosed, port_.term())
                                   : heap.tuple(port_.term(), kClosed);
  });
  if (!port_.is_closed && options_.exit_on_close) exit_port(context, port_, atoms::kNormal);
}

void TcpDriver::fail(Context& context, std::string_view name) {
  static const Term kTcpError = intern("tcp_error");
  if (connect_) {
    const Operation operation = *connect_;
    connect_.reset();
    state_ = State::kOpen;
    return complete_error(context, operation, name);
  }
  if (state_ != State::kConnected) return;
  if (waiting_sender_) {
    const Sender sender = *waiting_sender_;
    waiting_sender_.reset();
    reply_sent(context, sender.caller, "closed");
  }
  const bool is_end = name == "epipe" || (name == "econnreset" && !options_.shows_reset);
  if (is_end) {
    end(context);
  } else {
    state_ = State::kClosed;
    input_.clear();
    used_ = 0;
    if (receive_) {
      const Operation operation = *receive_;
      receive_.reset();
      complete_error(context, operation, name);
    } else if (options_.active != Active::kPassive) {
      tell_owner(context,
                 [&](Heap& heap) { return heap.tuple(kTcpError, port_.term(), intern(name)); });
      if (!port_.is_closed) tell_closed(context);
    }
  }
  if (!port_.is_closed && port_.is_busy) set_port_busy(context, port_, false);
}

void TcpDriver::stop(Context& context) {
  for (const Operation& operation : accepts_) complete_error(context, operation, "closed");
  accepts_.clear();
  if (receive_) complete_error(context, *receive_, "closed");
  if (connect_) complete_error(context, *connect_, "closed");
  receive_.reset();
  connect_.reset();
  InetDriver::stop(context);
}

// --- output

void TcpDriver::output(Context& context, Bytes bytes) {
  const Term caller = context.process->pid();
  if (state_ != State::kConnected) {
    const bool is_first = std::exchange(owes_sender_closed_, false);
    return reply_sent(context, caller, is_first ? "closed" : "enotconn");
  }
  const size_t size = bytes.size();
  int header = 0;
  if (options_.packet == PacketType::k1) header = 1;
  if (options_.packet == PacketType::k2) header = 2;
  if (options_.packet == PacketType::k4) header = 4;
  Bytes head;
  put_number(head, size, header);
  bytes.insert(bytes.begin(), head.begin(), head.end());
  if (bytes.empty()) return reply_sent(context, caller);
  const NetworkAnswer answer = ask(context, "write", bytes);
  if (!answer.bytes) {
    reply_sent(context, caller, "closed");
    if (port_.is_closed) return;
    options_.exit_on_close = true;
    end(context);
    owes_sender_closed_ = false;
    return;
  }
  count_sent(bytes.size());
  pending_ = Reader(*answer.bytes).number(4);
  if (pending_ < options_.high_watermark) return reply_sent(context, caller);
  // The answer, and other senders, wait until there is room again.
  const bool has_timeout = options_.send_timeout != kInfinity;
  waiting_sender_ = Sender{caller, has_timeout ? start_timer(context, options_.send_timeout) : 0};
  set_port_busy(context, port_, true);
}

void TcpDriver::has_sent(Context& context) {
  if (pending_ <= options_.low_watermark) {
    if (waiting_sender_) {
      const Sender sender = *waiting_sender_;
      waiting_sender_.reset();
      reply_sent(context, sender.caller);
    }
    if (!port_.is_closed && port_.is_busy) set_port_busy(context, port_, false);
  }
  if (pending_ > 0 || subscribers_.empty()) return;
  static const Term kEmptyOutQ = intern("empty_out_q");
  for (const Term pid : std::exchange(subscribers_, {})) {
    send_from_port(context, pid, [&](Heap& heap) { return heap.tuple(kEmptyOutQ, port_.term()); });
  }
}

}  // namespace

}  // namespace inet

std::unique_ptr<PortDriver> start_tcp(Context& context, Port& port, const PortSettings&, Term&) {
  return std::make_unique<inet::TcpDriver>(context, port);
}

}  // namespace linac

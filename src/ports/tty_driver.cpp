// SPDX-License-Identifier: Apache-2.0
//
// Standard input and output as module prim_tty of OTP 26 and later has them: what has come is told
// of with a message, and then read. The functions of that module (bifs/prim_tty.cpp) ask by way of
// `call`.
#include "memory/copy.h"
#include "platforms/platform.h"
#include "platforms/port_host.h"
#include "ports/port_signals.h"
#include "ports/tty_control.h"
#include "runtime/tuple.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr uint8_t kInterruptKey = 3;

class TtyDriver final : public PortDriver {
 public:
  using PortDriver::PortDriver;

  Term call(Context& context, uint32_t operation, Term argument) override {
    switch (operation) {
      case kTtySetRaw:
        is_raw_ = argument == atoms::kTrue;
        return atoms::kOk;
      case kTtySelect:
        // port_call/3 leads here, too.
        if (!argument.is_tuple() || tuple_arity(argument) != 2) return Term::non_value();
        return select(context, argument);
      case kTtyRead:
        return read(context);
      default:
        return Term::non_value();
    }
  }

  void host_event(Context& context, HostHandle, uint32_t kind, BytesView bytes) override {
    if (kind == kHostResized) return tell(context, signal_);
    if (kind == kHostData) {
      for (const uint8_t key : bytes) {
        if (is_raw_ && key == kInterruptKey) {
          context.vm->state().finished = true;
          return;
        }
        input_.push_back(key);
      }
    }
    has_ended_ = has_ended_ || kind == kHostEnd;
    tell_of_input(context);
  }

  void stop(Context& context) override {
    if (handle_ == 0) return;
    context.vm->state().platform.ports().close(handle_);
    context.vm->state().ports.host_events.remove(handle_);
  }

 private:
  /// `{SignalReference, InputReference}`: what messages to the caller have in them.
  Term select(Context& context, Term references) {
    Vm::State& state = context.vm->state();
    references_ = std::make_unique<BlockHeap>();
    signal_ = copy_term(tuple_element(references, 0), *references_);
    ready_ = copy_term(tuple_element(references, 1), *references_);
    reader_ = context.process->pid();
    if (handle_ == 0) {
      handle_ = state.ports.host_events.add(*this);
      PortHost& host = state.platform.ports();
      const bool opened =
          (is_raw_ && host.open_terminal(handle_)) || host.read_descriptor(handle_, 0);
      has_ended_ = !opened;
    }
    is_told_ = false;
    tell_of_input(context);
    return atoms::kOk;
  }

  Term read(Context& context) {
    static const Term kClosed = intern("closed");
    is_told_ = false;
    if (input_.empty() && has_ended_) return context.heap.tuple(atoms::kError, kClosed);
    const Term bytes = make_binary(context.heap, input_.data(), input_.size());
    input_.clear();
    tell_of_input(context);
    return context.heap.tuple(atoms::kOk, bytes);
  }

  void tell_of_input(Context& context) {
    if (is_told_ || (input_.empty() && !has_ended_)) return;
    is_told_ = true;
    tell(context, ready_);
  }

  void tell(Context& context, Term reference) {
    static const Term kSelect = intern("select"), kReadyInput = intern("ready_input");
    if (!reader_) return;
    send_from_port(context, reader_, [&](Heap& heap) {
      return heap.tuple(kSelect, port_.term(), copy_term(reference, heap), kReadyInput);
    });
  }

  HostHandle handle_ = 0;
  Bytes input_;
  std::unique_ptr<BlockHeap> references_;  ///< holds `signal_` and `ready_`
  Term signal_, ready_;
  Term reader_;  ///< pid of whom is told, or the non-value
  bool is_raw_ = false;
  bool is_told_ = false;  ///< of input that has not been read yet
  bool has_ended_ = false;
};

}  // namespace

std::unique_ptr<PortDriver> start_tty(Context&, Port& port, const PortSettings&, Term&) {
  return std::make_unique<TtyDriver>(port);
}

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// tty_sl: the terminal as OTP's user_drv uses it. Keys come in one by one, not echoed; what is to
// be shown comes as operations on the line that the cursor is in (ports/terminal_line.h). The key
// that interrupts programs asks what to do, as OTP's emulator does. One port at a time has the
// terminal.
#include "bifs/environment.h"
#include "platforms/platform.h"
#include "ports/port_signals.h"
#include "ports/terminal_control.h"
#include "ports/terminal_line.h"
#include "term/atom.h"
#include "term/utf8.h"
#include "vm_state.h"

namespace linac {

namespace {

// Operations of user_drv: the first byte of what is sent to the port.
enum : uint8_t { kPut, kMove, kInsert, kDelete, kBeep, kPutSynchronously };

constexpr uint8_t kInterruptKey = 3;
constexpr uint8_t kTerminalOutput = 1;

constexpr std::string_view kBreakMenu = "\r\nBREAK: (a)bort (c)ontinue (v)ersion\r\n";

/// The character set of the user's language is UTF-8. Source: POSIX, "Environment Variables".
bool is_unicode_locale(Context& context) {
  const auto& environment = environment_of(context);
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    auto found = environment.find(name);
    if (found == environment.end() || found->second.empty()) continue;
    const std::string& locale = found->second;
    return locale.find("UTF-8") != std::string::npos || locale.find("utf8") != std::string::npos;
  }
  return false;
}

bool can_move_cursor(Context& context) {
  const auto& environment = environment_of(context);
  auto found = environment.find("TERM");
  return found != environment.end() && !found->second.empty() && found->second != "dumb";
}

class TerminalDriver final : public PortDriver {
 public:
  using PortDriver::PortDriver;

  bool start(Context& context) {
    Vm::State& state = context.vm->state();
    handle_ = state.ports.host_events.add(*this);
    if (!state.platform.ports().open_terminal(handle_)) {
      state.ports.host_events.remove(handle_);
      return false;
    }
    line_.set_unicode(is_unicode_locale(context));
    resize(context);
    return true;
  }

  void output(Context& context, Bytes bytes) override {
    if (bytes.empty()) return;
    const std::string_view rest(reinterpret_cast<const char*>(bytes.data()) + 1, bytes.size() - 1);
    switch (bytes[0]) {
      case kPut:
        return show(context, line_.put(rest));
      case kPutSynchronously:
        show(context, line_.put(rest));
        return send_from_port(context, port_.owner,
                              [this](Heap& heap) { return heap.tuple(port_.term(), atoms::kOk); });
      case kMove:
        return show(context, line_.move(count_in(rest)));
      case kInsert:
        return show(context, line_.insert(rest));
      case kDelete:
        return show(context, line_.erase(count_in(rest)));
      case kBeep:
        return show(context, "\a");
      default:
        return;
    }
  }

  std::optional<Bytes> control(Context& context, uint32_t operation, BytesView bytes) override {
    const auto was = static_cast<uint8_t>(line_.unicode());
    switch (operation) {
      case kGetWindowSize: {
        constexpr WindowSize kUnknown{80, 24};
        const auto size = context.vm->state().platform.ports().window_size(kTerminalOutput);
        return window_size_bytes(size.value_or(kUnknown));
      }
      case kGetUnicodeState:
        return Bytes{was};
      case kSetUnicodeState:
        if (bytes.empty()) return Bytes{};
        line_.set_unicode(bytes[0] != 0);
        return Bytes{was};
      default:
        return std::nullopt;
    }
  }

  void host_event(Context& context, HostHandle, uint32_t kind, BytesView bytes) override {
    if (kind == kHostResized) return resize(context);
    if (kind == kHostEnd) return deliver_end(context, port_);
    if (kind != kHostData) return;
    for (const uint8_t key : bytes) {
      if (in_break_ || key == kInterruptKey) {
        break_key(context, key);
      } else {
        keys_.push_back(key);
      }
    }
    deliver_keys(context);
  }

  void stop(Context& context) override {
    context.vm->state().platform.ports().close(handle_);
    context.vm->state().ports.host_events.remove(handle_);
  }

 private:
  /// A signed number of 16 bits, most significant byte first.
  static int count_in(std::string_view bytes) {
    if (bytes.size() < 2) return 0;
    const auto high = static_cast<uint8_t>(bytes[0]);
    const auto low = static_cast<uint8_t>(bytes[1]);
    return static_cast<int16_t>(high << 8 | low);
  }

  void show(Context& context, std::string_view text) {
    if (!text.empty()) context.vm->state().platform.write(kTerminalOutput, text);
  }

  void resize(Context& context) {
    const auto size = context.vm->state().platform.ports().window_size(kTerminalOutput);
    if (size) line_.set_columns(size->columns);
  }

  /// Hands over the characters that are whole. The owner gets UTF-8 whatever the terminal sends.
  void deliver_keys(Context& context) {
    Bytes whole;
    size_t at = 0;
    while (line_.unicode() && at < keys_.size()) {
      uint32_t character = 0;
      const int length = decode_utf8(&keys_[at], keys_.data() + keys_.size(), &character);
      if (length == 0) break;
      whole.insert(whole.end(), &keys_[at], &keys_[at] + length);
      at += static_cast<size_t>(length);
    }
    constexpr size_t kLongestCharacter = 4;
    const size_t left = keys_.size() - at;
    const bool may_go_on = left < kLongestCharacter && left > 0 && keys_[at] >= 0xc2;
    if (line_.unicode() && left > 0 && !may_go_on) line_.set_unicode(false);
    if (!line_.unicode()) {
      std::string text;
      for (; at < keys_.size(); ++at) append_utf8(text, keys_[at]);
      whole.insert(whole.end(), text.begin(), text.end());
    }
    keys_.erase(keys_.begin(), keys_.begin() + static_cast<ptrdiff_t>(at));
    if (!whole.empty()) deliver_input(context, port_, whole);
  }

  void break_key(Context& context, uint8_t key) {
    Vm::State& state = context.vm->state();
    if (!in_break_) {
      in_break_ = true;
      return show(context, kBreakMenu);
    }
    if (key == 'a' || key == kInterruptKey) {
      show(context, "\r\n");
      state.finished = true;
      state.exit_status = 0;
      return;
    }
    if (key == 'v') return show(context, "Linac, compatible with Erlang/OTP 25\r\n");
    if (key != 'c') return show(context, kBreakMenu);
    in_break_ = false;
    show(context, "\r\n" + line_.redraw());
  }

  HostHandle handle_ = 0;
  TerminalLine line_;
  Bytes keys_;  ///< of a character that is not whole yet
  bool in_break_ = false;
};

}  // namespace

std::unique_ptr<PortDriver> start_terminal(Context& context, Port& port, const PortSettings&,
                                           Term& error) {
  static const Term kEinval = intern("einval");
  error = kEinval;
  if (!can_move_cursor(context)) return nullptr;
  auto driver = std::make_unique<TerminalDriver>(port);
  if (!driver->start(context)) return nullptr;
  return driver;
}

}  // namespace linac

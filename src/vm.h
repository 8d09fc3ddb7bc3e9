// SPDX-License-Identifier: Apache-2.0
//
// `Vm`: one Erlang VM, embedded. Owns everything (slots, exports, modules, processes, the machine
// context) and is driven from outside: the host loads code, starts a process and calls `slice`
// until it says it has finished. Invariant: no call blocks, and none lets a trap or an exception of
// C++ out.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platforms/platform.h"
#include "term/term.h"

namespace linac {

struct VmOptions {
  bool jit = true;                    ///< compile modules when they are loaded
  bool otp = false;                   ///< OTP's own boot: its `init` and code server, not ours
  bool collect_always = false;        ///< collect at every allocation, to find missing roots
  uint32_t reductions_per_slice = 0;  ///< of one process, 0 = default
  uint64_t schedule_seed = 0;  ///< for tests: who runs next, and how long, at random; 0 = in order
  /// Called with each emitted wasm module before it is installed.
  std::function<void(std::string_view name, std::span<const uint8_t> wasm)> on_unit;
};

/// A `.beam` file to load; `path` is for messages.
struct BeamFile {
  std::span<const uint8_t> bytes;
  std::string_view path;
};

class Vm {
 public:
  /// What `slice` returns when nothing but the host can wake a process.
  static constexpr int32_t kWaitForever = 0x7fffffff;

  Vm(Platform& platform, VmOptions options);
  ~Vm();

  /// Loads a `.beam`. Returns the module's name, or nothing and one sentence in `error`.
  std::optional<std::string> load(std::span<const uint8_t> bytes, std::string_view path,
                                  std::string& error);

  /// Loads several files, all or none. Compiled together they are fewer wasm modules, which is
  /// quicker than loading one after the other. Returns the modules' names in the same order, or
  /// nothing and one sentence in `error`.
  std::optional<std::vector<std::string>> load_all(std::span<const BeamFile> files,
                                                   std::string& error);

  /// Links and compiles files ahead, as one group, for an image of the VM: see ready_modules.h.
  /// False and one sentence in `error` if one of them is no good.
  bool make_ready(std::span<const BeamFile> files, std::string& error);
  /// To be called when the VM goes on in another machine's memory than the one it was made in:
  /// whatever depends on the time of day or on the start is set anew. `jit` and `otp` stay
  /// as they were; the other options hold from now on, not for what has been compiled.
  void resume(VmOptions options);

  /// Whether a loaded module exports a function.
  bool exports(std::string_view module, std::string_view function, uint32_t arity) const;

  /// Starts the main process: `main/1` with a list of strings, else `main/0`, else AtomVM's
  /// `start/0`, whose value is printed. False and one sentence in `error` if the module has none of
  /// them.
  bool start(std::string_view module, std::span<const std::string> arguments, std::string& error);

  /// Starts OTP: its `init` with the arguments that erl's emulator gets, after the processes that
  /// OTP starts before it. Precondition: `options.otp`, and the modules that are in OTP's emulator
  /// are loaded. False and one sentence in `error` if one of them is missing.
  bool start_otp(std::span<const std::string> arguments, std::string& error);

  /// Runs processes for about `milliseconds`. Returns how many milliseconds may pass before the
  /// next call (0 = call again at once), or −1 when the program has finished.
  int32_t slice(int32_t milliseconds);

  /// Something has happened outside that the VM has asked the host to tell of
  /// (ports/host_events.h). Not to be called during `slice`, which is to be called soon after.
  void host_event(uint32_t handle, uint32_t kind, std::span<const uint8_t> bytes);

  /// What the program's end means to the host: 0, 1 after an uncaught exception in the main
  /// process, or halt's status.
  int exit_status() const;

  /// A table of counts: labels compiled, wasm bytes, compile time, slots, collections.
  std::string stats() const;

  // For the VM's own rooms.

  /// Loads a module from the host's code path; false if there is none or it cannot be loaded (which
  /// is then said).
  bool load_from_path(Term module);
  /// The running process has returned from its initial function.
  void process_returned(Term value);

  struct State;
  State& state() { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

}  // namespace linac

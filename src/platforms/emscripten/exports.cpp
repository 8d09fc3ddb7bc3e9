// SPDX-License-Identifier: Apache-2.0
//
// The VM as JavaScript calls it: C functions on a `Session`, which owns one VM and its platform.
// Called by js/vm.js only. Bytes come in through linac_allocate; text goes out as the session's
// `result`, valid until the next call. Invariant: whatever the VM wrote has reached the host when
// an export returns.
#include <emscripten.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "beam/disassembler.h"
#include "beam/file.h"
#include "bifs/bif.h"
#include "code/references.h"
#include "memory/out_of_memory.h"
#include "platforms/emscripten/emscripten_platform.h"
#include "platforms/emscripten/host_library.h"
#include "process/crash_report.h"
#include "runtime/call.h"
#include "vm.h"
#include "vm_state.h"

namespace {

using linac::EmscriptenPlatform;
using linac::Vm;
using linac::VmOptions;

// Bits of linac_create's flags; js/vm.js has the same.
constexpr uint32_t kFlagJit = 1;
constexpr uint32_t kFlagShowUnits = 2;
constexpr uint32_t kFlagCollectAlways = 4;
constexpr uint32_t kFlagOtp = 8;

struct Session {
  EmscriptenPlatform platform;
  std::unique_ptr<Vm> vm;
  std::string result;
};

/// The session whose VM runs or was called last: operator new does not know for whom it fails.
Session* current_session = nullptr;

void write_crash_report(std::string_view text) {
  linac_host_crash_report(text.data(), text.size());
}

void end_without_memory(size_t bytes) {
  std::string reason = "out of memory";
  if (bytes != 0) reason += ": " + std::to_string(bytes) + " bytes could not be allocated";
  if (current_session != nullptr) {
    current_session->platform.flush();
    linac::report_vm_crash(current_session->vm->state().context, reason, write_crash_report);
  }
  linac_host_end(reason.data(), reason.size());
}

void show_unit(std::string_view name, std::span<const uint8_t> wasm) {
  linac_host_on_unit(name.data(), name.size(), wasm.data(), wasm.size());
}

/// Strings packed as a count, then each one's size and bytes; all numbers are little-endian 32-bit.
/// Views of the packed bytes.
std::vector<std::string_view> unpack_strings(const uint8_t* packed) {
  auto next_number = [&packed] {
    uint32_t number;
    std::memcpy(&number, packed, sizeof number);
    packed += sizeof number;
    return number;
  };
  std::vector<std::string_view> strings(next_number());
  for (std::string_view& string : strings) {
    uint32_t size = next_number();
    string = {reinterpret_cast<const char*>(packed), size};
    packed += size;
  }
  return strings;
}

std::string pack_strings(std::span<const std::string> strings) {
  std::string packed;
  const auto add_number = [&packed](size_t value) {
    const auto number = static_cast<uint32_t>(value);
    packed.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  add_number(strings.size());
  for (const std::string& string : strings) {
    add_number(string.size());
    packed += string;
  }
  return packed;
}

/// Path and bytes in turn.
std::vector<linac::BeamFile> unpack_files(std::span<const std::string_view> strings) {
  std::vector<linac::BeamFile> files;
  for (size_t i = 0; i + 1 < strings.size(); i += 2) {
    const std::string_view bytes = strings[i + 1];
    files.push_back({{reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()}, strings[i]});
  }
  return files;
}

/// `reductions` per time slice of a process, 0 for the default; `schedule_seed` of a random
/// schedule, 0 for none.
VmOptions options_of(uint32_t flags, uint32_t reductions, uint32_t schedule_seed) {
  VmOptions options;
  options.jit = (flags & kFlagJit) != 0;
  if (flags & kFlagShowUnits) options.on_unit = show_unit;
  options.collect_always = (flags & kFlagCollectAlways) != 0;
  options.otp = (flags & kFlagOtp) != 0;
  options.reductions_per_slice = reductions;
  options.schedule_seed = schedule_seed;
  return options;
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void* linac_allocate(uint32_t size) { return std::malloc(size ? size : 1); }
EMSCRIPTEN_KEEPALIVE void linac_free(void* block) { std::free(block); }

/// A new VM; the arguments are explained at `options_of`.
EMSCRIPTEN_KEEPALIVE Session* linac_create(uint32_t flags, uint32_t reductions,
                                           uint32_t schedule_seed) {
  linac::set_out_of_memory_handler(end_without_memory);
  auto* session = new Session;
  session->platform.set_entry_thunk(reinterpret_cast<void*>(&linac::linac_entry_thunk));
  VmOptions options = options_of(flags, reductions, schedule_seed);
  session->vm = std::make_unique<Vm>(session->platform, std::move(options));
  current_session = session;
  return session;
}

EMSCRIPTEN_KEEPALIVE void linac_destroy(Session* session) {
  if (current_session == session) current_session = nullptr;
  delete session;
}

/// Fills memory that nothing uses with zeros. Memory must not be able to grow meanwhile.
EMSCRIPTEN_KEEPALIVE void linac_clear_free_memory() {
  constexpr size_t kLargest = size_t{1} << 28;
  // All that is free is taken in ever smaller blocks, which are a list by their first words.
  void** taken = nullptr;
  for (size_t size = kLargest; size >= sizeof(void*); size /= 2) {
    while (void* const block = std::malloc(size)) {
      std::memset(block, 0, size);
      taken = new (block) void* {taken};
    }
  }
  while (taken != nullptr) {
    void** const next = static_cast<void**>(*taken);
    *taken = nullptr;
    std::free(taken);
    taken = next;
  }
}

/// The address behind all memory that has ever been used.
EMSCRIPTEN_KEEPALIVE const void* linac_heap_end() { return sbrk(0); }

/// No more memory than so many bytes, in all, from now on; 0: as much as there is.
EMSCRIPTEN_KEEPALIVE void linac_limit_memory(double bytes) { linac_host_limit_memory(bytes); }

EMSCRIPTEN_KEEPALIVE const char* linac_result_data(Session* session) {
  return session->result.data();
}
EMSCRIPTEN_KEEPALIVE uint32_t linac_result_size(Session* session) { return session->result.size(); }

/// Loads a module. Result: its name (returns 1), or what is wrong with it (returns 0).
EMSCRIPTEN_KEEPALIVE int linac_load(Session* session, const uint8_t* bytes, uint32_t size,
                                    const char* path, uint32_t path_size) {
  std::string error;
  auto module = session->vm->load({bytes, size}, {path, path_size}, error);
  session->result = module ? *module : error;
  session->platform.flush();
  return module.has_value();
}

/// Loads several modules, all or none. `packed`: a count, then path and bytes of each in turn, as
/// strings. Returns 1; or 0, and the result is what is wrong.
EMSCRIPTEN_KEEPALIVE int linac_load_all(Session* session, const uint8_t* packed) {
  const std::vector<std::string_view> strings = unpack_strings(packed);
  session->result.clear();
  const bool loaded = session->vm->load_all(unpack_files(strings), session->result).has_value();
  session->platform.flush();
  return loaded;
}

/// Links and compiles modules ahead, for an image. `packed` as for linac_load_all. Returns 1; or 0,
/// and the result is what is wrong.
EMSCRIPTEN_KEEPALIVE int linac_make_ready(Session* session, const uint8_t* packed) {
  const std::vector<std::string_view> strings = unpack_strings(packed);
  session->result.clear();
  return session->vm->make_ready(unpack_files(strings), session->result);
}

/// The slot that all slots without code are like: an image's table is filled with it.
EMSCRIPTEN_KEEPALIVE uint32_t linac_entry_thunk_slot() {
  return reinterpret_cast<uintptr_t>(&linac::linac_entry_thunk);
}

/// The session of a memory that an image was restored into goes on, with other options.
EMSCRIPTEN_KEEPALIVE void linac_resume(Session* session, uint32_t flags, uint32_t reductions,
                                       uint32_t schedule_seed) {
  session->vm->resume(options_of(flags, reductions, schedule_seed));
}

/// Starts the main process; `packed` holds the module's name, then the arguments. Result on 0: why
/// it cannot start.
EMSCRIPTEN_KEEPALIVE int linac_start(Session* session, const uint8_t* packed) {
  const std::vector<std::string_view> views = unpack_strings(packed);
  const std::vector<std::string> strings(views.begin(), views.end());
  session->result.clear();
  bool started = session->vm->start(strings[0], std::span(strings).subspan(1), session->result);
  session->platform.flush();
  return started;
}

/// Starts OTP; `packed` holds the arguments for `init`. Result on 0: why it cannot start.
EMSCRIPTEN_KEEPALIVE int linac_start_otp(Session* session, const uint8_t* packed) {
  const std::vector<std::string_view> views = unpack_strings(packed);
  const std::vector<std::string> strings(views.begin(), views.end());
  session->result.clear();
  bool started = session->vm->start_otp(strings, session->result);
  session->platform.flush();
  return started;
}

/// Runs for about that long. Returns milliseconds to wait before the next call, or -1 when all is
/// done.
EMSCRIPTEN_KEEPALIVE int32_t linac_slice(Session* session, int32_t milliseconds) {
  current_session = session;
  int32_t wait = session->vm->slice(milliseconds);
  session->platform.flush();
  return wait;
}

/// Something has happened in the host: see Vm::host_event. A slice is to follow.
EMSCRIPTEN_KEEPALIVE void linac_host_event(Session* session, uint32_t handle, uint32_t kind,
                                           const uint8_t* bytes, uint32_t size) {
  current_session = session;
  session->vm->host_event(handle, kind, {bytes, size});
  session->platform.flush();
}

EMSCRIPTEN_KEEPALIVE int linac_exit_status(Session* session) { return session->vm->exit_status(); }

/// Hands over what was written before a trap; safe to call at any time.
EMSCRIPTEN_KEEPALIVE void linac_flush(Session* session) { session->platform.flush(); }

/// Result: the table that --stats shows.
EMSCRIPTEN_KEEPALIVE void linac_stats(Session* session) { session->result = session->vm->stats(); }

/// Result: every function that is written in C++, one `module:function/arity` a line.
EMSCRIPTEN_KEEPALIVE void linac_list_bifs(Session* session) {
  session->result.clear();
  linac::for_each_bif([session](const linac::Bif& bif) {
    session->result +=
        std::string(bif.module) + ":" + bif.function + "/" + std::to_string(bif.arity) + "\n";
  });
}

/// Result: the listing of a .beam file (returns 1), or what is wrong with the file (returns 0).
EMSCRIPTEN_KEEPALIVE int linac_disassemble(Session* session, const uint8_t* bytes, uint32_t size,
                                           const char* path, uint32_t path_size) {
  linac::beam::Error error;
  auto file = linac::beam::read_file({bytes, size}, error);
  session->result =
      file ? linac::beam::disassemble(*file) : error.sentence(std::string(path, path_size));
  return file.has_value();
}

/// What a file's functions refer to (code/references.h), packed strings as above. Of each function:
/// its name and arity, `on_load` or nothing; the number of functions, of each its module (empty:
/// the same), name and arity; the same of those named in literals; the number of atoms, and these.
/// Returns 0 if the file is no good, then the result is what is wrong.
EMSCRIPTEN_KEEPALIVE int linac_references(Session* session, const uint8_t* bytes, uint32_t size,
                                          const char* path, uint32_t path_size) {
  linac::beam::Error error;
  const auto functions = linac::read_references({bytes, size}, error);
  if (!functions) {
    session->result = error.sentence(std::string(path, path_size));
    return 0;
  }
  std::vector<std::string> strings;
  for (const linac::References& each : *functions) {
    strings.insert(strings.end(), {each.function.function, std::to_string(each.function.arity),
                                   each.is_on_load ? "on_load" : ""});
    for (const auto* const functions : {&each.functions, &each.named}) {
      strings.push_back(std::to_string(functions->size()));
      for (const linac::FunctionName& name : *functions) {
        strings.insert(strings.end(), {name.module, name.function, std::to_string(name.arity)});
      }
    }
    strings.push_back(std::to_string(each.atoms.size()));
    strings.insert(strings.end(), each.atoms.begin(), each.atoms.end());
  }
  session->result = pack_strings(strings);
  return 1;
}

}  // extern "C"

// SPDX-License-Identifier: Apache-2.0
//
// The functions of host_library.js as C++ sees them. Only emscripten_platform.cpp and exports.cpp
// call them. Text goes over as UTF-8 bytes and length. What JavaScript answers with bytes is
// fetched in two steps, so that it never allocates wasm memory: sizes first, then a copy into room
// made here.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

void linac_host_write(int descriptor, const char* text, size_t size);

/// Milliseconds, with fractions: since some fixed moment, and since 1970.
double linac_host_monotonic_ms();
double linac_host_system_ms();

/// Asks the host for a module's code. If found, returns 1 and keeps it for linac_host_take_module.
int linac_host_find_module(const char* name, size_t name_size, size_t* path_size,
                           size_t* bytes_size);
void linac_host_take_module(char* path, uint8_t* bytes);

/// Questions about the host's files.
enum : int {
  kHostReadFile,       ///< the bytes of `path`
  kHostListDirectory,  ///< the names in `path`, each with a zero byte behind it
  kHostCodePath,       ///< the directories of the code path, likewise
  kHostWorkingDirectory,
};
/// Asks one of them. Returns 1 and keeps the answer for linac_host_take_bytes, or 0: there is none.
int linac_host_ask_files(int question, const char* path, size_t path_size, size_t* size);
void linac_host_take_bytes(void* bytes);

/// Grows the table by `count` slots that hold the function of slot `thunk`; returns the first, or
/// 0.
uint32_t linac_host_grow_table(uint32_t count, uint32_t thunk);
void linac_host_reset_slots(uint32_t first, uint32_t count, uint32_t thunk);

/// Instantiates a unit; returns its handle, or 0 and keeps a sentence of *error_size bytes.
uint32_t linac_host_install_unit(const uint8_t* wasm, size_t size, const uint32_t* slot_bases,
                                 size_t slot_base_count, size_t* error_size);
/// Keeps a copy of a unit to be installed later; returns its handle.
uint32_t linac_host_keep_unit(const uint8_t* wasm, size_t size, const uint32_t* slot_bases,
                              size_t slot_base_count);
/// Returns 1, or 0 and keeps a sentence of *error_size bytes.
int linac_host_install_kept_unit(uint32_t handle, size_t* error_size);
void linac_host_take_error(char* text);
void linac_host_drop_unit(uint32_t handle);
/// Whether the engine frees an instance whose table lives on.
int linac_host_frees_units();

/// Shows an emitted unit to the host (for --dump-wasm).
void linac_host_on_unit(const char* name, size_t name_size, const uint8_t* wasm, size_t size);

/// From now on memory does not grow past so many bytes.
void linac_host_limit_memory(double bytes);

/// A further piece of the report about a VM that cannot go on.
void linac_host_crash_report(const char* text, size_t size);
/// Leaves the VM for ever: throws an error with that message through all its frames.
[[noreturn]] void linac_host_end(const char* reason, size_t size);
}

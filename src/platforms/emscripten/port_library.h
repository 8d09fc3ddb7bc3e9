// SPDX-License-Identifier: Apache-2.0
//
// The functions of port_library.js as C++ sees them; only emscripten_port_host.cpp calls them. Text
// goes over as UTF-8 bytes and length. An answer of bytes is kept and fetched with
// linac_host_take_bytes (host_library.h), its size told first.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

/// 1 if the host reads that descriptor now.
int linac_port_read(uint32_t handle, int descriptor);
/// Starts a program; `fields` are names and values in turn, each with a zero byte behind it.
/// Returns its process number, or −1 and keeps the name of an error of *error_size bytes.
double linac_port_start_program(uint32_t handle, const char* fields, size_t size,
                                size_t* error_size);
/// 0: enough for now.
int linac_port_write(uint32_t handle, const uint8_t* bytes, size_t size);
void linac_port_close(uint32_t handle);
int linac_port_open_terminal(uint32_t handle);
/// Writes columns and rows, and returns 1; 0: no terminal.
int linac_port_window_size(int descriptor, uint32_t* columns_and_rows);
/// Keeps `NAME=VALUE`s, each with a zero byte behind it, and returns their size.
size_t linac_port_environment();
/// −1: there is none.
double linac_port_process_number();
int linac_port_handle_signal(uint32_t handle, const char* name, size_t size);
void linac_port_default_signal(const char* name, size_t size);
}

// SPDX-License-Identifier: Apache-2.0
//
// The functions of file_library.js as C++ sees them. Only emscripten_file_system.cpp calls them.
// Paths go over as bytes and length; offsets and sizes as doubles, exact up to 2^53. Each returns a
// number that is not negative, or kFailed: then linac_file_error has the error's name.
#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

enum : int { kFileOperationFailed = -1 };

/// The name of the error that the last call has failed with, in lower case; at most `size` bytes of
/// it. Returns how many.
size_t linac_file_error(char* name, size_t size);

int linac_file_open(const char* path, size_t size, uint32_t modes);
/// `offset`: -1 for where the descriptor stands.
double linac_file_read(int descriptor, double offset, uint8_t* bytes, size_t size);
double linac_file_write(int descriptor, double offset, const uint8_t* bytes, size_t size);
double linac_file_seek(int descriptor, uint32_t whence, double offset);

/// What is done with a descriptor; js/files.js has these as methods, in this order.
enum : int { kHostAdopt, kHostClose, kHostSync, kHostTruncate, kHostAllocate };
int linac_file_do(int operation, int descriptor, double first, double second);

/// What is done with a path, or two; js/files.js has these as methods, in this order.
enum : int {
  kHostSetPermissions,
  kHostSetOwner,
  kHostSetTimes,
  kHostMakeDirectory,
  kHostDeleteDirectory,
  kHostDeleteFile,
  kHostSetWorkingDirectory,
};
int linac_path_do(int operation, const char* path, size_t size, double first, double second);
enum : int { kHostRename, kHostMakeHardLink, kHostMakeSoftLink };
int linac_paths_do(int operation, const char* first, size_t first_size, const char* second,
                   size_t second_size);

/// What is asked about a path: names, each with a zero byte behind it. Returns how many bytes
/// linac_file_take has then to fetch.
enum : int { kHostReadLink, kHostListNames, kHostGetWorkingDirectory };
int linac_path_ask(int question, const char* path, size_t size);
void linac_file_take(char* bytes);

/// Fields of FileInfo in order, as doubles.
enum : int { kFileInfoFields = 14 };
int linac_path_info(const char* path, size_t size, int follow_links, double* fields);
int linac_file_info(int descriptor, double* fields);
}

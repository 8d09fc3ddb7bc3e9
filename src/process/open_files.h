// SPDX-License-Identifier: Apache-2.0
//
// Files that programs have open. A handle is closed by its program, or when its owner (the process
// that opened it) ends, or when it is collected, whichever comes first. Invariant: a handle is
// known to OpenFiles exactly while it is open.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "memory/resource.h"
#include "platforms/file_system.h"

namespace linac {

class OpenFiles;

struct FileHandle final : Resource {
  static constexpr ResourceType kType = ResourceType::kFileHandle;

  FileHandle(OpenFiles& open_files, FileSystem& file_system, int file_descriptor, uint64_t process);
  ~FileHandle() override;
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;

  /// Closes the descriptor. Precondition: it is open.
  FileResult close();

  FileSystem& files;
  const int descriptor;
  const uint64_t owner;
  bool is_open = true;

 private:
  OpenFiles& open_files_;
};

/// Which handles each process has open. It outlives them all.
class OpenFiles {
 public:
  void add(FileHandle& handle) { handles_[handle.owner].push_back(&handle); }
  void remove(FileHandle& handle);
  /// Closes what a process that ends has open.
  void close_all_of(uint64_t process);

 private:
  std::unordered_map<uint64_t, std::vector<FileHandle*>> handles_;
};

}  // namespace linac

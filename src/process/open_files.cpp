// SPDX-License-Identifier: Apache-2.0
#include "process/open_files.h"

#include <algorithm>

namespace linac {

FileHandle::FileHandle(OpenFiles& open_files, FileSystem& file_system, int file_descriptor,
                       uint64_t process)
    : Resource(kType),
      files(file_system),
      descriptor(file_descriptor),
      owner(process),
      open_files_(open_files) {
  open_files_.add(*this);
}

FileHandle::~FileHandle() {
  if (is_open) static_cast<void>(close());
}

FileResult FileHandle::close() {
  is_open = false;
  open_files_.remove(*this);
  return files.close(descriptor);
}

void OpenFiles::remove(FileHandle& handle) {
  const auto found = handles_.find(handle.owner);
  auto& handles = found->second;
  *std::find(handles.begin(), handles.end(), &handle) = handles.back();
  handles.pop_back();
  if (handles.empty()) handles_.erase(found);
}

void OpenFiles::close_all_of(uint64_t process) {
  for (auto found = handles_.find(process); found != handles_.end();
       found = handles_.find(process)) {
    static_cast<void>(found->second.back()->close());
  }
}

}  // namespace linac

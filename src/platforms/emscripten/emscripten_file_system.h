// SPDX-License-Identifier: Apache-2.0
//
// The files of a JavaScript host: every operation goes to its `files` object (js/files.js).
#pragma once

#include "platforms/file_system.h"

namespace linac {

class EmscriptenFileSystem final : public FileSystem {
 public:
  FileResult open(std::string_view path, uint32_t modes) override;
  FileResult adopt(int descriptor) override;
  FileResult close(int descriptor) override;
  FileResult read(int descriptor, int64_t offset, uint8_t* bytes, size_t size) override;
  FileResult write(int descriptor, int64_t offset, const uint8_t* bytes, size_t size) override;
  FileResult seek(int descriptor, Whence whence, int64_t offset) override;
  FileResult sync(int descriptor, bool data_only) override;
  FileResult truncate(int descriptor) override;
  FileResult allocate(int descriptor, int64_t offset, int64_t length) override;
  FileResult read_info(int descriptor, FileInfo& info) override;
  FileResult read_info(std::string_view path, bool follow_links, FileInfo& info) override;
  FileResult set_permissions(std::string_view path, uint32_t mode) override;
  FileResult set_owner(std::string_view path, int32_t uid, int32_t gid) override;
  FileResult set_times(std::string_view path, int64_t access, int64_t modification) override;
  FileResult make_directory(std::string_view path) override;
  FileResult delete_directory(std::string_view path) override;
  FileResult delete_file(std::string_view path) override;
  FileResult rename(std::string_view path, std::string_view to) override;
  FileResult make_hard_link(std::string_view path, std::string_view link) override;
  FileResult make_soft_link(std::string_view target, std::string_view link) override;
  FileResult read_link(std::string_view path, std::string& target) override;
  FileResult list_directory(std::string_view path, std::vector<std::string>& names) override;
  FileResult working_directory(std::string& path) override;
  FileResult set_working_directory(std::string_view path) override;
};

}  // namespace linac

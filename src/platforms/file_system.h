// SPDX-License-Identifier: Apache-2.0
//
// The host's files as the VM sees them: descriptors and paths, in the manner of POSIX. The base
// class is a host without files, where everything fails with `enotsup`. Paths are bytes, in
// whatever encoding the host has, without zero bytes. Invariant: no method calls back into the VM.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace linac {

/// How a file is opened: bits. Names are those of file:open/2. js/files.js has the same.
enum OpenMode : uint32_t {
  kOpenRead = 1,
  kOpenWrite = 2,
  kOpenAppend = 4,
  kOpenExclusive = 8,
  kOpenSync = 16,
  kOpenDirectory = 32,  ///< it must be a directory; without this bit it must not be
  kOpenSkipTypeCheck = 64,
};

/// Whence an offset counts. js/files.js has the same.
enum class Whence : uint32_t { kStart, kCurrent, kEnd };

/// js/files.js has the same.
enum class FileType : uint32_t { kDevice, kDirectory, kRegular, kSymlink, kOther };

/// Fields of file_info; times in seconds since 1970.
struct FileInfo {
  uint64_t size = 0;
  FileType type = FileType::kOther;
  bool readable = false;
  bool writable = false;
  int64_t access_time = 0;
  int64_t modification_time = 0;
  int64_t change_time = 0;
  uint32_t mode = 0;
  uint32_t links = 0;
  uint32_t major_device = 0;
  uint32_t minor_device = 0;
  uint32_t inode = 0;
  uint32_t uid = 0;
  uint32_t gid = 0;
};

/// What an operation came to: a number that is not negative, or the name of a POSIX error in lower
/// case, such as `enoent`.
struct [[nodiscard]] FileResult {
  int64_t value = 0;
  std::string error;

  static FileResult failure(std::string name) { return {0, std::move(name)}; }
  bool ok() const { return error.empty(); }
};

class FileSystem {
 public:
  /// In place of an offset: where the descriptor stands, which then moves on.
  static constexpr int64_t kHere = -1;

  virtual ~FileSystem() = default;

  // --- descriptors

  /// The new descriptor.
  virtual FileResult open(std::string_view, uint32_t /*modes*/) { return unsupported(); }
  /// A number that stands for the host's open descriptor of that number, such as 0.
  virtual FileResult adopt(int /*descriptor*/) { return unsupported(); }
  virtual FileResult close(int /*descriptor*/) { return unsupported(); }
  /// Bytes read; fewer than asked for only at the end of the file, or where no more are there yet.
  virtual FileResult read(int /*descriptor*/, int64_t /*offset*/, uint8_t*, size_t) {
    return unsupported();
  }
  /// Writes all bytes.
  virtual FileResult write(int /*descriptor*/, int64_t /*offset*/, const uint8_t*, size_t) {
    return unsupported();
  }
  /// The new position.
  virtual FileResult seek(int /*descriptor*/, Whence, int64_t /*offset*/) { return unsupported(); }
  virtual FileResult sync(int /*descriptor*/, bool /*data_only*/) { return unsupported(); }
  /// Cuts the file off, or fills it up with zeros, at the position.
  virtual FileResult truncate(int /*descriptor*/) { return unsupported(); }
  /// The file is at least `offset + length` bytes long afterwards.
  virtual FileResult allocate(int /*descriptor*/, int64_t /*offset*/, int64_t /*length*/) {
    return unsupported();
  }
  virtual FileResult read_info(int /*descriptor*/, FileInfo&) { return unsupported(); }

  // --- paths

  virtual FileResult read_info(std::string_view, bool /*follow_links*/, FileInfo&) {
    return unsupported();
  }
  virtual FileResult set_permissions(std::string_view, uint32_t /*mode*/) { return unsupported(); }
  /// -1 leaves the owner or the group as it is.
  virtual FileResult set_owner(std::string_view, int32_t /*uid*/, int32_t /*gid*/) {
    return unsupported();
  }
  virtual FileResult set_times(std::string_view, int64_t /*access*/, int64_t /*modification*/) {
    return unsupported();
  }
  virtual FileResult make_directory(std::string_view) { return unsupported(); }
  virtual FileResult delete_directory(std::string_view) { return unsupported(); }
  virtual FileResult delete_file(std::string_view) { return unsupported(); }
  virtual FileResult rename(std::string_view, std::string_view /*to*/) { return unsupported(); }
  virtual FileResult make_hard_link(std::string_view, std::string_view /*link*/) {
    return unsupported();
  }
  virtual FileResult make_soft_link(std::string_view /*target*/, std::string_view /*link*/) {
    return unsupported();
  }
  virtual FileResult read_link(std::string_view, std::string& /*target*/) { return unsupported(); }
  /// Without `.` and `..`, in no order.
  virtual FileResult list_directory(std::string_view, std::vector<std::string>& /*names*/) {
    return unsupported();
  }
  virtual FileResult working_directory(std::string& /*path*/) { return unsupported(); }
  /// Relative paths are then relative to that one.
  virtual FileResult set_working_directory(std::string_view) { return unsupported(); }

 protected:
  static FileResult unsupported() { return FileResult::failure("enotsup"); }
};

}  // namespace linac

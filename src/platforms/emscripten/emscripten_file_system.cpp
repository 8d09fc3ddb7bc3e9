// SPDX-License-Identifier: Apache-2.0
#include "platforms/emscripten/emscripten_file_system.h"

#include "platforms/emscripten/file_library.h"

namespace linac {

namespace {

/// The result of a function of file_library.h.
FileResult result_of(double value) {
  if (value >= 0) return {static_cast<int64_t>(value), {}};
  std::string name(32, '\0');
  name.resize(linac_file_error(name.data(), name.size()));
  return FileResult::failure(std::move(name));
}

FileResult path_do(int operation, std::string_view path, double first = 0, double second = 0) {
  return result_of(linac_path_do(operation, path.data(), path.size(), first, second));
}

FileResult paths_do(int operation, std::string_view first, std::string_view second) {
  return result_of(
      linac_paths_do(operation, first.data(), first.size(), second.data(), second.size()));
}

FileResult file_do(int operation, int descriptor, double first = 0, double second = 0) {
  return result_of(linac_file_do(operation, descriptor, first, second));
}

/// Names, each with a zero byte behind it.
FileResult path_ask(int question, std::string_view path, std::string& names) {
  FileResult result = result_of(linac_path_ask(question, path.data(), path.size()));
  if (!result.ok()) return result;
  names.resize(static_cast<size_t>(result.value));
  linac_file_take(names.data());
  return result;
}

/// The same where there is one name.
FileResult path_ask_one(int question, std::string_view path, std::string& name) {
  FileResult result = path_ask(question, path, name);
  if (result.ok()) name.pop_back();
  return result;
}

void read_fields(const double (&fields)[kFileInfoFields], FileInfo& info) {
  const double* next = fields;
  const auto number = [&next] { return static_cast<uint32_t>(*next++); };
  const auto time = [&next] { return static_cast<int64_t>(*next++); };
  info.size = static_cast<uint64_t>(*next++);
  info.type = static_cast<FileType>(number());
  info.readable = *next++ != 0;
  info.writable = *next++ != 0;
  info.access_time = time();
  info.modification_time = time();
  info.change_time = time();
  info.mode = number();
  info.links = number();
  info.major_device = number();
  info.minor_device = number();
  info.inode = number();
  info.uid = number();
  info.gid = number();
}

}  // namespace

FileResult EmscriptenFileSystem::open(std::string_view path, uint32_t modes) {
  return result_of(linac_file_open(path.data(), path.size(), modes));
}

FileResult EmscriptenFileSystem::adopt(int descriptor) { return file_do(kHostAdopt, descriptor); }

FileResult EmscriptenFileSystem::close(int descriptor) { return file_do(kHostClose, descriptor); }

FileResult EmscriptenFileSystem::read(int descriptor, int64_t offset, uint8_t* bytes, size_t size) {
  return result_of(linac_file_read(descriptor, static_cast<double>(offset), bytes, size));
}

FileResult EmscriptenFileSystem::write(int descriptor, int64_t offset, const uint8_t* bytes,
                                       size_t size) {
  return result_of(linac_file_write(descriptor, static_cast<double>(offset), bytes, size));
}

FileResult EmscriptenFileSystem::seek(int descriptor, Whence whence, int64_t offset) {
  return result_of(
      linac_file_seek(descriptor, static_cast<uint32_t>(whence), static_cast<double>(offset)));
}

FileResult EmscriptenFileSystem::sync(int descriptor, bool data_only) {
  return file_do(kHostSync, descriptor, data_only ? 1 : 0);
}

FileResult EmscriptenFileSystem::truncate(int descriptor) {
  return file_do(kHostTruncate, descriptor);
}

FileResult EmscriptenFileSystem::allocate(int descriptor, int64_t offset, int64_t length) {
  return file_do(kHostAllocate, descriptor, static_cast<double>(offset),
                 static_cast<double>(length));
}

FileResult EmscriptenFileSystem::read_info(int descriptor, FileInfo& info) {
  double fields[kFileInfoFields];
  FileResult result = result_of(linac_file_info(descriptor, fields));
  if (result.ok()) read_fields(fields, info);
  return result;
}

FileResult EmscriptenFileSystem::read_info(std::string_view path, bool follow_links,
                                           FileInfo& info) {
  double fields[kFileInfoFields];
  FileResult result = result_of(linac_path_info(path.data(), path.size(), follow_links, fields));
  if (result.ok()) read_fields(fields, info);
  return result;
}

FileResult EmscriptenFileSystem::set_permissions(std::string_view path, uint32_t mode) {
  return path_do(kHostSetPermissions, path, mode);
}

FileResult EmscriptenFileSystem::set_owner(std::string_view path, int32_t uid, int32_t gid) {
  return path_do(kHostSetOwner, path, uid, gid);
}

FileResult EmscriptenFileSystem::set_times(std::string_view path, int64_t access,
                                           int64_t modification) {
  return path_do(kHostSetTimes, path, static_cast<double>(access),
                 static_cast<double>(modification));
}

FileResult EmscriptenFileSystem::make_directory(std::string_view path) {
  return path_do(kHostMakeDirectory, path);
}

FileResult EmscriptenFileSystem::delete_directory(std::string_view path) {
  return path_do(kHostDeleteDirectory, path);
}

FileResult EmscriptenFileSystem::delete_file(std::string_view path) {
  return path_do(kHostDeleteFile, path);
}

FileResult EmscriptenFileSystem::rename(std::string_view path, std::string_view to) {
  return paths_do(kHostRename, path, to);
}

FileResult EmscriptenFileSystem::make_hard_link(std::string_view path, std::string_view link) {
  return paths_do(kHostMakeHardLink, path, link);
}

FileResult EmscriptenFileSystem::make_soft_link(std::string_view target, std::string_view link) {
  return paths_do(kHostMakeSoftLink, target, link);
}

FileResult EmscriptenFileSystem::read_link(std::string_view path, std::string& target) {
  return path_ask_one(kHostReadLink, path, target);
}

FileResult EmscriptenFileSystem::list_directory(std::string_view path,
                                                std::vector<std::string>& names) {
  std::string packed;
  FileResult result = path_ask(kHostListNames, path, packed);
  if (!result.ok()) return result;
  for (size_t at = 0; at < packed.size();) {
    const size_t end = packed.find('\0', at);
    names.push_back(packed.substr(at, end - at));
    at = end + 1;
  }
  return result;
}

FileResult EmscriptenFileSystem::working_directory(std::string& path) {
  return path_ask_one(kHostGetWorkingDirectory, "", path);
}

FileResult EmscriptenFileSystem::set_working_directory(std::string_view path) {
  return path_do(kHostSetWorkingDirectory, path);
}

}  // namespace linac

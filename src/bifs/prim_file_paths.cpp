// SPDX-License-Identifier: Apache-2.0
//
// The NIFs of OTP's module `prim_file` that take paths: directories, links, what a file is. Where
// hosts name an error differently, it is given the name that OTP gives it.
#include <string>
#include <vector>

#include "bifs/argument.h"
#include "bifs/file_argument.h"
#include "bifs/tables.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "vm_state.h"

namespace linac {

namespace {

FileSystem& files_of(Context& context) { return context.vm->state().platform.files(); }

Term einval(Context& context) { return file_error(context, "einval"); }

Term text_binary(Context& context, const std::string& text) {
  return make_binary(context.heap, text.data(), text.size());
}

constexpr int64_t kUnmeasured = 0;

/// Calls `operation(FileSystem&, path)` with the path of the first argument.
template <typename Operation>
Term with_path(Context& context, const Term* arguments, Operation operation) {
  const std::optional<std::string> path = read_path(arguments[0]);
  if (!path) return einval(context);
  use_file_reductions(context, kUnmeasured);
  return file_outcome(context, operation(files_of(context), *path));
}

/// The same with two paths.
template <typename Operation>
Term with_paths(Context& context, const Term* arguments, Operation operation) {
  const std::optional<std::string> first = read_path(arguments[0]);
  const std::optional<std::string> second = read_path(arguments[1]);
  if (!first || !second) return einval(context);
  use_file_reductions(context, kUnmeasured);
  return file_outcome(context, operation(files_of(context), *first, *second));
}

// --- what a file is

Term read_info(Context& context, const Term* arguments) {
  const auto follow_links = read_integer(arguments[1], INT32_MIN, INT32_MAX);
  if (!follow_links) return context.badarg();
  const std::optional<std::string> path = read_path(arguments[0]);
  if (!path) return einval(context);
  use_file_reductions(context, kUnmeasured);
  FileInfo info;
  const FileResult result = files_of(context).read_info(*path, *follow_links != 0, info);
  return result.ok() ? file_info_record(context, info) : file_error(context, result.error);
}

Term set_permissions(Context& context, const Term* arguments) {
  constexpr uint32_t kMutable = 06777;
  constexpr uint32_t kSetIds = 06000;
  const auto mode = read_integer(arguments[1], 0, UINT32_MAX);
  if (!mode) return context.badarg();
  return with_path(context, arguments, [&](FileSystem& files, const std::string& path) {
    const uint32_t wanted = static_cast<uint32_t>(*mode) & kMutable;
    const FileResult result = files.set_permissions(path, wanted);
    return result.ok() ? result : files.set_permissions(path, wanted & ~kSetIds);
  });
}

Term set_owner(Context& context, const Term* arguments) {
  const auto uid = read_integer(arguments[1], INT32_MIN, INT32_MAX);
  const auto gid = read_integer(arguments[2], INT32_MIN, INT32_MAX);
  if (!uid || !gid) return context.badarg();
  return with_path(context, arguments, [&](FileSystem& files, const std::string& path) {
    return files.set_owner(path, static_cast<int32_t>(*uid), static_cast<int32_t>(*gid));
  });
}

/// The third time, of creation, is for other hosts than POSIX's.
Term set_time(Context& context, const Term* arguments) {
  const std::optional<int64_t> access = read_int64(arguments[1]);
  const std::optional<int64_t> modification = read_int64(arguments[2]);
  if (!access || !modification || !read_int64(arguments[3])) return context.badarg();
  return with_path(context, arguments, [&](FileSystem& files, const std::string& path) {
    return files.set_times(path, *access, *modification);
  });
}

// --- making, moving, deleting

Term make_directory(Context& context, const Term* arguments) {
  return with_path(context, arguments, [](FileSystem& files, const std::string& path) {
    return files.make_directory(path);
  });
}

bool is_working_directory(FileSystem& files, const std::string& path) {
  FileInfo info;
  FileInfo here;
  return files.read_info(path, true, info).ok() && files.read_info(".", true, here).ok() &&
         info.inode == here.inode && info.major_device == here.major_device;
}

Term delete_directory(Context& context, const Term* arguments) {
  return with_path(context, arguments, [](FileSystem& files, const std::string& path) {
    FileResult result = files.delete_directory(path);
    if (result.error == "enotempty") result.error = "eexist";
    if (result.error == "eexist" && is_working_directory(files, path)) result.error = "einval";
    return result;
  });
}

Term delete_file(Context& context, const Term* arguments) {
  return with_path(context, arguments, [](FileSystem& files, const std::string& path) {
    FileResult result = files.delete_file(path);
    if (result.error == "eisdir") result.error = "eperm";
    return result;
  });
}

Term rename(Context& context, const Term* arguments) {
  return with_paths(context, arguments,
                    [](FileSystem& files, const std::string& from, const std::string& to) {
                      FileResult result = files.rename(from, to);
                      if (result.error == "enotempty")
                        result.error = "eexist";
                      else if (!result.ok() && from == "/")
                        result.error = "einval";
                      return result;
                    });
}

// --- links

Term make_hard_link(Context& context, const Term* arguments) {
  return with_paths(context, arguments,
                    [](FileSystem& files, const std::string& file, const std::string& link) {
                      return files.make_hard_link(file, link);
                    });
}

Term make_soft_link(Context& context, const Term* arguments) {
  return with_paths(context, arguments,
                    [](FileSystem& files, const std::string& target, const std::string& link) {
                      return files.make_soft_link(target, link);
                    });
}

Term read_link(Context& context, const Term* arguments) {
  const std::optional<std::string> path = read_path(arguments[0]);
  if (!path) return einval(context);
  use_file_reductions(context, kUnmeasured);
  std::string target;
  const FileResult result = files_of(context).read_link(*path, target);
  if (!result.ok()) return file_error(context, result.error);
  return context.heap.tuple(atoms::kOk, text_binary(context, target));
}

// --- directories

Term list_directory(Context& context, const Term* arguments) {
  constexpr int64_t kBytesPerName = 64;
  const std::optional<std::string> path = read_path(arguments[0]);
  if (!path) return einval(context);
  std::vector<std::string> names;
  const FileResult result = files_of(context).list_directory(*path, names);
  if (!result.ok()) return file_error(context, result.error);
  use_file_reductions(context, static_cast<int64_t>(names.size()) * kBytesPerName);
  std::vector<Term> terms;
  terms.reserve(names.size());
  for (const std::string& name : names) terms.push_back(text_binary(context, name));
  return context.heap.tuple(atoms::kOk, make_list(context.heap, terms));
}

Term get_cwd(Context& context, const Term*) {
  std::string path;
  const FileResult result = files_of(context).working_directory(path);
  if (!result.ok()) return file_error(context, result.error);
  return context.heap.tuple(atoms::kOk, text_binary(context, path));
}

Term set_cwd(Context& context, const Term* arguments) {
  return with_path(context, arguments, [](FileSystem& files, const std::string& path) {
    return files.set_working_directory(path);
  });
}

/// Drives with letters, and names of eight letters and three, are not for POSIX.
Term get_device_cwd(Context& context, const Term* arguments) {
  if (!read_integer(arguments[0], INT32_MIN, INT32_MAX)) return context.badarg();
  return file_error(context, "enotsup");
}

Term altname(Context& context, const Term* arguments) {
  return read_path(arguments[0]) ? file_error(context, "enotsup") : einval(context);
}

constexpr Bif kTable[] = {
    {"prim_file", "read_info_nif", 2, read_info},
    {"prim_file", "set_permissions_nif", 2, set_permissions},
    {"prim_file", "set_owner_nif", 3, set_owner},
    {"prim_file", "set_time_nif", 4, set_time},
    {"prim_file", "make_dir_nif", 1, make_directory},
    {"prim_file", "del_dir_nif", 1, delete_directory},
    {"prim_file", "del_file_nif", 1, delete_file},
    {"prim_file", "rename_nif", 2, rename},
    {"prim_file", "make_hard_link_nif", 2, make_hard_link},
    {"prim_file", "make_soft_link_nif", 2, make_soft_link},
    {"prim_file", "read_link_nif", 1, read_link},
    {"prim_file", "list_dir_nif", 1, list_directory},
    {"prim_file", "get_cwd_nif", 0, get_cwd},
    {"prim_file", "set_cwd_nif", 1, set_cwd},
    {"prim_file", "get_device_cwd_nif", 1, get_device_cwd},
    {"prim_file", "altname_nif", 1, altname},
};

}  // namespace

constinit const BifTable kPrimFilePathBifs = kTable;

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
#include "bifs/file_argument.h"

#include <algorithm>

#include "bifs/argument.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/layout.h"

namespace linac {

Term file_error(Context& context, const std::string& name) {
  return context.heap.tuple(atoms::kError, intern(name));
}

Term file_outcome(Context& context, const FileResult& result) {
  return result.ok() ? atoms::kOk : file_error(context, result.error);
}

namespace {

Term type_atom(FileType type) {
  static const Term kAtoms[] = {intern("device"), intern("directory"), intern("regular"),
                                intern("symlink"), intern("other")};
  return kAtoms[static_cast<size_t>(type)];
}

Term access_atom(const FileInfo& info) {
  static const Term kRead = intern("read");
  static const Term kWrite = intern("write");
  static const Term kReadWrite = intern("read_write");
  if (info.readable) return info.writable ? kReadWrite : kRead;
  return info.writable ? kWrite : atoms::kNone;
}

}  // namespace

Term file_info_record(Context& context, const FileInfo& info) {
  static const Term kFileInfo = intern("file_info");
  Heap& heap = context.heap;
  const Term size = heap.unsigned_integer(info.size);
  const auto number = [](int64_t value) { return Term::small(value); };
  return heap.tuple(kFileInfo, size, type_atom(info.type), access_atom(info),
                    number(info.access_time), number(info.modification_time),
                    number(info.change_time), number(info.mode), number(info.links),
                    number(info.major_device), number(info.minor_device), number(info.inode),
                    number(info.uid), number(info.gid));
}

std::optional<std::string> read_path(Term binary) {
  std::optional<std::string> path = read_binary(binary);
  if (!path) return std::nullopt;
  const size_t end = path->find('\0');
  if (end == std::string::npos || path->find_first_not_of('\0', end) != std::string::npos) {
    return std::nullopt;
  }
  path->resize(end);
  return path;
}

std::optional<int64_t> read_int64(Term term) {
  if (term.is_small()) return term.small_value();
  if (!term.is_big_integer() || big_limbs(term) != 1) return std::nullopt;
  constexpr Word kMost = INT64_MAX;
  const Word magnitude = big_magnitude(term)[0];
  if (magnitude > kMost + big_is_negative(term)) return std::nullopt;
  return static_cast<int64_t>(big_is_negative(term) ? 0 - magnitude : magnitude);
}

bool read_sizes(Context& context, const Term* terms, size_t count, int64_t* sizes, Term& failure) {
  const auto is_number = [](Term term) { return term.is_integer() || is_float(term); };
  if (!std::all_of(terms, terms + count, is_number)) {
    failure = context.badarg();
    return false;
  }
  for (size_t i = 0; i < count; ++i) {
    const std::optional<int64_t> size = read_int64(terms[i]);
    if (!size || *size < 0) {
      failure = file_error(context, "einval");
      return false;
    }
    sizes[i] = *size;
  }
  return true;
}

void use_file_reductions(Context& context, int64_t bytes) {
  constexpr int64_t kReductionsPerCall = 20;
  constexpr int64_t kBytesPerReduction = 1024;
  use_reductions(context, kReductionsPerCall + bytes / kBytesPerReduction);
}

}  // namespace linac

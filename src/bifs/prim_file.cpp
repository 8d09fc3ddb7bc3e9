// SPDX-License-Identifier: Apache-2.0
//
// The NIFs of OTP's module `prim_file` on open files; prim_file_paths.cpp has those on paths.
// Invariant: a call moves a bounded number of bytes before other processes have a turn.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "bifs/argument.h"
#include "bifs/file_argument.h"
#include "bifs/tables.h"
#include "memory/binary_data.h"
#include "process/open_files.h"
#include "runtime/long_work.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr int64_t kHere = FileSystem::kHere;

FileSystem& files_of(Context& context) { return context.vm->state().platform.files(); }

Term einval(Context& context) { return file_error(context, "einval"); }

/// The open file of the first argument; null: `failure` is what the NIF returns.
FileHandle* open_file(Context& context, const Term* arguments, Term& failure) {
  auto* const file = resource_of<FileHandle>(arguments[0]);
  if (file == nullptr) {
    failure = context.badarg();
    return nullptr;
  }
  if (file->is_open) return file;
  failure = einval(context);
  return nullptr;
}

// --- opening and closing

uint32_t read_modes(Term list) {
  struct Mode {
    Term name;
    uint32_t bit;
  };
  static const Mode kModes[] = {
      {intern("read"), kOpenRead},
      {intern("write"), kOpenWrite},
      {intern("append"), kOpenAppend},
      {intern("exclusive"), kOpenExclusive},
      {intern("sync"), kOpenSync},
      {intern("directory"), kOpenDirectory},
      {intern("skip_type_check"), kOpenSkipTypeCheck},
  };
  uint32_t modes = 0;
  for (; list.is_cons(); list = tail(list)) {
    for (const Mode& mode : kModes) {
      if (head(list) == mode.name) modes |= mode.bit;
    }
  }
  if (modes & (kOpenAppend | kOpenExclusive)) return modes | kOpenWrite;
  return modes & (kOpenRead | kOpenWrite) ? modes : modes | kOpenRead;
}

/// {ok, Handle} of a new descriptor, or the error.
Term handle_or_error(Context& context, FileSystem& files, const FileResult& descriptor) {
  if (!descriptor.ok()) return file_error(context, descriptor.error);
  Vm::State& state = context.vm->state();
  auto handle = std::make_unique<FileHandle>(
      state.open_files, files, static_cast<int>(descriptor.value), context.process->number);
  Heap& heap = context.heap;
  return heap.tuple(atoms::kOk,
                    make_resource(heap, state.scheduler.next_reference(), std::move(handle)));
}

Term open(Context& context, const Term* arguments) {
  if (!arguments[1].is_list()) return context.badarg();
  const std::optional<std::string> path = read_path(arguments[0]);
  if (!path) return einval(context);
  use_file_reductions(context, 0);
  FileSystem& files = files_of(context);
  return handle_or_error(context, files, files.open(*path, read_modes(arguments[1])));
}

Term file_desc_to_ref(Context& context, const Term* arguments) {
  const auto descriptor = read_integer(arguments[0], INT32_MIN, INT32_MAX);
  if (!descriptor) return context.badarg();
  FileSystem& files = files_of(context);
  return handle_or_error(context, files, files.adopt(static_cast<int>(*descriptor)));
}

Term close(Context& context, const Term* arguments) {
  Term failure;
  FileHandle* const file = open_file(context, arguments, failure);
  if (file == nullptr) return failure;
  use_file_reductions(context, 0);
  return file_outcome(context, file->close());
}

/// What OTP's process for files of ended owners calls; those are closed here already.
Term delayed_close(Context& context, const Term* arguments) {
  auto* const file = resource_of<FileHandle>(arguments[0]);
  if (file == nullptr) return context.badarg();
  if (file->is_open) static_cast<void>(file->close());
  return atoms::kOk;
}

/// The descriptor as four bytes, as C has it in memory.
Term get_handle(Context& context, const Term* arguments) {
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  if (file == nullptr) return failure;
  return make_binary(context.heap, &file->descriptor, sizeof file->descriptor);
}

// --- reading

/// Reads until so many bytes are there, or the file ends.
class Reading final : public LongWork {
 public:
  enum class Whole : bool { kNo, kYes };

  /// `Whole::kYes`: the descriptor is the reading's own, and an empty file is an empty binary.
  Reading(FileSystem& files, int descriptor, int64_t offset, int64_t size, Whole whole)
      : files_(files),
        descriptor_(descriptor),
        offset_(offset),
        size_(size),
        expected_(expected_size()),
        whole_(whole),
        owns_descriptor_(whole == Whole::kYes) {}
  ~Reading() override { end(); }

  std::optional<Term> run(Context& context, int64_t& reductions) override {
    const std::optional<Term> result = go_on(context, reductions);
    if (result) end();
    return result;
  }

 private:
  static constexpr int64_t kBytesPerReduction = 1024;
  static constexpr int64_t kSmallestStep = 1 << 16;

  /// Bytes that are probably there, so that nobody has to believe a program that asks for more.
  int64_t expected_size() const {
    if (size_ <= kSmallestStep) return size_;
    FileInfo info;
    if (!files_.read_info(descriptor_, info).ok() || info.type != FileType::kRegular) {
      return kSmallestStep;
    }
    const FileResult here = files_.seek(descriptor_, Whence::kCurrent, 0);
    const int64_t from = offset_ == kHere ? here.value : offset_;
    return std::clamp(static_cast<int64_t>(info.size) - from, kSmallestStep, size_);
  }

  /// Room for `capacity` bytes. False: there is none.
  bool reserve(int64_t capacity) {
    constexpr int64_t kMost = INT32_MAX;
    if (capacity > kMost) return false;
    const auto bytes = static_cast<size_t>(capacity);
    BinaryData* const data =
        data_ == nullptr ? create_binary_data(0, bytes) : resize_binary_data(data_, bytes);
    if (data != nullptr) data_ = data;
    return data != nullptr;
  }

  std::optional<Term> go_on(Context& context, int64_t& reductions);
  Term result(Context& context);

  /// Lets go of all it holds.
  void end() {
    if (data_ != nullptr) release_binary_data(data_);
    data_ = nullptr;
    if (owns_descriptor_) static_cast<void>(files_.close(descriptor_));
    owns_descriptor_ = false;
  }

  FileSystem& files_;
  const int descriptor_;
  const int64_t offset_;
  const int64_t size_;
  int64_t expected_;
  const Whole whole_;
  bool owns_descriptor_;
  BinaryData* data_ = nullptr;
  int64_t done_ = 0;
};

std::optional<Term> Reading::go_on(Context& context, int64_t& reductions) {
  while (done_ < size_) {
    if (data_ == nullptr || done_ == expected_) {
      if (data_ != nullptr) expected_ = std::min(size_, expected_ * 2);
      if (!reserve(expected_)) return file_error(context, "enomem");
    }
    const int64_t step = std::max(reductions * kBytesPerReduction, kSmallestStep);
    const int64_t wanted = std::min(expected_ - done_, step);
    const int64_t offset = offset_ == kHere ? kHere : offset_ + done_;
    const FileResult read =
        files_.read(descriptor_, offset, data_->bytes() + done_, static_cast<size_t>(wanted));
    if (!read.ok()) return file_error(context, read.error);
    done_ += read.value;
    reductions -= 1 + read.value / kBytesPerReduction;
    if (read.value == 0) break;
    if (done_ < size_ && reductions <= 0) return std::nullopt;
  }
  return result(context);
}

/// {ok, Bytes} or `eof`.
Term Reading::result(Context& context) {
  static const Term kEof = intern("eof");
  Heap& heap = context.heap;
  if (done_ == 0) {
    if (whole_ == Whole::kNo) return kEof;
    return heap.tuple(atoms::kOk, make_binary(heap, nullptr, 0));
  }
  // A smaller block is where the large one is: this does not fail.
  if (done_ < expected_) reserve(done_);
  BinaryData* const data = data_;
  data_ = nullptr;
  data->used_bits = static_cast<uint64_t>(done_) * 8;
  return heap.tuple(atoms::kOk, make_binary_of(heap, data, static_cast<size_t>(done_)));
}

Term read_file(Context& context, const Term* arguments) {
  const std::optional<std::string> path = read_path(arguments[0]);
  if (!path) return einval(context);
  FileSystem& files = files_of(context);
  const FileResult file = files.open(*path, kOpenRead);
  if (!file.ok()) return file_error(context, file.error);
  const int descriptor = static_cast<int>(file.value);
  FileInfo info;
  const bool has_size = files.read_info(descriptor, info).ok() && info.size != 0;
  const int64_t size = has_size ? static_cast<int64_t>(info.size) : INT64_MAX;
  return do_long_work(
      context, {atoms::kPrimFile, "read_file"}, std::span(arguments, 1),
      std::make_unique<Reading>(files, descriptor, kHere, size, Reading::Whole::kYes));
}

Term read_at(Context& context, const Term* arguments, const FileHandle& file, int64_t offset,
             int64_t size, uint32_t arity) {
  return do_long_work(
      context, {atoms::kPrimFile, "read"}, std::span(arguments, arity),
      std::make_unique<Reading>(file.files, file.descriptor, offset, size, Reading::Whole::kNo));
}

Term read(Context& context, const Term* arguments) {
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  int64_t size;
  if (file == nullptr || !read_sizes(context, arguments + 1, 1, &size, failure)) return failure;
  return read_at(context, arguments, *file, kHere, size, 2);
}

Term pread(Context& context, const Term* arguments) {
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  int64_t sizes[2];
  if (file == nullptr || !read_sizes(context, arguments + 1, 2, sizes, failure)) return failure;
  return read_at(context, arguments, *file, sizes[0], sizes[1], 3);
}

/// Reads where eight bytes, a size and an offset, point. Source: module dets, whose files have such
/// pointers.
Term ipread(Context& context, const Term* arguments) {
  static const Term kEof = intern("eof");
  constexpr int64_t kMostBytes = INT32_MAX;
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  int64_t sizes[2];
  if (file == nullptr || !read_sizes(context, arguments + 1, 2, sizes, failure)) return failure;
  if (sizes[1] > kMostBytes) return einval(context);
  uint8_t pointer[8];
  FileResult got = file->files.read(file->descriptor, sizes[0], pointer, sizeof pointer);
  if (!got.ok()) return file_error(context, got.error);
  if (got.value < static_cast<int64_t>(sizeof pointer)) return kEof;
  const auto number = [&pointer](int at) {
    return uint32_t{pointer[at]} << 24 | uint32_t{pointer[at + 1]} << 16 |
           uint32_t{pointer[at + 2]} << 8 | uint32_t{pointer[at + 3]};
  };
  const uint32_t size = number(0);
  const uint32_t offset = number(4);
  if (size > sizes[1]) return kEof;
  FileInfo info;
  const FileResult known = file->files.read_info(file->descriptor, info);
  const int64_t left = static_cast<int64_t>(info.size) - offset;
  const int64_t there = known.ok() ? std::clamp<int64_t>(left, 0, size) : size;
  BinaryData* const data = create_binary_data(0, static_cast<size_t>(there));
  if (data == nullptr) return file_error(context, "enomem");
  got = file->files.read(file->descriptor, offset, data->bytes(), static_cast<size_t>(there));
  Heap& heap = context.heap;
  Term bytes = kEof;
  if (got.ok() && got.value > 0) {
    data->used_bits = static_cast<uint64_t>(got.value) * 8;
    bytes = make_binary_of(heap, data, static_cast<size_t>(got.value));
  } else {
    release_binary_data(data);
  }
  if (!got.ok()) return file_error(context, got.error);
  use_file_reductions(context, got.value);
  return heap.tuple(atoms::kOk, heap.tuple(Term::small(size), Term::small(offset), bytes));
}

// --- writing

/// Writes the front of a list of binaries: so many, and so many bytes, at most.
class Writing {
 public:
  Writing(const FileHandle& file, int64_t offset) : file_(file), offset_(offset) {}

  /// Looks at the list. False: it is none of binaries.
  bool take(Heap& heap, Term list);
  FileResult write();

  Term rest() const { return rest_; }  ///< of the list
  int64_t bytes() const { return bytes_; }

 private:
  static constexpr size_t kMostBinaries = 64;
  static constexpr int64_t kMostBytes = 1 << 22;
  static constexpr size_t kLarge = 1 << 14;  ///< bytes that are not worth copying

  FileResult write_out(const uint8_t* bytes, size_t size);

  const FileHandle& file_;
  int64_t offset_;
  std::vector<BitsView> views_;
  Term rest_ = Term::nil();
  int64_t bytes_ = 0;
};

bool Writing::take(Heap& heap, Term list) {
  for (; list.is_cons() && views_.size() < kMostBinaries && bytes_ < kMostBytes;
       list = tail(list)) {
    if (!head(list).is_bitstring()) return false;
    BitsView view = bits_of(head(list));
    view.bit_size -= view.bit_size % 8;
    const auto size = static_cast<int64_t>(view.whole_bytes());
    const int64_t taken = std::min(size, kMostBytes - bytes_);
    bytes_ += taken;
    if (taken < size) {
      const Term left = sub_bits(heap, head(list), static_cast<uint64_t>(taken) * 8,
                                 static_cast<uint64_t>(size - taken) * 8);
      view.bit_size = static_cast<uint64_t>(taken) * 8;
      views_.push_back(view);
      rest_ = heap.cons(left, tail(list));
      return true;
    }
    views_.push_back(view);
  }
  rest_ = list;
  return list.is_list();
}

FileResult Writing::write_out(const uint8_t* bytes, size_t size) {
  if (size == 0) return {};
  FileResult result = file_.files.write(file_.descriptor, offset_, bytes, size);
  if (offset_ != kHere) offset_ += static_cast<int64_t>(size);
  return result;
}

FileResult Writing::write() {
  std::vector<uint8_t> small;
  for (const BitsView& view : views_) {
    const size_t size = view.whole_bytes();
    if (size >= kLarge && view.is_aligned()) {
      FileResult result = write_out(small.data(), small.size());
      small.clear();
      if (result.ok()) result = write_out(view.bytes, size);
      if (!result.ok()) return result;
    } else if (view.is_aligned()) {
      small.insert(small.end(), view.bytes, view.bytes + size);
    } else {
      for (size_t i = 0; i < size; ++i) small.push_back(view.byte(i));
    }
  }
  return write_out(small.data(), small.size());
}

Term write(Context& context, const Term* arguments) {
  static const Term kContinue = intern("continue");
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  if (file == nullptr) return failure;
  Writing writing(*file, kHere);
  if (!writing.take(context.heap, arguments[1])) return context.badarg();
  const FileResult result = writing.write();
  if (!result.ok()) return file_error(context, result.error);
  use_file_reductions(context, writing.bytes());
  if (writing.rest().is_nil()) return atoms::kOk;
  return context.heap.tuple(kContinue, writing.rest());
}

Term pwrite(Context& context, const Term* arguments) {
  static const Term kContinue = intern("continue");
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  int64_t offset;
  if (file == nullptr || !read_sizes(context, arguments + 1, 1, &offset, failure)) return failure;
  Writing writing(*file, offset);
  if (!writing.take(context.heap, arguments[2])) return context.badarg();
  const FileResult result = writing.write();
  if (!result.ok()) return file_error(context, result.error);
  use_file_reductions(context, writing.bytes());
  if (writing.rest().is_nil()) return atoms::kOk;
  return context.heap.tuple(kContinue, context.heap.integer(writing.bytes()), writing.rest());
}

// --- the rest

Term seek(Context& context, const Term* arguments) {
  static const Term kMarks[] = {intern("bof"), intern("cur"), intern("eof")};
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  if (file == nullptr) return failure;
  const Term* const mark = std::find(std::begin(kMarks), std::end(kMarks), arguments[1]);
  const std::optional<int64_t> offset = read_int64(arguments[2]);
  if (mark == std::end(kMarks) || !offset) return context.badarg();
  const auto whence = static_cast<Whence>(mark - kMarks);
  const FileResult position = file->files.seek(file->descriptor, whence, *offset);
  if (!position.ok()) return file_error(context, position.error);
  return context.heap.tuple(atoms::kOk, context.heap.integer(position.value));
}

Term sync(Context& context, const Term* arguments) {
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  if (file == nullptr) return failure;
  const auto data_only = read_integer(arguments[1], INT32_MIN, INT32_MAX);
  if (!data_only) return context.badarg();
  use_file_reductions(context, 0);
  return file_outcome(context, file->files.sync(file->descriptor, *data_only != 0));
}

Term truncate(Context& context, const Term* arguments) {
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  if (file == nullptr) return failure;
  use_file_reductions(context, 0);
  return file_outcome(context, file->files.truncate(file->descriptor));
}

Term allocate(Context& context, const Term* arguments) {
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  int64_t sizes[2];
  if (file == nullptr || !read_sizes(context, arguments + 1, 2, sizes, failure)) return failure;
  if (sizes[1] == 0) return einval(context);
  use_file_reductions(context, 0);
  return file_outcome(context, file->files.allocate(file->descriptor, sizes[0], sizes[1]));
}

/// Advice is taken, and not acted on.
Term advise(Context& context, const Term* arguments) {
  static const Term kAdvice[] = {intern("normal"),    intern("random"),    intern("sequential"),
                                 intern("will_need"), intern("dont_need"), intern("no_reuse")};
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  int64_t sizes[2];
  if (file == nullptr || !read_sizes(context, arguments + 1, 2, sizes, failure)) return failure;
  const bool known =
      std::find(std::begin(kAdvice), std::end(kAdvice), arguments[3]) != std::end(kAdvice);
  return known ? atoms::kOk : einval(context);
}

Term read_handle_info(Context& context, const Term* arguments) {
  Term failure;
  const FileHandle* const file = open_file(context, arguments, failure);
  if (file == nullptr) return failure;
  use_file_reductions(context, 0);
  FileInfo info;
  const FileResult result = file->files.read_info(file->descriptor, info);
  return result.ok() ? file_info_record(context, info) : file_error(context, result.error);
}

constexpr Bif kTable[] = {
    {"prim_file", "open_nif", 2, open},
    {"prim_file", "file_desc_to_ref_nif", 1, file_desc_to_ref},
    {"prim_file", "close_nif", 1, close},
    {"prim_file", "delayed_close_nif", 1, delayed_close},
    {"prim_file", "get_handle_nif", 1, get_handle},
    {"prim_file", "read_file_nif", 1, read_file},
    {"prim_file", "read_nif", 2, read},
    {"prim_file", "pread_nif", 3, pread},
    {"prim_file", "ipread_s32bu_p32bu_nif", 3, ipread},
    {"prim_file", "write_nif", 2, write},
    {"prim_file", "pwrite_nif", 3, pwrite},
    {"prim_file", "seek_nif", 3, seek},
    {"prim_file", "sync_nif", 2, sync},
    {"prim_file", "truncate_nif", 1, truncate},
    {"prim_file", "allocate_nif", 3, allocate},
    {"prim_file", "advise_nif", 4, advise},
    {"prim_file", "read_handle_info_nif", 1, read_handle_info},
};

}  // namespace

constinit const BifTable kPrimFileBifs = kTable;

}  // namespace linac

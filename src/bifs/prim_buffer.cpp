// SPDX-License-Identifier: Apache-2.0
//
// OTP's module `prim_buffer`: bytes that wait, which `prim_file` reads ahead into and `raw_file_io`
// keeps delayed writes in. Long binaries are kept as they are, short ones are put together.
// Invariant: `size` is the sum of all chunks and the tail.
#include <algorithm>
#include <cstring>
#include <deque>
#include <memory>
#include <vector>

#include "bifs/argument.h"
#include "bifs/file_argument.h"
#include "bifs/tables.h"
#include "memory/binary_data.h"
#include "memory/resource.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Part of some reference-counted bytes, and one reference to them.
class Chunk {
 public:
  Chunk(BinaryData* data, size_t start, size_t size) : data_(data), start_(start), size_(size) {
    ++data->references;
  }
  ~Chunk() { release_binary_data(data_); }
  Chunk(const Chunk&) = delete;
  Chunk& operator=(const Chunk&) = delete;

  const uint8_t* bytes() const { return data_->bytes() + start_; }
  size_t size() const { return size_; }
  void skip(size_t count) {
    start_ += count;
    size_ -= count;
  }

  /// A binary that shares the bytes.
  Term term(Heap& heap) const {
    if (size_ <= kMaxHeapBinary) return make_binary(heap, bytes(), size_);
    ++data_->references;
    const size_t end = start_ + size_;
    const Term all = make_binary_of(heap, data_, end);
    return sub_bits(heap, all, uint64_t{start_} * 8, uint64_t{size_} * 8);
  }

 private:
  BinaryData* data_;
  size_t start_;
  size_t size_;
};

struct Buffer final : Resource {
  static constexpr ResourceType kType = ResourceType::kBuffer;
  Buffer() : Resource(kType) {}

  void append(Term bitstring);
  /// Makes the tail a chunk. False: there is no memory.
  bool flush();
  void copy_out(uint8_t* to, size_t count) const;
  void skip(size_t count);

  std::deque<Chunk> chunks;
  std::vector<uint8_t> tail;  ///< short pieces, behind all chunks
  size_t size = 0;
  bool is_locked = false;

 private:
  static constexpr size_t kLongPiece = 1024;
  static constexpr size_t kLongTail = 4096;
};

bool Buffer::flush() {
  if (tail.empty()) return true;
  BinaryData* const data = create_binary_data(tail.size(), tail.size());
  if (data == nullptr) return false;
  std::memcpy(data->bytes(), tail.data(), tail.size());
  chunks.emplace_back(data, 0, tail.size());
  release_binary_data(data);
  tail.clear();
  return true;
}

void Buffer::append(Term bitstring) {
  const BitsView view = bits_of(bitstring);
  const size_t count = view.whole_bytes();
  size += count;
  const Term base =
      kind_of(bitstring) == Kind::kSubBinary ? Term(bitstring.address()[3]) : bitstring;
  if (count >= kLongPiece && view.is_aligned() && kind_of(base) == Kind::kRefcBinary && flush()) {
    BinaryData* const data = binary_data(base.address());
    chunks.emplace_back(data, static_cast<size_t>(view.bytes - data->bytes()), count);
    return;
  }
  for (size_t i = 0; i < count; ++i) tail.push_back(view.byte(i));
  if (tail.size() >= kLongTail) flush();
}

void Buffer::copy_out(uint8_t* to, size_t count) const {
  for (const Chunk& chunk : chunks) {
    const size_t part = std::min(count, chunk.size());
    if (part == 0) return;
    std::memcpy(to, chunk.bytes(), part);
    to += part;
    count -= part;
  }
}

void Buffer::skip(size_t count) {
  size -= count;
  while (count > 0) {
    Chunk& first = chunks.front();
    const size_t part = std::min(count, first.size());
    first.skip(part);
    count -= part;
    if (first.size() == 0) chunks.pop_front();
  }
}

/// The buffer of the first argument with all its bytes in chunks; else an exception is set.
Buffer* buffer_of(Context& context, const Term* arguments) {
  auto* const buffer = resource_of<Buffer>(arguments[0]);
  if (buffer == nullptr) {
    context.badarg();
    return nullptr;
  }
  if (buffer->flush()) return buffer;
  context.error(intern("out_of_memory"));
  return nullptr;
}

/// A number of bytes that the buffer has; else an exception is set.
std::optional<size_t> read_count(Context& context, const Buffer& buffer, Term term) {
  const auto count = read_integer(term, 0, static_cast<int64_t>(buffer.size));
  if (count) return static_cast<size_t>(*count);
  context.badarg();
  return std::nullopt;
}

Term new_buffer(Context& context, const Term*) {
  const Word number = context.vm->state().scheduler.next_reference();
  return make_resource(context.heap, number, std::make_unique<Buffer>());
}

Term size(Context& context, const Term* arguments) {
  const auto* const buffer = resource_of<Buffer>(arguments[0]);
  return buffer != nullptr ? context.heap.unsigned_integer(buffer->size) : context.badarg();
}

Term peek_head(Context& context, const Term* arguments) {
  const Buffer* const buffer = buffer_of(context, arguments);
  if (buffer == nullptr) return Term::non_value();
  return buffer->size > 0 ? buffer->chunks.front().term(context.heap) : context.badarg();
}

Term copying_read(Context& context, const Term* arguments) {
  Buffer* const buffer = buffer_of(context, arguments);
  if (buffer == nullptr) return Term::non_value();
  const std::optional<size_t> count = read_count(context, *buffer, arguments[1]);
  if (!count) return Term::non_value();
  uint8_t* bytes;
  const Term binary = make_binary_uninitialised(context.heap, *count, &bytes);
  buffer->copy_out(bytes, *count);
  buffer->skip(*count);
  return binary;
}

Term skip(Context& context, const Term* arguments) {
  Buffer* const buffer = buffer_of(context, arguments);
  if (buffer == nullptr) return Term::non_value();
  const std::optional<size_t> count = read_count(context, *buffer, arguments[1]);
  if (!count) return Term::non_value();
  buffer->skip(*count);
  return atoms::kOk;
}

Term write(Context& context, const Term* arguments) {
  auto* const buffer = resource_of<Buffer>(arguments[0]);
  if (buffer == nullptr) return context.badarg();
  const size_t before = buffer->size;
  Term list = arguments[1];
  for (Term at = list; !at.is_nil(); at = tail(at)) {
    if (!at.is_cons() || !head(at).is_bitstring()) return context.badarg();
  }
  for (; list.is_cons(); list = tail(list)) buffer->append(head(list));
  use_file_reductions(context, static_cast<int64_t>(buffer->size - before));
  return atoms::kOk;
}

Term find_byte_index(Context& context, const Term* arguments) {
  static const Term kNotFound = intern("not_found");
  if (!read_integer(arguments[1], INT32_MIN, INT32_MAX)) return context.badarg();
  const Buffer* const buffer = buffer_of(context, arguments);
  if (buffer == nullptr) return Term::non_value();
  const auto byte = read_integer(arguments[1], 0, 255);
  if (!byte) return context.badarg();
  constexpr int64_t kBytesPerReduction = 2048;
  size_t index = 0;
  for (const Chunk& chunk : buffer->chunks) {
    const void* const found = std::memchr(chunk.bytes(), static_cast<int>(*byte), chunk.size());
    if (found != nullptr) {
      index += static_cast<size_t>(static_cast<const uint8_t*>(found) - chunk.bytes());
      use_reductions(context, static_cast<int64_t>(index) / kBytesPerReduction);
      return context.heap.tuple(atoms::kOk, context.heap.unsigned_integer(index));
    }
    index += chunk.size();
  }
  use_reductions(context, static_cast<int64_t>(index) / kBytesPerReduction);
  return kNotFound;
}

Term try_lock(Context& context, const Term* arguments) {
  static const Term kAcquired = intern("acquired");
  static const Term kBusy = intern("busy");
  auto* const buffer = resource_of<Buffer>(arguments[0]);
  if (buffer == nullptr) return context.badarg();
  if (buffer->is_locked) return kBusy;
  buffer->is_locked = true;
  return kAcquired;
}

Term unlock(Context& context, const Term* arguments) {
  auto* const buffer = resource_of<Buffer>(arguments[0]);
  if (buffer == nullptr) return context.badarg();
  if (!buffer->is_locked) return context.error(intern("lock_order_violation"));
  buffer->is_locked = false;
  return atoms::kOk;
}

constexpr Bif kTable[] = {
    {"prim_buffer", "new", 0, new_buffer},
    {"prim_buffer", "size", 1, size},
    {"prim_buffer", "peek_head", 1, peek_head},
    {"prim_buffer", "copying_read", 2, copying_read},
    {"prim_buffer", "skip", 2, skip},
    {"prim_buffer", "write", 2, write},
    {"prim_buffer", "find_byte_index", 2, find_byte_index},
    {"prim_buffer", "try_lock", 1, try_lock},
    {"prim_buffer", "unlock", 1, unlock},
};

}  // namespace

constinit const BifTable kPrimBufferBifs = kTable;

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// The NIFs of OTP's module `zlib`: a stream with a queue of input, worked off a chunk at a time by
// OTP's Erlang code, which so gives way to other processes. Invariant: a stream's zlib state exists
// exactly while it is kDeflating or kInflating.
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "memory/copy.h"
#include "memory/resource.h"
#include "runtime/iolist.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "vm_state.h"

namespace linac {

namespace {

enum class StreamState { kNone, kDeflating, kInflating, kClosed };

/// What inflating does with input behind the end of the compressed data. Numbers of zlib.erl.
enum class AfterEnd { kError = 0, kReset = 1, kCut = 2 };

struct ZlibStream final : Resource {
  static constexpr ResourceType kType = ResourceType::kZlibStream;
  explicit ZlibStream(uint64_t process) : Resource(kType), owner(process) {}
  ~ZlibStream() override { end(); }

  void end() {
    if (state == StreamState::kDeflating) deflateEnd(&stream);
    if (state == StreamState::kInflating) inflateEnd(&stream);
    state = StreamState::kNone;
  }
  size_t queued() const { return input.size() - consumed; }
  void clear() {
    input.clear();
    consumed = 0;
    stash.reset();
  }

  uint64_t owner;  ///< number of the process that may use it
  z_stream stream{};
  StreamState state = StreamState::kNone;
  AfterEnd after_end = AfterEnd::kCut;
  bool has_ended = false;
  bool is_raw = false;
  uLong crc = 0;  ///< of what goes into a raw deflate, or comes out of a raw inflate
  std::vector<uint8_t> input;
  size_t consumed = 0;  ///< of `input`
  std::unique_ptr<BlockHeap> stash;
  Term stashed;
  int64_t buffer_size = 4000;
};

Term failure(Context& context, const char* reason) { return context.error(intern(reason)); }

/// What a code of zlib means to the program.
Term outcome(Context& context, int code) {
  switch (code) {
    case Z_OK:
      return atoms::kOk;
    case Z_STREAM_END:
      return intern("stream_end");
    case Z_STREAM_ERROR:
      return failure(context, "stream_error");
    case Z_DATA_ERROR:
      return failure(context, "data_error");
    case Z_MEM_ERROR:
      return intern("mem_error");
    case Z_BUF_ERROR:
      return intern("buf_error");
    case Z_VERSION_ERROR:
      return intern("version_error");
    default:
      return intern("unknown_error");
  }
}

/// The stream of the first argument, if the running process controls it; else an exception is set.
ZlibStream* stream_of(Context& context, const Term* arguments) {
  auto* stream = resource_of<ZlibStream>(arguments[0]);
  if (stream == nullptr) {
    context.badarg();
  } else if (stream->owner != context.process->number) {
    failure(context, "not_on_controlling_process");
    return nullptr;
  }
  return stream;
}

/// The same for a stream in a certain state.
ZlibStream* stream_in(Context& context, const Term* arguments, StreamState state) {
  ZlibStream* stream = stream_of(context, arguments);
  if (stream == nullptr || stream->state == state) return stream;
  failure(context, state == StreamState::kNone ? "already_initialized" : "not_initialized");
  return nullptr;
}

/// Numbers that follow the stream among the arguments; false: an exception is set.
template <size_t kCount>
bool read_numbers(Context& context, const Term* arguments, int (&numbers)[kCount]) {
  for (size_t i = 0; i < kCount; ++i) {
    const auto number = read_integer(arguments[i + 1], INT32_MIN, INT32_MAX);
    if (!number) {
      context.badarg();
      return false;
    }
    numbers[i] = static_cast<int>(*number);
  }
  return true;
}

Term open(Context& context, const Term*) {
  auto stream = std::make_unique<ZlibStream>(context.process->number);
  const Word number = context.vm->state().scheduler.next_reference();
  return make_resource(context.heap, number, std::move(stream));
}

Term close(Context& context, const Term* arguments) {
  ZlibStream* stream = stream_of(context, arguments);
  if (stream == nullptr) return Term::non_value();
  if (stream->state == StreamState::kClosed) return failure(context, "not_initialized");
  stream->end();
  stream->stash.reset();
  stream->state = StreamState::kClosed;
  return atoms::kOk;
}

Term set_controller(Context& context, const Term* arguments) {
  if (resource_of<ZlibStream>(arguments[0]) == nullptr || !arguments[1].is_local_pid()) {
    return context.badarg();
  }
  ZlibStream* stream = stream_of(context, arguments);
  if (stream == nullptr) return Term::non_value();
  stream->owner = arguments[1].special_number();
  return atoms::kOk;
}

// --- a term kept with the stream

Term get_stash(Context& context, const Term* arguments) {
  static const Term kEmpty = intern("empty");
  const ZlibStream* stream = stream_of(context, arguments);
  if (stream == nullptr) return Term::non_value();
  if (stream->stash == nullptr) return kEmpty;
  return context.heap.tuple(atoms::kOk, copy_term(stream->stashed, context.heap));
}

Term clear_stash(Context& context, const Term* arguments) {
  ZlibStream* stream = stream_of(context, arguments);
  if (stream == nullptr) return Term::non_value();
  if (stream->stash == nullptr) return context.error(atoms::kError);
  stream->stash.reset();
  return atoms::kOk;
}

Term set_stash(Context& context, const Term* arguments) {
  ZlibStream* stream = stream_of(context, arguments);
  if (stream == nullptr) return Term::non_value();
  if (stream->stash != nullptr) return context.error(atoms::kError);
  stream->stash = std::make_unique<BlockHeap>();
  stream->stashed = copy_term(arguments[1], *stream->stash);
  return atoms::kOk;
}

// --- working input off

/// zlib's `deflate` or `inflate`.
using Codec = int (*)(z_stream*, int);

/// Feeds the codec up to `limit` bytes of the queue, and flushes at its end. What it wants to say
/// is in `stream.stream`.
int work(ZlibStream& stream, Codec codec, size_t limit, int flush) {
  z_stream& z = stream.stream;
  int code = Z_OK;
  if (stream.queued() > 0) {
    const size_t block = std::min(stream.queued(), limit);
    z.next_in = stream.input.data() + stream.consumed;
    z.avail_in = static_cast<uInt>(block);
    code = codec(&z, Z_NO_FLUSH);
    const size_t taken = block - z.avail_in;
    if (stream.is_raw && stream.state == StreamState::kDeflating) {
      stream.crc = crc32_z(stream.crc, stream.input.data() + stream.consumed, taken);
    }
    stream.consumed += taken;
  }
  if (stream.queued() == 0) {
    stream.input.clear();
    stream.consumed = 0;
    // Also without a flush: the codec may hold output that had no room before.
    if (code == Z_OK && z.avail_out > 0) {
      z.next_in = nullptr;
      z.avail_in = 0;
      code = codec(&z, flush);
    }
  }
  return code;
}

/// A step: {finished | continue, Output}, or {need_dictionary, Adler32, Output}.
Term step(Context& context, ZlibStream& stream, Codec codec, const int (&numbers)[3]) {
  static const Term kContinue = intern("continue");
  static const Term kFinished = intern("finished");
  static const Term kNeedDictionary = intern("need_dictionary");
  const auto [input_limit, output_size, flush] = numbers;
  constexpr int kMaxChunk = 1 << 26;
  if (input_limit <= 0 || output_size <= 0 || output_size > kMaxChunk) return context.badarg();
  std::vector<uint8_t> output(static_cast<size_t>(output_size));
  z_stream& z = stream.stream;
  z.next_out = output.data();
  z.avail_out = static_cast<uInt>(output_size);
  const size_t queued = stream.queued();
  const int code = work(stream, codec, static_cast<size_t>(input_limit), flush);
  if (code < 0 && code != Z_BUF_ERROR) return outcome(context, code);
  if (code == Z_STREAM_END) stream.has_ended = true;
  const size_t produced = output.size() - z.avail_out;
  if (stream.is_raw && stream.state == StreamState::kInflating) {
    stream.crc = crc32_z(stream.crc, output.data(), produced);
  }
  const size_t left = stream.queued();
  // Well-formed input makes progress.
  if (produced == 0 && left != 0 && left == queued) return failure(context, "data_error");
  constexpr int64_t kBytesPerReduction = 64;
  use_reductions(context, static_cast<int64_t>(queued - left + produced) / kBytesPerReduction);
  Heap& heap = context.heap;
  Term chunks = Term::nil();
  if (produced > 0) chunks = heap.cons(make_binary(heap, output.data(), produced), chunks);
  if (left == 0 && produced < output.size()) return heap.tuple(kFinished, chunks);
  if (code != Z_NEED_DICT) return heap.tuple(kContinue, chunks);
  return heap.tuple(kNeedDictionary, Term::small(static_cast<int32_t>(z.adler)), chunks);
}

Term enqueue(Context& context, const Term* arguments) {
  ZlibStream* stream = stream_of(context, arguments);
  if (stream == nullptr) return Term::non_value();
  if (stream->state != StreamState::kDeflating && stream->state != StreamState::kInflating) {
    return failure(context, "not_initialized");
  }
  if (!append_iolist(arguments[1], stream->input)) return context.badarg();
  return atoms::kOk;
}

// --- deflate

Term deflate_init(Context& context, const Term* arguments) {
  int numbers[5];
  if (resource_of<ZlibStream>(arguments[0]) == nullptr) return context.badarg();
  if (!read_numbers(context, arguments, numbers)) return Term::non_value();
  ZlibStream* stream = stream_in(context, arguments, StreamState::kNone);
  if (stream == nullptr) return Term::non_value();
  const auto [level, method, window_bits, memory_level, strategy] = numbers;
  const int code =
      deflateInit2(&stream->stream, level, method, window_bits, memory_level, strategy);
  if (code == Z_OK) {
    stream->state = StreamState::kDeflating;
    stream->has_ended = false;
    stream->is_raw = window_bits < 0;
    stream->crc = 0;
  }
  return outcome(context, code);
}

Term deflate_set_dictionary(Context& context, const Term* arguments) {
  std::vector<uint8_t> dictionary;
  if (resource_of<ZlibStream>(arguments[0]) == nullptr ||
      !append_iolist(arguments[1], dictionary)) {
    return context.badarg();
  }
  ZlibStream* stream = stream_in(context, arguments, StreamState::kDeflating);
  if (stream == nullptr) return Term::non_value();
  const auto size = static_cast<uInt>(dictionary.size());
  const int code = deflateSetDictionary(&stream->stream, dictionary.data(), size);
  if (code != Z_OK) return outcome(context, code);
  // A raw stream has no checksum of its own.
  const uLong sum = stream->is_raw ? adler32(0, dictionary.data(), size) : stream->stream.adler;
  return Term::small(static_cast<int32_t>(sum));
}

Term deflate_reset(Context& context, const Term* arguments) {
  ZlibStream* stream = stream_in(context, arguments, StreamState::kDeflating);
  if (stream == nullptr) return Term::non_value();
  stream->crc = 0;
  stream->has_ended = false;
  stream->clear();
  return outcome(context, deflateReset(&stream->stream));
}

Term deflate_params(Context& context, const Term* arguments) {
  int numbers[2];
  if (resource_of<ZlibStream>(arguments[0]) == nullptr) return context.badarg();
  if (!read_numbers(context, arguments, numbers)) return Term::non_value();
  ZlibStream* stream = stream_in(context, arguments, StreamState::kDeflating);
  if (stream == nullptr) return Term::non_value();
  // zlib.erl has flushed everything, so that nothing comes out; a byte of room shows if it does.
  Bytef surplus;
  stream->stream.next_out = &surplus;
  stream->stream.avail_out = 1;
  const int code = deflateParams(&stream->stream, numbers[0], numbers[1]);
  return outcome(context, stream->stream.avail_out == 0 ? Z_STREAM_ERROR : code);
}

Term deflate_step(Context& context, const Term* arguments) {
  int numbers[3];
  if (resource_of<ZlibStream>(arguments[0]) == nullptr) return context.badarg();
  if (!read_numbers(context, arguments, numbers)) return Term::non_value();
  ZlibStream* stream = stream_in(context, arguments, StreamState::kDeflating);
  if (stream == nullptr) return Term::non_value();
  return step(context, *stream, deflate, numbers);
}

/// The end of a stream, which is an error if input has been left over or, inflating, not enough of
/// it has come.
Term finish(Context& context, const Term* arguments, StreamState state) {
  ZlibStream* stream = stream_in(context, arguments, state);
  if (stream == nullptr) return Term::non_value();
  const bool inflating = state == StreamState::kInflating;
  int code = inflating ? inflateEnd(&stream->stream) : deflateEnd(&stream->stream);
  stream->state = StreamState::kNone;
  if (code == Z_OK && (stream->queued() > 0 || (inflating && !stream->has_ended))) {
    code = Z_DATA_ERROR;
  }
  stream->clear();
  return outcome(context, code);
}

Term deflate_end(Context& context, const Term* arguments) {
  return finish(context, arguments, StreamState::kDeflating);
}

// --- inflate

Term inflate_init(Context& context, const Term* arguments) {
  int numbers[2];
  if (resource_of<ZlibStream>(arguments[0]) == nullptr) return context.badarg();
  if (!read_numbers(context, arguments, numbers)) return Term::non_value();
  ZlibStream* stream = stream_in(context, arguments, StreamState::kNone);
  if (stream == nullptr) return Term::non_value();
  const auto [window_bits, after_end] = numbers;
  const int code = inflateInit2(&stream->stream, window_bits);
  if (code == Z_OK) {
    stream->state = StreamState::kInflating;
    stream->after_end = static_cast<AfterEnd>(after_end);
    stream->has_ended = false;
    stream->is_raw = window_bits < 0;
    stream->crc = 0;
  }
  return outcome(context, code);
}

Term inflate_set_dictionary(Context& context, const Term* arguments) {
  std::vector<uint8_t> dictionary;
  if (resource_of<ZlibStream>(arguments[0]) == nullptr ||
      !append_iolist(arguments[1], dictionary)) {
    return context.badarg();
  }
  ZlibStream* stream = stream_in(context, arguments, StreamState::kInflating);
  if (stream == nullptr) return Term::non_value();
  return outcome(context, inflateSetDictionary(&stream->stream, dictionary.data(),
                                               static_cast<uInt>(dictionary.size())));
}

Term inflate_get_dictionary(Context& context, const Term* arguments) {
  constexpr size_t kMaxDictionary = 32768;
  ZlibStream* stream = stream_in(context, arguments, StreamState::kInflating);
  if (stream == nullptr) return Term::non_value();
  std::vector<uint8_t> dictionary(kMaxDictionary);
  uInt size = 0;
  const int code = inflateGetDictionary(&stream->stream, dictionary.data(), &size);
  if (code < 0) return outcome(context, code);
  return make_binary(context.heap, dictionary.data(), size);
}

Term inflate_reset(Context& context, const Term* arguments) {
  ZlibStream* stream = stream_in(context, arguments, StreamState::kInflating);
  if (stream == nullptr) return Term::non_value();
  stream->crc = 0;
  stream->has_ended = false;
  stream->clear();
  return outcome(context, inflateReset(&stream->stream));
}

Term inflate_step(Context& context, const Term* arguments) {
  int numbers[3];
  if (resource_of<ZlibStream>(arguments[0]) == nullptr) return context.badarg();
  if (!read_numbers(context, arguments, numbers)) return Term::non_value();
  ZlibStream* stream = stream_in(context, arguments, StreamState::kInflating);
  if (stream == nullptr) return Term::non_value();
  if (stream->has_ended && stream->queued() > 0) {
    switch (stream->after_end) {
      case AfterEnd::kError:
        return outcome(context, Z_DATA_ERROR);
      case AfterEnd::kReset:
        if (inflateReset(&stream->stream) != Z_OK) return outcome(context, Z_STREAM_ERROR);
        stream->has_ended = false;
        break;
      case AfterEnd::kCut:
        stream->clear();
        break;
    }
  }
  return step(context, *stream, inflate, numbers);
}

Term inflate_end(Context& context, const Term* arguments) {
  return finish(context, arguments, StreamState::kInflating);
}

// --- information

/// Zero but for raw streams: the others have a checksum of their own.
Term stream_crc32(Context& context, const Term* arguments) {
  const ZlibStream* stream = stream_of(context, arguments);
  if (stream == nullptr) return Term::non_value();
  if (stream->state != StreamState::kDeflating && stream->state != StreamState::kInflating) {
    return failure(context, "not_initialized");
  }
  return Term::small(static_cast<int64_t>(stream->crc));
}

Term get_buffer_size(Context& context, const Term* arguments) {
  const ZlibStream* stream = stream_of(context, arguments);
  return stream != nullptr ? Term::small(stream->buffer_size) : Term::non_value();
}

Term set_buffer_size(Context& context, const Term* arguments) {
  ZlibStream* stream = stream_of(context, arguments);
  if (stream == nullptr) return Term::non_value();
  const auto size = read_integer(arguments[1], 1, INT32_MAX);
  if (!size) return context.badarg();
  stream->buffer_size = *size;
  return atoms::kOk;
}

constexpr Bif kTable[] = {
    {"zlib", "open_nif", 0, open},
    {"zlib", "close_nif", 1, close},
    {"zlib", "set_controller_nif", 2, set_controller},
    {"zlib", "getStash_nif", 1, get_stash},
    {"zlib", "clearStash_nif", 1, clear_stash},
    {"zlib", "setStash_nif", 2, set_stash},
    {"zlib", "enqueue_nif", 2, enqueue},
    {"zlib", "deflateInit_nif", 6, deflate_init},
    {"zlib", "deflateSetDictionary_nif", 2, deflate_set_dictionary},
    {"zlib", "deflateReset_nif", 1, deflate_reset},
    {"zlib", "deflateParams_nif", 3, deflate_params},
    {"zlib", "deflate_nif", 4, deflate_step},
    {"zlib", "deflateEnd_nif", 1, deflate_end},
    {"zlib", "inflateInit_nif", 3, inflate_init},
    {"zlib", "inflateSetDictionary_nif", 2, inflate_set_dictionary},
    {"zlib", "inflateGetDictionary_nif", 1, inflate_get_dictionary},
    {"zlib", "inflateReset_nif", 1, inflate_reset},
    {"zlib", "inflate_nif", 4, inflate_step},
    {"zlib", "inflateEnd_nif", 1, inflate_end},
    {"zlib", "crc32_nif", 1, stream_crc32},
    {"zlib", "getBufSize_nif", 1, get_buffer_size},
    {"zlib", "setBufSize_nif", 2, set_buffer_size},
};

}  // namespace

constinit const BifTable kZlibBifs = kTable;

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// erlang: the external term format, in steps that are as long as a process's turn.
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "code/module.h"
#include "runtime/long_work.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/external.h"
#include "term/external_tags.h"
#include "term/map.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr int64_t kBytesPerReduction = 128;
constexpr int64_t kTermsPerReduction = 16;
constexpr size_t kBytesCompressedPerReduction = 16;
/// A term's text must fit a binary.
constexpr uint64_t kMaxBytes = INT32_MAX;

// --- writing

struct WriteOptions {
  ExternalOptions format;
  int level = 0;  ///< of compression
};

/// Reads {minor_version, Version} into `format`.
bool read_minor_version(Term value, int64_t most, ExternalOptions& format) {
  const std::optional<int64_t> version = read_integer(value, 0, most);
  if (!version) return false;
  format.float_text = *version == 0;
  format.utf8_atoms = *version == 2;
  return true;
}

std::optional<WriteOptions> read_write_options(Term list) {
  WriteOptions options;
  for (; list.is_cons(); list = tail(list)) {
    const Term option = head(list);
    if (option == atoms::kCompressed) {
      options.level = Z_DEFAULT_COMPRESSION;
    } else if (option == atoms::kDeterministic) {
      options.format.deterministic = true;
    } else if (!option.is_tuple() || tuple_arity(option) != 2) {
      return std::nullopt;
    } else if (tuple_element(option, 0) == atoms::kMinorVersion) {
      if (!read_minor_version(tuple_element(option, 1), 2, options.format)) return std::nullopt;
    } else if (tuple_element(option, 0) == atoms::kCompressed) {
      const std::optional<int64_t> level = read_integer(tuple_element(option, 1), 0, 9);
      if (!level) return std::nullopt;
      options.level = static_cast<int>(*level);
    } else {
      return std::nullopt;
    }
  }
  if (!list.is_nil()) return std::nullopt;
  return options;
}

/// The deflate stream of a compressed term, made piece by piece. Nothing is written that would not
/// be shorter than the plain form.
class Compressor {
 public:
  Compressor(std::span<const uint8_t> plain, int level) : plain_(plain.subspan(1)) {
    bytes_.resize(plain.size());
    stream_.next_in = const_cast<uint8_t*>(plain_.data());
    stream_.next_out = bytes_.data() + kHeader;
    const size_t least = kHeader - 1;
    stream_.avail_out = plain_.size() > least ? static_cast<uInt>(plain_.size() - least) : 0;
    is_good_ = deflateInit(&stream_, level) == Z_OK;
  }
  ~Compressor() { deflateEnd(&stream_); }
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  /// Takes in so many bytes more; true when there is no more to do.
  bool run(size_t bytes) {
    const size_t left = plain_.size() - stream_.total_in;
    stream_.avail_in = static_cast<uInt>(std::min(left, bytes));
    const int status = deflate(&stream_, left <= bytes ? Z_FINISH : Z_NO_FLUSH);
    if (status == Z_STREAM_END) return true;
    is_good_ = is_good_ && status == Z_OK && stream_.avail_in == 0 && left > bytes;
    return !is_good_;
  }

  /// The bytes of the compressed term; none if they would be no fewer.
  std::span<const uint8_t> result() {
    if (!is_good_) return {};
    bytes_[0] = kExternalVersion;
    bytes_[1] = kCompressed;
    const size_t size = plain_.size();
    for (size_t i = 0; i < 4; ++i) bytes_[2 + i] = static_cast<uint8_t>(size >> (24 - 8 * i));
    return {bytes_.data(), kHeader + stream_.total_out};
  }

 private:
  static constexpr size_t kHeader = 6;  // version, tag, size
  std::span<const uint8_t> plain_;      // without the version
  std::vector<uint8_t> bytes_;
  z_stream stream_ = {};
  bool is_good_ = false;
};

struct WriteWork final : LongWork {
  WriteWork(Term term, const WriteOptions& options, bool into_parts)
      : level(options.level),
        wants_parts(into_parts && level == 0),
        writer(term, options.format, wants_parts ? &parts : nullptr) {}

  std::optional<Term> run(Context& context, int64_t& reductions) override {
    if (stage == Stage::kMeasure) {
      if (!step(writer, &ExternalWriter::measure, reductions)) return std::nullopt;
      if (writer.size() == 0) return context.badarg();
      if (writer.size() > kMaxBytes) return context.system_limit();
      prepare(context);
    }
    if (stage == Stage::kWrite) {
      if (!step(writer, &ExternalWriter::write, reductions)) return std::nullopt;
      reductions -= static_cast<int64_t>(writer.size()) / kBytesPerReduction;
      if (level == 0) return wants_parts ? list_of_parts(context.heap) : binary;
      stage = Stage::kCompress;
      compressor.emplace(plain, level);
    }
    const int64_t left = std::max<int64_t>(reductions, 1);
    const bool is_done = compressor->run(static_cast<size_t>(left) * kBytesCompressedPerReduction);
    if (!is_done) return std::nullopt;
    const std::span<const uint8_t> shorter = compressor->result();
    const std::span<const uint8_t> bytes = shorter.empty() ? plain : shorter;
    return make_binary(context.heap, bytes.data(), bytes.size());
  }

 private:
  enum class Stage { kMeasure, kWrite, kCompress };

  static bool step(ExternalWriter& writer, bool (ExternalWriter::*act)(uint64_t),
                   int64_t& reductions) {
    const int64_t left = std::max<int64_t>(reductions, 1);
    return (writer.*act)(static_cast<uint64_t>(left) * kTermsPerReduction);
  }

  /// Makes room for what will be written.
  void prepare(Context& context) {
    uint8_t* bytes;
    const auto size = static_cast<size_t>(writer.size());
    if (level == 0) {
      binary = make_binary_uninitialised(context.heap, size, &bytes);
    } else {
      plain.resize(size);
      bytes = plain.data();
    }
    writer.begin(bytes);
    stage = Stage::kWrite;
  }

  Term list_of_parts(Heap& heap) const {
    Term list = Term::nil();
    uint64_t end = writer.size();
    const auto add_written = [&](uint64_t start) {
      if (start != end)
        list = heap.cons(sub_bits(heap, binary, start * 8, (end - start) * 8), list);
      end = start;
    };
    for (size_t i = parts.size(); i-- > 0;) {
      add_written(parts[i].offset);
      const uint64_t bits = bits_of(parts[i].binary).bit_size;
      list = heap.cons(sub_bits(heap, parts[i].binary, 0, bits - bits % 8), list);
    }
    add_written(0);
    return list;
  }

  const int level;
  const bool wants_parts;
  std::vector<ExternalPart> parts;
  ExternalWriter writer;
  Stage stage = Stage::kMeasure;
  Term binary;  ///< on the process's heap, which stands still
  std::vector<uint8_t> plain;
  std::optional<Compressor> compressor;
};

Term write_term(Context& context, const char* name, std::span<const Term> arguments,
                bool into_parts) {
  std::optional<WriteOptions> options = WriteOptions();
  if (arguments.size() == 2) options = read_write_options(arguments[1]);
  if (!options) return context.badarg();
  return do_long_work(context, {atoms::kErlang, name}, arguments,
                      std::make_unique<WriteWork>(arguments[0], *options, into_parts));
}

Term term_to_binary_1(Context& context, const Term* arguments) {
  return write_term(context, "term_to_binary", {arguments, 1}, false);
}

Term term_to_binary_2(Context& context, const Term* arguments) {
  return write_term(context, "term_to_binary", {arguments, 2}, false);
}

Term term_to_iovec_1(Context& context, const Term* arguments) {
  return write_term(context, "term_to_iovec", {arguments, 1}, true);
}

Term term_to_iovec_2(Context& context, const Term* arguments) {
  return write_term(context, "term_to_iovec", {arguments, 2}, true);
}

Term size_of(Context& context, Term term, ExternalOptions options) {
  options.estimate = true;
  const uint64_t size = external_size(term, options);
  return size != 0 ? context.heap.unsigned_integer(size) : context.badarg();
}

Term external_size_1(Context& context, const Term* arguments) {
  return size_of(context, arguments[0], {});
}

Term external_size_2(Context& context, const Term* arguments) {
  ExternalOptions options;
  Term list = arguments[1];
  for (; list.is_cons(); list = tail(list)) {
    const Term option = head(list);
    if (!option.is_tuple() || tuple_arity(option) != 2 ||
        tuple_element(option, 0) != atoms::kMinorVersion ||
        !read_minor_version(tuple_element(option, 1), 1, options)) {
      return context.badarg();
    }
  }
  return list.is_nil() ? size_of(context, arguments[0], options) : context.badarg();
}

// --- reading

constexpr uint32_t kMaxFreeVariables = 255;

/// The functions of this VM, for terms that come from anywhere.
class KnownFunctions final : public ExportFunMaker {
 public:
  KnownFunctions(Vm::State& state, AtomPolicy atoms) : state_(state), atoms_(atoms) {}

  Term make_export_fun(Heap& heap, Term module, Term function, uint32_t arity) override {
    // Whoever wants no new atoms wants no new functions either.
    ExportEntry* const entry = atoms_ == AtomPolicy::kExisting
                                   ? state_.exports.find(module, function, arity)
                                   : state_.exports.intern(module, function, arity);
    const bool allowed =
        entry != nullptr && (atoms_ == AtomPolicy::kAny || state_.exports.has_code(*entry));
    return allowed ? make_external_fun(heap, *entry) : Term::non_value();
  }

  const FunEntry* find_fun(const ExternalFun& fun) override {
    if (fun.index < 0 || fun.index > UINT32_MAX || fun.num_free > kMaxFreeVariables) return nullptr;
    const auto index = static_cast<uint32_t>(fun.index);
    const auto uniq = static_cast<uint32_t>(fun.uniq);
    FunEntry* const found = state_.funs.find(fun.module, index, uniq, fun.arity, fun.num_free);
    if (found != nullptr) return found;
    FunEntry wanted;
    wanted.module = fun.module;
    wanted.function = Term::nil();  // which it is, only its module knows
    wanted.arity = fun.arity;
    wanted.index = index;
    wanted.uniq = uniq;
    wanted.num_free = fun.num_free;
    return state_.funs.acquire_unloaded(wanted);
  }

 private:
  Vm::State& state_;
  AtomPolicy atoms_;
};

struct ReadWork final : LongWork {
  ReadWork(Context& context, const BitsView& view, AtomPolicy atoms, bool used_wanted)
      : with_used(used_wanted), functions(context.vm->state(), atoms) {
    std::span<const uint8_t> bytes(view.bytes, view.whole_bytes());
    if (!view.is_aligned()) {
      aligned.reserve(bytes.size());
      for (size_t i = 0; i < bytes.size(); ++i) aligned.push_back(view.byte(i));
      bytes = aligned;
    }
    size = bytes.size();
    reader.emplace(bytes, context.heap, &functions, atoms);
  }

  std::optional<Term> run(Context& context, int64_t& reductions) override {
    const int64_t left = std::max<int64_t>(reductions, 1);
    if (!reader->run(static_cast<uint64_t>(left) * kBytesPerReduction)) return std::nullopt;
    reductions -= std::min(left, static_cast<int64_t>(size) / kBytesPerReduction);
    const Term term = reader->term();
    if (!term) return context.badarg();
    if (!with_used) return term;
    return context.heap.tuple(term, Term::small(static_cast<int64_t>(reader->used())));
  }

 private:
  const bool with_used;
  KnownFunctions functions;
  std::vector<uint8_t> aligned;
  size_t size = 0;
  std::optional<ExternalReader> reader;
};

Term read_term(Context& context, std::span<const Term> arguments, AtomPolicy atoms,
               bool with_used) {
  const Term binary = arguments[0];
  if (!binary.is_bitstring()) return context.badarg();
  const BitsView view = bits_of(binary);
  if (!view.is_binary()) return context.badarg();
  return do_long_work(context, {atoms::kErlang, "binary_to_term"}, arguments,
                      std::make_unique<ReadWork>(context, view, atoms, with_used));
}

Term binary_to_term_1(Context& context, const Term* arguments) {
  return read_term(context, {arguments, 1}, AtomPolicy::kAny, false);
}

Term binary_to_term_2(Context& context, const Term* arguments) {
  AtomPolicy atoms = AtomPolicy::kAny;
  bool with_used = false;
  Term list = arguments[1];
  for (; list.is_cons(); list = tail(list)) {
    if (head(list) == atoms::kSafe) {
      atoms = AtomPolicy::kExisting;
    } else if (head(list) == atoms::kUsed) {
      with_used = true;
    } else {
      break;
    }
  }
  if (list.is_nil()) return read_term(context, {arguments, 2}, atoms, with_used);
  return context.badarg(atoms::kBadopt);
}

constexpr Bif kTable[] = {
    {"erlang", "term_to_binary", 1, term_to_binary_1},
    {"erlang", "term_to_binary", 2, term_to_binary_2},
    {"erlang", "term_to_iovec", 1, term_to_iovec_1},
    {"erlang", "term_to_iovec", 2, term_to_iovec_2},
    {"erlang", "external_size", 1, external_size_1},
    {"erlang", "external_size", 2, external_size_2},
    {"erlang", "binary_to_term", 1, binary_to_term_1},
    {"erlang", "binary_to_term", 2, binary_to_term_2},
    {"erlang", "long_work_trap", 2, go_on_with_long_work},
};

}  // namespace

constinit const BifTable kErlangExternalBifs = kTable;

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// erlang: the external term format. All at once, for as many reductions as OTP would take over it.
#include <zlib.h>

#include <cstring>
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "code/module.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/external.h"
#include "term/external_tags.h"
#include "term/map.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr int64_t kBytesPerReduction = 128;
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

/// The term in compressed form, if that is shorter; `plain` begins with the version.
std::optional<std::vector<uint8_t>> compress(std::span<const uint8_t> plain, int level) {
  constexpr size_t kHeader = 6;  // version, tag, size
  const size_t size = plain.size() - 1;
  if (size <= kHeader - 1) return std::nullopt;
  std::vector<uint8_t> bytes(plain.size());
  uLongf room = static_cast<uLongf>(size - (kHeader - 1));
  if (compress2(bytes.data() + kHeader, &room, plain.data() + 1, static_cast<uLong>(size), level) !=
      Z_OK) {
    return std::nullopt;
  }
  bytes[0] = kExternalVersion;
  bytes[1] = kCompressed;
  for (size_t i = 0; i < 4; ++i) bytes[2 + i] = static_cast<uint8_t>(size >> (24 - 8 * i));
  bytes.resize(kHeader + room);
  return bytes;
}

Term write_term(Context& context, Term term, const WriteOptions& options) {
  const uint64_t size = external_size(term, options.format);
  if (size == 0) return context.badarg();
  if (size > kMaxBytes) return context.system_limit();
  use_reductions(context, static_cast<int64_t>(size) / kBytesPerReduction);
  if (options.level != 0) {
    std::vector<uint8_t> plain(size);
    encode_external(term, options.format, plain.data());
    const auto compressed = compress(plain, options.level);
    const std::vector<uint8_t>& bytes = compressed ? *compressed : plain;
    return make_binary(context.heap, bytes.data(), bytes.size());
  }
  uint8_t* bytes;
  const Term binary = make_binary_uninitialised(context.heap, static_cast<size_t>(size), &bytes);
  encode_external(term, options.format, bytes);
  return binary;
}

Term write_iovec(Context& context, Term term, const WriteOptions& options) {
  Heap& heap = context.heap;
  // OTP 25 gives the binary itself when it compresses.
  if (options.level != 0) return write_term(context, term, options);
  const uint64_t size = external_size_of_parts(term, options.format);
  if (size == 0) return context.badarg();
  if (size > kMaxBytes) return context.system_limit();
  use_reductions(context, static_cast<int64_t>(size) / kBytesPerReduction);
  uint8_t* bytes;
  const Term binary = make_binary_uninitialised(heap, static_cast<size_t>(size), &bytes);
  std::vector<ExternalPart> parts;
  encode_external_parts(term, options.format, bytes, parts);
  Term list = Term::nil();
  uint64_t end = size;
  const auto add_written = [&](uint64_t start) {
    if (start != end) list = heap.cons(sub_bits(heap, binary, start * 8, (end - start) * 8), list);
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

Term term_to_binary_1(Context& context, const Term* arguments) {
  return write_term(context, arguments[0], {});
}

Term term_to_binary_2(Context& context, const Term* arguments) {
  const std::optional<WriteOptions> options = read_write_options(arguments[1]);
  return options ? write_term(context, arguments[0], *options) : context.badarg();
}

Term term_to_iovec_1(Context& context, const Term* arguments) {
  return write_iovec(context, arguments[0], {});
}

Term term_to_iovec_2(Context& context, const Term* arguments) {
  const std::optional<WriteOptions> options = read_write_options(arguments[1]);
  return options ? write_iovec(context, arguments[0], *options) : context.badarg();
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
    return state_.funs.find(fun.module, static_cast<uint32_t>(fun.index),
                            static_cast<uint32_t>(fun.uniq), fun.arity, fun.num_free);
  }

 private:
  Vm::State& state_;
  AtomPolicy atoms_;
};

Term read_term(Context& context, Term binary, AtomPolicy atoms, bool with_used) {
  if (!binary.is_bitstring()) return context.badarg();
  const BitsView view = bits_of(binary);
  if (!view.is_binary()) return context.badarg();
  std::span<const uint8_t> bytes(view.bytes, view.whole_bytes());
  std::vector<uint8_t> aligned;
  if (!view.is_aligned()) {
    aligned.reserve(bytes.size());
    for (size_t i = 0; i < bytes.size(); ++i) aligned.push_back(view.byte(i));
    bytes = aligned;
  }
  use_reductions(context, static_cast<int64_t>(bytes.size()) / kBytesPerReduction);
  KnownFunctions functions(context.vm->state(), atoms);
  const char* error;
  size_t used;
  const Term term = decode_external(bytes, context.heap, &error, &functions, &used, atoms);
  if (!term) return context.badarg();
  return with_used ? context.heap.tuple(term, Term::small(static_cast<int64_t>(used))) : term;
}

Term binary_to_term_1(Context& context, const Term* arguments) {
  return read_term(context, arguments[0], AtomPolicy::kAny, false);
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
  if (list.is_nil()) return read_term(context, arguments[0], atoms, with_used);
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
};

}  // namespace

constinit const BifTable kErlangExternalBifs = kTable;

}  // namespace linac

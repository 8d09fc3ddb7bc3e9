// SPDX-License-Identifier: Apache-2.0
//
// Modules `atomics` and `counters`: arrays of 64-bit integers that processes share. A VM runs one
// process at a time, so plain words are atomic enough; the counters of option write_concurrency
// differ in name only.
#include <cstring>
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "memory/resource.h"
#include "runtime/map.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

struct Atomics final : Resource {
  static constexpr ResourceType kType = ResourceType::kAtomics;
  Atomics(size_t size, bool has_sign) : Resource(kType), values(size), is_signed(has_sign) {}
  std::vector<uint64_t> values;
  const bool is_signed;
};

struct Counters final : Resource {
  static constexpr ResourceType kType = ResourceType::kCounters;
  explicit Counters(size_t size) : Resource(kType), values(size) {}
  std::vector<uint64_t> values;
  static constexpr bool is_signed = true;
};

/// Bits of an integer that has 64 at most.
std::optional<uint64_t> read_bits(Term term, bool is_signed) {
  constexpr uint64_t kMinimum = uint64_t{1} << 63;
  if (term.is_small()) {
    const int64_t value = term.small_value();
    if (value < 0 && !is_signed) return std::nullopt;
    return static_cast<uint64_t>(value);
  }
  if (!term.is_big_integer() || big_limbs(term) != 1) return std::nullopt;
  const uint64_t magnitude = big_magnitude(term)[0];
  if (!is_signed) return big_is_negative(term) ? std::nullopt : std::optional(magnitude);
  if (big_is_negative(term))
    return magnitude <= kMinimum ? std::optional(-magnitude) : std::nullopt;
  return magnitude < kMinimum ? std::optional(magnitude) : std::nullopt;
}

std::optional<uint64_t> read_increment(Term term) {
  const std::optional<uint64_t> value = read_bits(term, true);
  return value ? value : read_bits(term, false);
}

Term integer_term(Heap& heap, uint64_t bits, bool is_signed) {
  return is_signed ? heap.integer(static_cast<int64_t>(bits)) : heap.unsigned_integer(bits);
}

/// A number of values that memory can hold; else an exception is set.
std::optional<size_t> read_size(Context& context, Term term) {
  constexpr int64_t kMaxSize = int64_t{1} << 28;
  if (!term.is_integer() || (term.is_small() && term.small_value() <= 0) ||
      (term.is_big_integer() && big_is_negative(term))) {
    context.badarg();
    return std::nullopt;
  }
  if (!term.is_small() || term.small_value() > kMaxSize) {
    context.system_limit();
    return std::nullopt;
  }
  return static_cast<size_t>(term.small_value());
}

Term resource_term(Context& context, std::unique_ptr<Resource> resource) {
  const Word number = context.vm->state().scheduler.next_reference();
  return make_resource(context.heap, number, std::move(resource));
}

/// The place that array and index, from 1, stand for; null if there is none.
template <typename Array>
uint64_t* place(Array* array, Term index) {
  if (array == nullptr) return nullptr;
  const auto at = read_integer(index, 1, static_cast<int64_t>(array->values.size()));
  return at ? &array->values[static_cast<size_t>(*at - 1)] : nullptr;
}

template <typename Array>
Term get(Context& context, const Term* arguments) {
  auto* array = resource_of<Array>(arguments[0]);
  const uint64_t* value = place(array, arguments[1]);
  return value != nullptr ? integer_term(context.heap, *value, array->is_signed) : context.badarg();
}

template <typename Array>
Term put(Context& context, const Term* arguments) {
  auto* array = resource_of<Array>(arguments[0]);
  uint64_t* value = place(array, arguments[1]);
  if (value == nullptr) return context.badarg();
  const std::optional<uint64_t> wanted = read_bits(arguments[2], array->is_signed);
  if (!wanted) return context.badarg();
  *value = *wanted;
  return atoms::kOk;
}

template <typename Array, bool kReturnsValue>
Term add(Context& context, const Term* arguments) {
  auto* array = resource_of<Array>(arguments[0]);
  uint64_t* value = place(array, arguments[1]);
  const std::optional<uint64_t> increment = read_increment(arguments[2]);
  if (value == nullptr || !increment) return context.badarg();
  *value += *increment;
  if (!kReturnsValue) return atoms::kOk;
  return integer_term(context.heap, *value, array->is_signed);
}

Term atomics_new(Context& context, const Term* arguments) {
  constexpr int64_t kSigned = 1;
  const std::optional<size_t> size = read_size(context, arguments[0]);
  if (!size) return Term::non_value();
  const std::optional<int64_t> options = read_integer(arguments[1], 0, kSmallMax);
  if (!options) return context.badarg();
  return resource_term(context, std::make_unique<Atomics>(*size, (*options & kSigned) != 0));
}

Term counters_new(Context& context, const Term* arguments) {
  const std::optional<size_t> size = read_size(context, arguments[0]);
  if (!size) return Term::non_value();
  return resource_term(context, std::make_unique<Counters>(*size));
}

Term exchange(Context& context, const Term* arguments) {
  auto* array = resource_of<Atomics>(arguments[0]);
  uint64_t* value = place(array, arguments[1]);
  if (value == nullptr) return context.badarg();
  const std::optional<uint64_t> wanted = read_bits(arguments[2], array->is_signed);
  if (!wanted) return context.badarg();
  const uint64_t old = *value;
  *value = *wanted;
  return integer_term(context.heap, old, array->is_signed);
}

Term compare_exchange(Context& context, const Term* arguments) {
  auto* array = resource_of<Atomics>(arguments[0]);
  uint64_t* value = place(array, arguments[1]);
  if (value == nullptr) return context.badarg();
  const std::optional<uint64_t> expected = read_bits(arguments[2], array->is_signed);
  const std::optional<uint64_t> wanted = read_bits(arguments[3], array->is_signed);
  if (!expected || !wanted) return context.badarg();
  if (*value != *expected) return integer_term(context.heap, *value, array->is_signed);
  *value = *wanted;
  return atoms::kOk;
}

Term size_term(size_t size) { return Term::small(static_cast<int64_t>(size)); }

Term atomics_info(Context& context, const Term* arguments) {
  static const Term kMax = intern("max");
  static const Term kMin = intern("min");
  const auto* array = resource_of<Atomics>(arguments[0]);
  if (array == nullptr) return context.badarg();
  Heap& heap = context.heap;
  const Term most = array->is_signed ? heap.integer(INT64_MAX) : heap.unsigned_integer(UINT64_MAX);
  const Term least = array->is_signed ? heap.integer(INT64_MIN) : Term::small(0);
  const size_t bytes = sizeof(Atomics) + array->values.size() * sizeof(uint64_t);
  Term pairs[] = {kMax,           most,
                  kMin,           least,
                  atoms::kMemory, size_term(bytes),
                  atoms::kSize,   size_term(array->values.size())};
  return make_map(heap, pairs, 4);
}

Term counters_info(Context& context, const Term* arguments) {
  const auto* array = resource_of<Counters>(arguments[0]);
  if (array == nullptr) return context.badarg();
  const size_t bytes = sizeof(Counters) + array->values.size() * sizeof(uint64_t);
  Term pairs[] = {atoms::kMemory, size_term(bytes), atoms::kSize, size_term(array->values.size())};
  return make_map(context.heap, pairs, 2);
}

constexpr Bif kTable[] = {
    {"atomics", "put", 3, put<Atomics>},
    {"atomics", "get", 2, get<Atomics>},
    {"atomics", "add", 3, add<Atomics, false>},
    {"atomics", "add_get", 3, add<Atomics, true>},
    {"atomics", "exchange", 3, exchange},
    {"atomics", "compare_exchange", 4, compare_exchange},
    {"atomics", "info", 1, atomics_info},
    {"erts_internal", "atomics_new", 2, atomics_new},
    {"erts_internal", "counters_new", 1, counters_new},
    {"erts_internal", "counters_get", 2, get<Counters>},
    {"erts_internal", "counters_put", 3, put<Counters>},
    {"erts_internal", "counters_add", 3, add<Counters, false>},
    {"erts_internal", "counters_info", 1, counters_info},
};

}  // namespace

constinit const BifTable kAtomicsBifs = kTable;

}  // namespace linac

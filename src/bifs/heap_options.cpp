// SPDX-License-Identifier: Apache-2.0
#include "bifs/heap_options.h"

#include <algorithm>
#include <optional>

#include "bifs/argument.h"
#include "memory/heap_size.h"
#include "term/atom.h"
#include "term/map.h"

namespace linac {

namespace {

constexpr int64_t kMostWords = int64_t{1} << 28;

/// Words of the series, `least` at least.
bool read_words(Term value, uint32_t least, uint32_t& words) {
  const std::optional<int64_t> wanted = read_integer(value, 0, kMostWords);
  if (!wanted) return false;
  words = std::max(least, static_cast<uint32_t>(next_heap_size(static_cast<size_t>(*wanted))));
  return true;
}

bool read_boolean(Term map, Term name, bool& flag) {
  const Term value = map_get(map, name);
  if (!value) return true;
  flag = value == atoms::kTrue;
  return flag || value == atoms::kFalse;
}

/// Words, or #{size, kill, error_logger}; what a map leaves out is as in `defaults`.
bool read_limit(Term value, const HeapOptions& defaults, HeapOptions& options) {
  HeapOptions read = options;
  read.kills = defaults.kills;
  read.logs = defaults.logs;
  Term size = value;
  if (value.is_map()) {
    size = map_get(value, atoms::kSize);
    if (!size || !read_boolean(value, atoms::kKill, read.kills) ||
        !read_boolean(value, atoms::kErrorLogger, read.logs)) {
      return false;
    }
  }
  const std::optional<int64_t> words = read_integer(size, 0, kSmallMax);
  if (!words) return false;
  read.max_words = static_cast<uint64_t>(*words);
  options = read;
  return true;
}

bool set_option(HeapOptions& options, const HeapOptions& least, Term name, Term value) {
  if (name == atoms::kMinHeapSize) return read_words(value, least.min_words, options.min_words);
  if (name == atoms::kMinBinVheapSize) {
    return read_words(value, least.min_binary_words, options.min_binary_words);
  }
  if (name == atoms::kMaxHeapSize) return read_limit(value, least, options);
  const std::optional<int64_t> count = read_integer(value, 0, kSmallMax);
  if (name != atoms::kFullsweepAfter || !count) return false;
  options.fullsweep_after = static_cast<uint32_t>(std::min(*count, int64_t{UINT32_MAX}));
  return true;
}

}  // namespace

bool set_heap_option(HeapOptions& options, const HeapOptions& defaults, Term name, Term value) {
  if (!set_option(options, defaults, name, value)) return false;
  // OTP counts in 16 bits.
  if (name == atoms::kFullsweepAfter) {
    options.fullsweep_after = static_cast<uint16_t>(value.small_value());
  }
  return true;
}

bool set_heap_default(HeapOptions& defaults, Term name, Term value) {
  HeapOptions least;
  least.min_words = least.min_binary_words = 0;
  if (!set_option(defaults, least, name, value)) return false;
  defaults.fullsweep_after = std::min(defaults.fullsweep_after, kFullsweepAfter);
  return true;
}

Term heap_option(Heap& heap, const HeapOptions& options, Term name) {
  if (name == atoms::kMinHeapSize) return Term::small(options.min_words);
  if (name == atoms::kMinBinVheapSize) return Term::small(options.min_binary_words);
  if (name == atoms::kFullsweepAfter) return Term::small(options.fullsweep_after);
  if (name != atoms::kMaxHeapSize) return Term::non_value();
  Term pairs[] = {
      atoms::kErrorLogger, atoms::boolean(options.logs),
      atoms::kKill,        atoms::boolean(options.kills),
      atoms::kSize,        Term::small(static_cast<int64_t>(options.max_words)),
  };
  return make_map(heap, pairs, 3);
}

bool are_consistent(const HeapOptions& options) {
  return options.max_words == 0 || options.max_words >= options.min_words;
}

}  // namespace linac

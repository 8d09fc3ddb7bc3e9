// SPDX-License-Identifier: Apache-2.0
#include "bifs/spawn_options.h"

#include "bifs/argument.h"
#include "term/atom.h"
#include "term/layout.h"

namespace linac {

namespace {

constexpr int64_t kMaxHeapWords = int64_t{1} << 28;

bool is_count(Term value) { return value.is_small() && value.small_value() >= 0; }

bool is_priority(Term value) {
  return value == atoms::kLow || value == atoms::kNormal || value == atoms::kHigh ||
         value == atoms::kMax;
}

bool read_option(Term name, Term value, SpawnRequest& request) {
  if (name == atoms::kMinHeapSize) {
    const std::optional<int64_t> words = read_integer(value, 0, kMaxHeapWords);
    if (words) request.heap.min_words = static_cast<uint32_t>(*words);
    return words.has_value();
  }
  return is_tuning_option(name, value);
}

}  // namespace

bool is_tuning_option(Term name, Term value) {
  if (name == atoms::kPriority) return is_priority(value);
  if (name == atoms::kMessageQueueData) {
    return value == atoms::kOnHeap || value == atoms::kOffHeap;
  }
  if (name == atoms::kMaxHeapSize) return is_count(value) || value.is_map();
  if (name == atoms::kAsyncDist) return value == atoms::kTrue || value == atoms::kFalse;
  return (name == atoms::kFullsweepAfter || name == atoms::kMinBinVheapSize ||
          name == atoms::kMinHeapSize) &&
         is_count(value);
}

bool read_spawn_options(Term options, SpawnRequest& request) {
  for (; options.is_cons(); options = tail(options)) {
    const Term option = head(options);
    if (option == atoms::kLink) {
      request.link = true;
    } else if (option == atoms::kMonitor) {
      request.monitor = true;
    } else if (!option.is_tuple() || tuple_arity(option) != 2 ||
               !read_option(tuple_element(option, 0), tuple_element(option, 1), request)) {
      return false;
    }
  }
  return options.is_nil();
}

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
#include "bifs/spawn_options.h"

#include "bifs/heap_options.h"
#include "term/atom.h"
#include "term/layout.h"

namespace linac {

namespace {

bool is_priority(Term value) {
  return value == atoms::kLow || value == atoms::kNormal || value == atoms::kHigh ||
         value == atoms::kMax;
}

bool read_option(Term name, Term value, const HeapOptions& defaults, HeapOptions& heap) {
  return set_heap_option(heap, defaults, name, value) || is_tuning_option(name, value);
}

}  // namespace

bool is_tuning_option(Term name, Term value) {
  if (name == atoms::kPriority) return is_priority(value);
  if (name == atoms::kMessageQueueData) {
    return value == atoms::kOnHeap || value == atoms::kOffHeap;
  }
  return name == atoms::kAsyncDist && (value == atoms::kTrue || value == atoms::kFalse);
}

bool read_spawn_options(Term options, SpawnRequest& request) {
  const HeapOptions defaults = request.heap;
  for (; options.is_cons(); options = tail(options)) {
    const Term option = head(options);
    if (option == atoms::kLink) {
      request.link = true;
    } else if (option == atoms::kMonitor) {
      request.monitor = true;
    } else if (!option.is_tuple() || tuple_arity(option) != 2 ||
               !read_option(tuple_element(option, 0), tuple_element(option, 1), defaults,
                            request.heap)) {
      return false;
    }
  }
  return options.is_nil() && are_consistent(request.heap);
}

}  // namespace linac

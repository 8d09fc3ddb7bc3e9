// SPDX-License-Identifier: Apache-2.0
#include "bifs/spawn_options.h"

#include "bifs/heap_options.h"
#include "bifs/monitor_options.h"
#include "term/atom.h"
#include "term/layout.h"

namespace linac {

namespace {

struct PriorityName {
  Term name;
  Priority priority;
};
constexpr PriorityName kPriorities[] = {{atoms::kLow, Priority::kLow},
                                        {atoms::kNormal, Priority::kNormal},
                                        {atoms::kHigh, Priority::kHigh},
                                        {atoms::kMax, Priority::kMax}};

bool read_boolean(Term value, bool& flag) {
  flag = value == atoms::kTrue;
  return flag || value == atoms::kFalse;
}

bool read_reply(Term value, SpawnReply& reply) {
  const bool always = value == atoms::kYes;
  const bool on_success = always || value == atoms::kSuccessOnly;
  const bool on_error = always || value == atoms::kErrorOnly;
  if (!on_success && !on_error && value != atoms::kNo) return false;
  reply.on_success = on_success;
  reply.on_error = on_error;
  return true;
}

bool read_option(Term name, Term value, const HeapOptions& defaults, SpawnRequest& request,
                 SpawnReply* reply) {
  static const Term kScheduler = intern("scheduler");
  if (name == atoms::kMonitor) {
    request.monitor = true;
    request.monitor_options = {};
    return read_monitor_options(value, request.monitor_options);
  }
  if (name == atoms::kPriority) {
    const std::optional<Priority> priority = read_priority(value);
    if (priority) request.priority = *priority;
    return priority.has_value();
  }
  if (name == atoms::kMessageQueueData) return read_message_queue_data(value, request.is_off_heap);
  if (name == atoms::kAsyncDist) {
    bool ignored;
    return read_boolean(value, ignored);
  }
  if (name == kScheduler) return value == Term::small(0) || value == Term::small(1);
  if (reply != nullptr && name == atoms::kReply) return read_reply(value, *reply);
  if (reply != nullptr && name == atoms::kReplyTag) {
    reply->tag = value;
    return true;
  }
  return set_heap_option(request.heap, defaults, name, value);
}

}  // namespace

std::optional<Priority> read_priority(Term value) {
  for (const PriorityName& known : kPriorities) {
    if (known.name == value) return known.priority;
  }
  return std::nullopt;
}

Term priority_name(Priority priority) { return kPriorities[static_cast<size_t>(priority)].name; }

bool read_message_queue_data(Term value, bool& is_off_heap) {
  is_off_heap = value == atoms::kOffHeap;
  return is_off_heap || value == atoms::kOnHeap;
}

bool read_spawn_options(Term options, SpawnRequest& request, SpawnReply* reply) {
  const HeapOptions defaults = request.heap;
  bool is_good = true;
  for (; options.is_cons(); options = tail(options)) {
    const Term option = head(options);
    if (option == atoms::kLink) {
      request.link = true;
    } else if (option == atoms::kMonitor) {
      request.monitor = true;
      request.monitor_options = {};
    } else if (!option.is_tuple() || tuple_arity(option) != 2 ||
               !read_option(tuple_element(option, 0), tuple_element(option, 1), defaults, request,
                            reply)) {
      is_good = false;
    }
  }
  return is_good && options.is_nil() && are_consistent(request.heap);
}

}  // namespace linac

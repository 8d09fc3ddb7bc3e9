// SPDX-License-Identifier: Apache-2.0
#include "process/logger.h"

#include <vector>

#include "memory/copy.h"
#include "memory/heap.h"
#include "process/signal.h"
#include "runtime/list.h"
#include "runtime/map.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

/// What the old error_logger calls a level.
Term error_logger_tag(Term level) {
  static const Term kInfo = intern("info");
  static const Term kWarning = intern("warning");
  if (level == kInfo) return intern("info_msg");
  return level == kWarning ? intern("warning_msg") : level;
}

Term map_of(Heap& heap, std::span<const Term> keys_and_values) {
  Term list = Term::nil();
  for (size_t i = 0; i < keys_and_values.size(); i += 2) {
    list = heap.cons(heap.tuple(keys_and_values[i], keys_and_values[i + 1]), list);
  }
  return map_from_pairs(heap, list);
}

}  // namespace

Term system_logger(const Context& context) {
  const Vm::State& state = context.vm->state();
  const Term set = state.bifs.system_logger;
  const bool has_ended = set && set.is_local_pid() && state.scheduler.find(set) == nullptr;
  return set && !has_ended ? set : intern("logger");
}

bool log_event(Context& context, Term level, std::string_view format, Term arguments,
               const Process* about) {
  constexpr int64_t kNanosecondsPerMicrosecond = 1'000;
  static const Term kLogger = intern("logger");
  Vm::State& state = context.vm->state();
  const Term set = state.bifs.system_logger;
  Process* logger = set && set.is_local_pid() ? state.scheduler.find(set) : nullptr;
  if (logger == nullptr && set != atoms::kUndefined) logger = state.scheduler.whereis(kLogger);
  if (logger == nullptr) return false;
  BlockHeap heap;
  const Term origin[] = {intern("emulator"), atoms::kTrue, intern("tag"), error_logger_tag(level)};
  const int64_t time = state.platform.system_time() / kNanosecondsPerMicrosecond;
  std::vector<Term> metadata = {intern("error_logger"), map_of(heap, origin), intern("time"),
                                heap.integer(time)};
  if (about != nullptr) {
    metadata.insert(metadata.end(),
                    {intern("gl"), about->group_leader, intern("pid"), about->pid()});
  }
  const Term message[] = {intern("log"), level, unicode_list(heap, format), arguments,
                          map_of(heap, metadata)};
  BorrowedHeap receiving(context, *logger);
  deliver_message(context, logger, copy_term(heap.tuple_of(message), *receiving));
  return true;
}

bool log_text(Context& context, Term level, std::string_view text, const Process* about) {
  BlockHeap heap;
  return log_event(context, level, "~ts~n", heap.cons(unicode_list(heap, text), Term::nil()),
                   about);
}

}  // namespace linac

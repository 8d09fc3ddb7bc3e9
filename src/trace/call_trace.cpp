// SPDX-License-Identifier: Apache-2.0
#include "trace/call_trace.h"

#include <algorithm>

#include "process/process.h"
#include "runtime/call.h"
#include "runtime/collect.h"
#include "runtime/exception.h"
#include "runtime/match_context.h"
#include "term/atom.h"
#include "trace/trace_actions.h"
#include "trace/trace_message.h"
#include "vm_state.h"

namespace linac {

namespace {

/// What a frame of a traced call is for.
enum class Watch : uint8_t { kReturnTo, kReturn, kException, kTime };

/// Words of such a frame: return address, Watch, module, function, arity, tracer (of meta tracing,
/// else `true`). Of kReturnTo the function is that of the call, and the tracer `false`, or that
/// which is returned to, and the tracer `true`.
enum FrameWord : uint32_t {
  kReturnWord,
  kWatchWord,
  kModuleWord,
  kFunctionWord,
  kArityWord,
  kTracerWord
};
constexpr uint32_t kFrameWords = 6;

struct WantedFrame {
  Watch watch;
  Term tracer;
  Term module, function;
  uint32_t arity;
};

/// Frames that a call wants, the lowest first.
struct WantedFrames {
  static constexpr uint32_t kMost = 4;
  WantedFrame frames[kMost];
  uint32_t count = 0;
  void add(const WantedFrame& frame) { frames[count++] = frame; }
  bool has(Watch watch) const {
    return std::any_of(frames, frames + count,
                       [&](const WantedFrame& frame) { return frame.watch == watch; });
  }
};

TraceState& trace_of(Context& context) { return context.vm->state().trace; }

bool is_trace_frame(Context& context, const Word* word) {
  const Term term(*word);
  return term.is_return_address() && term.slot() == trace_of(context).return_slot;
}

Watch watch_of(const Word* frame) { return static_cast<Watch>(frame[kWatchWord]); }

/// Whether one of the frames from `word` on, which may be null, up to the next call's is for that.
bool is_watched(Context& context, const Word* word, Watch watch) {
  if (word == nullptr) return false;
  const Word* const end = context.heap.stack_end();
  for (; word < end && is_trace_frame(context, word); word += kFrameWords) {
    if (watch_of(word) == watch) return true;
  }
  return false;
}

Term function_tuple(Heap& heap, Term module, Term function, Term arity) {
  return heap.tuple(module, function, arity);
}

// --- calls

struct TracedCall {
  Context& context;
  Breakpoint& breakpoint;
  std::span<const Term> arguments;
  const Word* return_word;  ///< on the stack, or null
  const Location* caller;   ///< where a BIF is called; null if that is not known
  bool is_local;
};

/// Runs a pattern. False if it does not match; else what it says is in `actions` and `extra`.
bool run_pattern(const TracedCall& call, const SharedTracePattern& pattern, TraceActions& actions,
                 Term& extra) {
  extra = atoms::kTrue;
  if (pattern == nullptr || pattern->spec == nullptr) return true;
  return pattern->spec->run_trace(call.context, call.arguments, actions, extra) ==
         MatchSpec::Outcome::kMatch;
}

void send_call(const TracedCall& call, Process& tracer, TraceFlags flags, Term extra) {
  static const Term kCall = intern("call");
  Heap& heap = call.context.heap;
  const Breakpoint& breakpoint = call.breakpoint;
  const auto arity = static_cast<uint32_t>(call.arguments.size());
  const Term arguments =
      flags & kTraceArity ? Term::small(arity) : argument_list(heap, call.arguments.data(), arity);
  const Term function = function_tuple(heap, breakpoint.module, breakpoint.function, arguments);
  const Term elements[] = {kCall, function, extra};
  const size_t count = extra == atoms::kTrue ? 2 : 3;
  send_trace(call.context, tracer, flags, *call.context.process, {elements, count});
}

void add_watches(const TracedCall& call, const TraceActions& actions, Term tracer,
                 WantedFrames& frames) {
  if (!actions.return_trace && !actions.exception_trace) return;
  const Watch watch = actions.exception_trace ? Watch::kException : Watch::kReturn;
  frames.add(
      {watch, tracer, call.breakpoint.module, call.breakpoint.function, call.breakpoint.arity});
}

/// A BIF that is called last returns to the function that calls it, as if there were more to do.
WantedFrame return_to_frame(const TracedCall& call) {
  const Breakpoint& called = call.breakpoint;
  if (call.caller == nullptr) {
    return {Watch::kReturnTo, atoms::kFalse, called.module, called.function, called.arity};
  }
  const Module& module = *call.caller->module;
  const beam::Facts::Function& function = module.facts.functions[call.caller->function];
  return {Watch::kReturnTo, atoms::kTrue, module.name, module.atoms[function.name], function.arity};
}

void trace_for_process(const TracedCall& call, WantedFrames& frames) {
  Context& context = call.context;
  Process& process = *context.process;
  Process* tracer = tracer_of(context, process);
  if (tracer == nullptr) return;
  TraceActions actions(process, call.return_word, call.caller);
  Term extra;
  const bool matched = run_pattern(call, call.breakpoint.pattern, actions, extra);
  if (process.trace_flags & kTraceSilent) return;
  if (matched && extra != atoms::kFalse) {
    send_call(call, *tracer, process.trace_flags, extra);
    if (call.is_local && (process.trace_flags & kTraceReturnTo) &&
        (call.caller != nullptr || !is_watched(context, call.return_word, Watch::kReturnTo))) {
      frames.add(return_to_frame(call));
    }
  }
  add_watches(call, actions, atoms::kTrue, frames);
}

/// What meta tracing is always done with.
constexpr TraceFlags kMetaFlags = kTraceCalls | kTraceTimestamp;

void trace_meta(const TracedCall& call, WantedFrames& frames) {
  Context& context = call.context;
  Process& process = *context.process;
  const Term tracer_pid = call.breakpoint.meta_tracer;
  if (!tracer_pid || tracer_pid == process.pid() || process.is_sensitive) return;
  Process* tracer = context.vm->state().scheduler.find(tracer_pid);
  if (tracer == nullptr || tracer->state == ProcessState::kExiting) {
    call.breakpoint.meta_tracer = Term::non_value();
    return;
  }
  TraceActions actions(process, call.return_word, call.caller);
  Term extra;
  if (run_pattern(call, call.breakpoint.meta_pattern, actions, extra) && extra != atoms::kFalse) {
    send_call(call, *tracer, kMetaFlags, extra);
  }
  add_watches(call, actions, tracer_pid, frames);
}

void charge_time(Context& context, RunningCall& running, int64_t now) {
  if (running.breakpoint == nullptr) return;
  running.breakpoint->time_by_process[context.process->number].nanoseconds += now - running.since;
}

void trace_time(const TracedCall& call, WantedFrames& frames) {
  Context& context = call.context;
  const int64_t now = context.vm->state().platform.monotonic_time();
  RunningCall& running = trace_of(context).running_calls[context.process->number];
  charge_time(context, running, now);
  WantedFrame frame{Watch::kTime, atoms::kTrue, atoms::kUndefined, atoms::kUndefined, 0};
  if (running.breakpoint != nullptr) {
    frame.module = running.breakpoint->module;
    frame.function = running.breakpoint->function;
    frame.arity = running.breakpoint->arity;
  }
  ++call.breakpoint.time_by_process[context.process->number].calls;
  running = {&call.breakpoint, now};
  const bool on_top = call.return_word != nullptr && is_trace_frame(context, call.return_word);
  if (!on_top && frames.count == 0) frames.add(frame);
}

/// All that a breakpoint does at a call. Allocates on the heap, collects nothing.
WantedFrames trace_call(Context& context, Breakpoint& breakpoint, const Term* registers,
                        const Word* return_word, const Location* caller = nullptr) {
  WantedFrames frames;
  const bool is_local = breakpoint.calls != Breakpoint::Calls::kGlobal;
  Term arguments[256];
  const uint32_t arity = breakpoint.arity;
  const TraceFlags flags = context.process->trace_flags;
  const bool traces = breakpoint.calls != Breakpoint::Calls::kNone && (flags & kTraceCalls);
  if (traces || breakpoint.is_meta) {
    for (uint32_t i = 0; i < arity; ++i) {
      arguments[i] = is_match_context(registers[i])
                         ? get_tail(context.heap, MatchContext(registers[i]))
                         : registers[i];
    }
  }
  const TracedCall call{context, breakpoint, {arguments, arity}, return_word, caller, is_local};
  if (traces) trace_for_process(call, frames);
  if (breakpoint.is_meta) trace_meta(call, frames);
  if (breakpoint.counts && breakpoint.count_is_active) ++breakpoint.count;
  if (breakpoint.times && breakpoint.time_is_active && (flags & kTraceCalls)) {
    trace_time(call, frames);
  }
  return frames;
}

/// Pushes the frames; x0 … arity−1 are kept. False: leave.
bool push_frames(Context& context, const WantedFrames& frames, uint32_t arity) {
  if (frames.count == 0) return true;
  if (!ensure_heap(context, frames.count * kFrameWords, arity)) return false;
  trace_of(context).has_frames = true;
  for (uint32_t i = 0; i < frames.count; ++i) {
    const WantedFrame& wanted = frames.frames[i];
    Word* frame = context.heap.stack_pointer() - kFrameWords;
    frame[kReturnWord] = Term::return_address(trace_of(context).return_slot).bits();
    frame[kWatchWord] = Term::small(static_cast<int64_t>(wanted.watch)).bits();
    frame[kModuleWord] = wanted.module.bits();
    frame[kFunctionWord] = wanted.function.bits();
    frame[kArityWord] = Term::small(wanted.arity).bits();
    frame[kTracerWord] = wanted.tracer.bits();
    context.heap.set_stack_pointer(frame);
  }
  return true;
}

// --- returns

/// The tracer that a frame names, and the flags that its messages are made with.
Process* tracer_of_frame(Context& context, const Word* frame, TraceFlags& flags) {
  Process& process = *context.process;
  const Term tracer(frame[kTracerWord]);
  if (tracer != atoms::kTrue) {
    flags = kMetaFlags;
    if (process.is_sensitive) return nullptr;
    Process* meta = context.vm->state().scheduler.find(tracer);
    return meta != nullptr && meta->state != ProcessState::kExiting ? meta : nullptr;
  }
  flags = process.trace_flags;
  if (!(flags & kTraceCalls)) return nullptr;
  return tracer_of(context, process);
}

Term frame_function(Heap& heap, const Word* frame) {
  return function_tuple(heap, Term(frame[kModuleWord]), Term(frame[kFunctionWord]),
                        Term(frame[kArityWord]));
}

void send_end(Context& context, const Word* frame, Term tag, Term value) {
  TraceFlags flags = 0;
  Process* tracer = tracer_of_frame(context, frame, flags);
  if (tracer == nullptr) return;
  const Term elements[] = {tag, frame_function(context.heap, frame), value};
  send_trace(context, *tracer, flags, *context.process, elements);
}

void send_return_to(Context& context, Term function) {
  static const Term kReturnTo = intern("return_to");
  const Term elements[] = {kReturnTo, function};
  send_trace(context, *context.process, kTraceReturnTo | kTraceCalls, elements);
}

/// Time goes to the function that was charged before this call.
void end_time(Context& context, const Word* frame) {
  TraceState& trace = trace_of(context);
  const auto found = trace.running_calls.find(context.process->number);
  if (found == trace.running_calls.end()) return;
  const int64_t now = context.vm->state().platform.monotonic_time();
  charge_time(context, found->second, now);
  Breakpoint* before = trace.find(Term(frame[kModuleWord]), Term(frame[kFunctionWord]),
                                  static_cast<uint32_t>(frame[kArityWord]));
  found->second = {before != nullptr && before->times ? before : nullptr, now};
}

Term return_from_tag() {
  static const Term kReturnFrom = intern("return_from");
  return kReturnFrom;
}

}  // namespace

bool trace_local_call(Context& context, SlotIndex slot) {
  const auto found = trace_of(context).by_slot.find(slot);
  if (found == trace_of(context).by_slot.end()) return true;
  Breakpoint& breakpoint = *found->second;
  const WantedFrames frames =
      trace_call(context, breakpoint, context.x, context.heap.stack_pointer());
  return push_frames(context, frames, breakpoint.arity);
}

Context* call_traced_export(Context& context, SlotIndex slot) {
  Breakpoint& breakpoint = *trace_of(context).by_slot.at(slot);
  const SlotIndex called = breakpoint.called_slot;
  const WantedFrames frames =
      trace_call(context, breakpoint, context.x, context.heap.stack_pointer());
  if (!push_frames(context, frames, breakpoint.arity)) return &context;
  if (Context* left = call_slot(context, called)) return left;
  for (uint32_t i = 0; i < frames.count; ++i) trace_return(context);
  return nullptr;
}

Context* call_traced_bif(Context& context, const ExportEntry& function, const Location* location) {
  Breakpoint& breakpoint = *function.breakpoint;
  // The stack's top word is the return address only if the BIF is called from code, not last.
  const Word* return_word = context.heap.stack_pointer();
  const WantedFrames frames = trace_call(context, breakpoint, context.x, return_word, location);
  if (frames.count == 0) return call_untraced_bif(context, function, location);
  if (!push_frames(context, frames, breakpoint.arity)) return &context;
  if (Context* left = call_untraced_bif(context, function, location)) return left;
  for (uint32_t i = 0; i < frames.count; ++i) trace_return(context);
  return nullptr;
}

bool trace_raising_bif(Context& context, const ExportEntry& function) {
  if (context.heap.free_words() < WantedFrames::kMost * kFrameWords) return false;
  Breakpoint& breakpoint = *function.breakpoint;
  const WantedFrames frames =
      trace_call(context, breakpoint, context.x, context.heap.stack_pointer());
  return push_frames(context, frames, breakpoint.arity);
}

void trace_return(Context& context) {
  const Word* frame = context.heap.stack_pointer();
  switch (watch_of(frame)) {
    case Watch::kReturn:
    case Watch::kException:
      send_end(context, frame, return_from_tag(), context.x[0]);
      break;
    case Watch::kReturnTo:
      send_return_to(context, Term(frame[kTracerWord]) == atoms::kTrue
                                  ? frame_function(context.heap, frame)
                                  : returning_function(context, frame));
      break;
    case Watch::kTime:
      end_time(context, frame);
      break;
  }
  context.heap.set_stack_pointer(context.heap.stack_pointer() + kFrameWords);
}

void trace_exception(Context& context, const Word* end, Term exception_class, Term reason,
                     const Location* handler) {
  static const Term kExceptionFrom = intern("exception_from");
  bool returns_to = false;
  for (const Word* word = context.heap.stack_pointer(); word < end; ++word) {
    if (!is_trace_frame(context, word)) continue;
    switch (watch_of(word)) {
      case Watch::kException:
        send_end(context, word, kExceptionFrom, context.heap.tuple(exception_class, reason));
        break;
      case Watch::kReturnTo:
        returns_to = true;
        break;
      case Watch::kTime:
        end_time(context, word);
        break;
      case Watch::kReturn:
        break;
    }
    word += kFrameWords - 1;
  }
  if (!returns_to || handler == nullptr) return;
  send_return_to(context, function_of(context.heap, *handler));
}

const Word* below_trace_frames(Context& context, const Word* word) {
  const Word* const end = context.heap.stack_end();
  while (word < end && is_trace_frame(context, word)) word += kFrameWords;
  return word;
}

Term function_of(Heap& heap, const Location& location) {
  const beam::Facts::Function& function = location.module->facts.functions[location.function];
  return heap.tuple(location.module->name, location.module->atoms[function.name],
                    Term::small(function.arity));
}

Term function_and_line(Heap& heap, const Location& location) {
  const beam::Facts::Function& function = location.module->facts.functions[location.function];
  const Term place = file_and_line(heap, location);
  Term line = atoms::kUndefined;
  if (place.is_cons()) {
    line = heap.tuple(tuple_element(head(place), 1), tuple_element(head(tail(place)), 1));
  }
  return heap.tuple(location.module->name, location.module->atoms[function.name],
                    Term::small(function.arity), line);
}

const Location* location_of_return(Context& context, const Word* word) {
  word = below_trace_frames(context, word);
  if (word >= context.heap.stack_end() || !Term(*word).is_return_address()) return nullptr;
  const Slot& slot = context.vm->state().slots[Term(*word).slot()];
  if (slot.kind != SlotKind::kLabel) return nullptr;
  return &slot.module->locations[slot.module->entries[slot.index].location];
}

}  // namespace linac

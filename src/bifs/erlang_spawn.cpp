// SPDX-License-Identifier: Apache-2.0
//
// erlang and erts_internal: starting processes, at once and by request.
#include "bifs/spawn_options.h"
#include "bifs/tables.h"
#include "process/signal.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

bool is_call(Term module, Term function, Term arguments) {
  const int64_t length = list_length(arguments);
  return module.is_atom() && function.is_atom() && length >= 0;
}

Term spawn(Context& context, SpawnRequest& request) {
  Process* process = spawn_process(context, request);
  if (process == nullptr) return context.system_limit();
  if (!request.monitor) return process->pid();
  return context.heap.tuple(process->pid(), make_reference(context.heap, request.reference));
}

enum class Tie { kNone, kLink, kMonitor };

SpawnRequest tied(Context& context, Tie tie) {
  SpawnRequest request;
  request.heap = context.vm->state().heap_defaults;
  request.arguments = Term::nil();
  request.link = tie == Tie::kLink;
  request.monitor = tie == Tie::kMonitor;
  return request;
}

template <Tie kTie>
Term spawn_fun(Context& context, const Term* arguments) {
  if (!arguments[0].is_fun()) return context.badarg();
  // Whoever does not wait for the process's end is told of a wrong arity by that end, as in OTP.
  if (kTie == Tie::kMonitor && fun_arity(arguments[0]) != 0) return context.badarg();
  SpawnRequest request = tied(context, kTie);
  request.fun = arguments[0];
  return spawn(context, request);
}

template <Tie kTie>
Term spawn_call(Context& context, const Term* arguments) {
  if (!is_call(arguments[0], arguments[1], arguments[2])) return context.badarg();
  SpawnRequest request = tied(context, kTie);
  request.module = arguments[0];
  request.function = arguments[1];
  request.arguments = arguments[2];
  return spawn(context, request);
}

Term spawn_opt_2(Context& context, const Term* arguments) {
  SpawnRequest request = tied(context, Tie::kNone);
  if (!arguments[0].is_fun()) return context.badarg();
  if (!read_spawn_options(arguments[1], request)) return context.badarg(atoms::kBadopt);
  request.fun = arguments[0];
  return spawn(context, request);
}

Term spawn_opt_4(Context& context, const Term* arguments) {
  SpawnRequest request = tied(context, Tie::kNone);
  if (!is_call(arguments[0], arguments[1], arguments[2])) return context.badarg();
  if (!read_spawn_options(arguments[3], request)) return context.badarg(atoms::kBadopt);
  request.module = arguments[0];
  request.function = arguments[1];
  request.arguments = arguments[2];
  return spawn(context, request);
}

// --- by request: the answer comes as a message

/// Answers a request whose reference's words are in `request`.
void reply(Context& context, const SpawnRequest& request, const SpawnReply& reply, Term outcome,
           Term value) {
  if (!(outcome == atoms::kOk ? reply.on_success : reply.on_error)) return;
  const Term reference = make_reference(context.heap, request.reference);
  send_message(context, context.process, context.heap.tuple(reply.tag, reference, outcome, value));
}

/// erts_internal:spawn_request/4: the reference, or why there is none.
Term spawn_request(Context& context, const Term* arguments) {
  if (!is_call(arguments[0], arguments[1], arguments[2])) return atoms::kBadarg;
  const Term options = arguments[3];
  if (list_length(options) < 0) return atoms::kBadopt;
  SpawnRequest request = tied(context, Tie::kNone);
  request.module = arguments[0];
  request.function = arguments[1];
  request.arguments = arguments[2];
  new_reference(context.vm->state().scheduler, context.process->number, request.reference);
  SpawnReply wanted;
  if (!read_spawn_options(options, request, &wanted)) {
    reply(context, request, wanted, atoms::kError, atoms::kBadopt);
  } else if (const Process* process = spawn_process(context, request)) {
    reply(context, request, wanted, atoms::kOk, process->pid());
  } else {
    reply(context, request, wanted, atoms::kError, atoms::kSystemLimit);
  }
  return make_reference(context.heap, request.reference);
}

/// erts_internal:dist_spawn_request/4: there is no other node. For spawn_opt the answer says
/// whether a monitor was wanted, too.
Term spawn_elsewhere(Context& context, const Term* arguments) {
  static const Term kSpawnRequest = intern("spawn_request");
  const Term call = arguments[1];
  if (!arguments[0].is_atom() || !call.is_tuple() || tuple_arity(call) != 3 ||
      !is_call(tuple_element(call, 0), tuple_element(call, 1), tuple_element(call, 2)) ||
      list_length(arguments[2]) < 0) {
    return atoms::kBadarg;
  }
  SpawnRequest request = tied(context, Tie::kNone);
  new_reference(context.vm->state().scheduler, context.process->number, request.reference);
  SpawnReply wanted;
  // That there is no connection comes before what is wrong with the options.
  read_spawn_options(arguments[2], request, &wanted);
  reply(context, request, wanted, atoms::kError, atoms::kNoconnection);
  const Term reference = make_reference(context.heap, request.reference);
  if (arguments[3] == kSpawnRequest) return reference;
  return context.heap.tuple(reference, atoms::boolean(request.monitor));
}

/// A process that init does not end when it restarts the system. Without parent, links and group
/// leader.
Term spawn_system_process(Context& context, const Term* arguments) {
  if (!is_call(arguments[0], arguments[1], arguments[2])) return context.badarg();
  SpawnRequest request = tied(context, Tie::kNone);
  request.module = arguments[0];
  request.function = arguments[1];
  request.arguments = arguments[2];
  const Term pid = spawn(context, request);
  if (!pid) return pid;
  Vm::State& state = context.vm->state();
  Process* const process = state.scheduler.find(pid);
  process->parent = 0;
  process->group_leader = pid;
  state.system_processes.push_back(process->number);
  return pid;
}

/// The answer is there as soon as the request is made.
Term spawn_request_abandon(Context& context, const Term* arguments) {
  return is_reference(arguments[0]) ? atoms::kFalse : context.badarg();
}

constexpr Bif kTable[] = {
    {"erlang", "spawn", 1, spawn_fun<Tie::kNone>},
    {"erlang", "spawn", 3, spawn_call<Tie::kNone>},
    {"erlang", "spawn_link", 1, spawn_fun<Tie::kLink>},
    {"erlang", "spawn_link", 3, spawn_call<Tie::kLink>},
    {"erlang", "spawn_monitor", 1, spawn_fun<Tie::kMonitor>},
    {"erlang", "spawn_monitor", 3, spawn_call<Tie::kMonitor>},
    {"erlang", "spawn_opt", 2, spawn_opt_2},
    {"erlang", "spawn_opt", 4, spawn_opt_4},
    {"erlang", "spawn_request_abandon", 1, spawn_request_abandon},
    {"erts_internal", "spawn_request", 4, spawn_request},
    {"erts_internal", "dist_spawn_request", 4, spawn_elsewhere},
    {"erts_internal", "spawn_system_process", 3, spawn_system_process},
};

}  // namespace

constinit const BifTable kErlangSpawnBifs = kTable;

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// What modules ask of the process `init` as long as no boot starts OTP's: there are no flags but
// -noshell, and the plain arguments are the program's.
#include <string>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "vm_state.h"

namespace linac {

namespace {

Term noshell() {
  static const Term kNoshell = intern("noshell");
  return kNoshell;
}

/// {ok, [[]]} for the flag that is given, without values.
Term get_argument(Context& context, const Term* arguments) {
  if (arguments[0] != noshell()) return atoms::kError;
  Heap& heap = context.heap;
  return heap.tuple(atoms::kOk, heap.cons(Term::nil(), Term::nil()));
}

Term get_arguments(Context& context, const Term*) {
  Heap& heap = context.heap;
  return heap.cons(heap.tuple(noshell(), Term::nil()), Term::nil());
}

Term get_plain_arguments(Context& context, const Term*) {
  std::vector<Term> list;
  for (const std::string& argument : context.vm->state().program_arguments) {
    list.push_back(unicode_list(context.heap, argument));
  }
  return make_list(context.heap, list);
}

Term get_status(Context& context, const Term*) {
  static const Term kStarted = intern("started");
  return context.heap.tuple(kStarted, kStarted);
}

/// There are no applications to be stopped before.
Term stop(Context& context, int status) {
  Vm::State& state = context.vm->state();
  state.finished = true;
  state.exit_status = status;
  context.leave = Leave::kHalt;
  return Term::non_value();
}

Term stop_0(Context& context, const Term*) { return stop(context, 0); }

Term stop_1(Context& context, const Term* arguments) {
  constexpr int kStatusMask = 0xff;
  if (arguments[0].is_list()) return stop(context, 1);
  if (!arguments[0].is_small() || arguments[0].small_value() < 0) return context.badarg();
  return stop(context, static_cast<int>(arguments[0].small_value() & kStatusMask));
}

constexpr Bif kTable[] = {
    {"init", "get_argument", 1, get_argument},
    {"init", "get_arguments", 0, get_arguments},
    {"init", "get_plain_arguments", 0, get_plain_arguments},
    {"init", "get_status", 0, get_status},
    {"init", "stop", 0, stop_0},
    {"init", "stop", 1, stop_1},
};

}  // namespace

constinit const BifTable kInitBifs = kTable;

}  // namespace linac

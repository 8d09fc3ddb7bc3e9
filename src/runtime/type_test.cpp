// SPDX-License-Identifier: Apache-2.0
#include "runtime/type_test.h"

#include "term/atom.h"
#include "term/bitstring.h"

namespace linac {

bool has_type(Term term, beam::Opcode opcode) {
  using beam::Opcode;
  switch (opcode) {
    case Opcode::kIsInteger:
      return term.is_integer();
    case Opcode::kIsFloat:
      return is_float(term);
    case Opcode::kIsNumber:
      return term.is_integer() || is_float(term);
    case Opcode::kIsAtom:
      return term.is_atom();
    case Opcode::kIsPid:
      return is_pid(term);
    case Opcode::kIsReference:
      return is_any_reference(term);
    case Opcode::kIsPort:
      return is_port(term);
    case Opcode::kIsNil:
      return term.is_nil();
    case Opcode::kIsBinary:
      return term.is_bitstring() && bits_of(term).is_binary();
    case Opcode::kIsBitstr:
      return term.is_bitstring();
    case Opcode::kIsList:
      return term.is_list();
    case Opcode::kIsNonemptyList:
      return term.is_cons();
    case Opcode::kIsTuple:
      return term.is_tuple();
    case Opcode::kIsFunction:
      return term.is_fun();
    case Opcode::kIsBoolean:
      return term == atoms::kTrue || term == atoms::kFalse;
    case Opcode::kIsMap:
      return term.is_map();
    case Opcode::kIsAnyNativeRecord:
      return is_native_record(term);
    default:
      return false;
  }
}

bool is_function_of_arity(Term term, Term arity) {
  return term.is_fun() && arity.is_small() && arity.small_value() == fun_arity(term);
}

}  // namespace linac

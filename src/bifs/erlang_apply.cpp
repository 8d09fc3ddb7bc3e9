// SPDX-License-Identifier: Apache-2.0
//
// erlang: apply/2 and /3 as functions, for funs and spawns that name them. Calls in code do not
// come here: interpreter and JIT turn them into the call itself.
#include "bifs/tables.h"
#include "runtime/call.h"
#include "runtime/context.h"

namespace linac {

namespace {

template <uint32_t kArity>
Term apply(Context& context, const Term*) {
  context.trap = prepare_apply_list(context, kArity, ApplyPlace::kBif);
  return Term::non_value();
}

constexpr Bif kBifs[] = {
    {"erlang", "apply", 2, apply<2>},
    {"erlang", "apply", 3, apply<3>},
};

}  // namespace

const BifTable kErlangApplyBifs = kBifs;

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// erlang: tags for a tracer of the operating system. There is none, so nothing is tagged, as in an
// OTP that was built without one; module file calls these around what it asks of its server.
#include "bifs/tables.h"
#include "runtime/context.h"
#include "term/atom.h"

namespace linac {

namespace {

Term undefined(Context&, const Term*) { return atoms::kUndefined; }
Term spread_tag(Context& context, const Term* arguments) {
  return arguments[0] == atoms::kTrue || arguments[0] == atoms::kFalse ? atoms::kTrue
                                                                       : context.badarg();
}
/// What dt_spread_tag/1 has returned.
Term restore_tag(Context& context, const Term* arguments) {
  return arguments[0] == atoms::kTrue ? atoms::kTrue : context.badarg();
}
Term argument(Context&, const Term* arguments) { return arguments[0]; }

constexpr Bif kTable[] = {
    {"erlang", "dt_append_vm_tag_data", 1, argument},
    {"erlang", "dt_get_tag", 0, undefined},
    {"erlang", "dt_get_tag_data", 0, undefined},
    {"erlang", "dt_prepend_vm_tag_data", 1, argument},
    {"erlang", "dt_put_tag", 1, undefined},
    {"erlang", "dt_restore_tag", 1, restore_tag},
    {"erlang", "dt_spread_tag", 1, spread_tag},
};

}  // namespace

constinit const BifTable kErlangTagBifs = kTable;

}  // namespace linac

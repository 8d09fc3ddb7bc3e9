// SPDX-License-Identifier: Apache-2.0
//
// Module `net_kernel`: what OTP's `io` asks of it without any network.
#include "bifs/tables.h"
#include "term/atom.h"

namespace linac {

namespace {

// Whether the I/O server behind a process understands Unicode requests: every local one does.
Term dflag_unicode_io_1(Context& context, const Term* arguments) {
  return arguments[0].is_local_pid() ? atoms::kTrue : context.badarg();
}

constexpr Bif kTable[] = {
    {"net_kernel", "dflag_unicode_io", 1, dflag_unicode_io_1},
};

}  // namespace

constinit const BifTable kNetKernelBifs = kTable;

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// The drivers of the network by the names that ports/driver_table.cpp has for them.
#pragma once

#include "ports/driver.h"

namespace linac {

std::unique_ptr<PortDriver> start_tcp(Context&, Port&, const PortSettings&, Term& error);
std::unique_ptr<PortDriver> start_udp(Context&, Port&, const PortSettings&, Term& error);
/// Looks names up, in the way of OTP's program inet_gethost.
std::unique_ptr<PortDriver> start_resolver(Context&, Port&, const PortSettings&, Term& error);

}  // namespace linac

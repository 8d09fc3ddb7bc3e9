// SPDX-License-Identifier: Apache-2.0
//
// Which functions OTP's emulator has in C as BIFs: what programs are told is a BIF. Some that are
// written in C++ here are Erlang code there, or functions of native libraries, or not there yet.
// Source: erlang:system_info(snifs) of OTP 25.
#pragma once

#include <cstdint>
#include <string_view>

namespace linac {

/// Precondition: the function is one of bif_tables().
bool is_bif_in_otp(std::string_view module, std::string_view function, uint32_t arity);

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// What the NIFs of OTP's module `prim_file` have in common: paths and offsets as arguments, results
// and errors of the host's files as terms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platforms/file_system.h"
#include "runtime/context.h"
#include "term/term.h"

namespace linac {

/// {error, Reason}.
Term file_error(Context& context, const std::string& name);
/// `ok`, or the error.
Term file_outcome(Context& context, const FileResult& result);
/// A #file_info{} as prim_file makes it: times in seconds.
Term file_info_record(Context& context, const FileInfo& info);

/// A path as prim_file:internal_name2native/1 makes it, without the zero bytes at its end; nothing
/// if it is none.
std::optional<std::string> read_path(Term binary);

/// An integer of 64 bits.
std::optional<int64_t> read_int64(Term term);

/// Offsets and sizes: numbers that are not negative. False: `failure` is what the NIF returns,
/// after an exception if one of the terms is no number.
bool read_sizes(Context& context, const Term* terms, size_t count, int64_t* sizes, Term& failure);

/// What an operation costs that has moved so many bytes.
void use_file_reductions(Context& context, int64_t bytes);

}  // namespace linac

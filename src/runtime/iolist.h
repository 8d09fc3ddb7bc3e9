// SPDX-License-Identifier: Apache-2.0
//
// I/O lists: bytes, binaries and lists of these, nested to any depth, turned into bytes. The
// nesting costs heap memory of C++, not its stack. Source: "Data Types, iolist()" of the Erlang
// reference manual.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "memory/heap.h"
#include "term/term.h"

namespace linac {

/// Appends the bytes of an I/O list or a binary. False if `term` is neither.
bool append_iolist(Term term, std::vector<uint8_t>& bytes);

/// Number of bytes, or nothing if `term` is no I/O list.
std::optional<uint64_t> iolist_size(Term term);

/// The same with bitstrings of any size among the elements: the bitstring they make one after
/// another, or the non-value.
Term bitlist_to_bitstring(Heap& heap, Term term);

}  // namespace linac

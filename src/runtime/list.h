// SPDX-License-Identifier: Apache-2.0
//
// Lists as whole values: length, joining, reversing, building from elements. For
// interpreter, compiled code and BIFs. Nothing recurses; results lie in one piece of the heap.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "memory/heap.h"
#include "term/layout.h"

namespace linac {

/// Number of elements, or -1 if `list` is no proper list.
int64_t list_length(Term list);

/// A list of `elements` that goes on with `rest`.
Term make_list(Heap& heap, std::span<const Term> elements, Term rest = Term::nil());

/// The list of a UTF-8 text's code points. Precondition: the text is valid.
Term unicode_list(Heap& heap, std::string_view utf8);

/// `front ++ back`; the non-value if `front` is no proper list.
Term list_append(Heap& heap, Term front, Term back);

/// The elements of `list` in reverse order before `rest`; the non-value if `list` is no proper
/// list.
Term list_reverse(Heap& heap, Term list, Term rest);

}  // namespace linac

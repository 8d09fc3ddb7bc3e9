// SPDX-License-Identifier: Apache-2.0
//
// Pids, ports and references of any node by what distinguishes them: node, creation, numbers.
#pragma once

#include "term/atom.h"
#include "term/external_tags.h"
#include "term/layout.h"

namespace linac {

/// The numbers of another node's identifier that count: zeros behind a reference's last other one
/// do not.
inline uint32_t external_numbers(Term term) {
  const Word* const at = term.address();
  uint32_t count = header_size(at[0]) + 1 - kExternalNumbersOffset;
  if (!is_external(term, ExternalType::kReference)) return count;
  while (count > 1 && at[kExternalNumbersOffset + count - 1] == 0) --count;
  return count;
}

/// A pid, port or reference of any node as it is ordered.
struct Identifier {
  explicit Identifier(Term term) {
    if (!term.is_pointer()) {
      const uint32_t bits = term.is_local_pid() ? kPidNumberBits : 32;
      numbers[0] = term.special_number() & ((Word{1} << bits) - 1);
      numbers[1] = term.special_number() >> bits;
      count = 2;
    } else if (const Word* const at = term.address(); is_reference(term)) {
      numbers[0] = at[1] & 0xffffffff;
      numbers[1] = at[1] >> 32;
      numbers[2] = at[2] & 0xffffffff;
      count = 3;
      while (count > 1 && numbers[count - 1] == 0) --count;
    } else {
      node = Term(at[kExternalNodeOffset]);
      creation = at[kExternalCreationOffset];
      count = external_numbers(term);
      const bool highest_first = !is_external(term, ExternalType::kReference);
      for (uint32_t i = 0; i < count; ++i) {
        numbers[highest_first ? count - 1 - i : i] = at[kExternalNumbersOffset + i];
      }
    }
  }

  Term node = atoms::kNodeNoHost;
  Word creation = 0;
  uint32_t count = 0;
  Word numbers[kMaxReferenceNumbers] = {};  ///< the most significant last
};

}  // namespace linac

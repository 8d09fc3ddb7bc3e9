// SPDX-License-Identifier: Apache-2.0
//
// erlang: phash/2 and phash2/1,2.
#include "bifs/argument.h"
#include "bifs/portable_hash.h"
#include "bifs/tables.h"

namespace linac {

namespace {

constexpr int64_t kMaxRange = int64_t{1} << 32;

Term phash(Context& context, const Term* arguments) {
  const std::optional<int64_t> range = read_integer(arguments[1], 1, kMaxRange);
  if (!range) return context.badarg();
  return Term::small(1 + portable_hash(arguments[0]) % *range);
}

Term phash2_1(Context&, const Term* arguments) {
  constexpr uint32_t kDefaultMask = (1 << 27) - 1;
  return Term::small(portable_hash2(arguments[0]) & kDefaultMask);
}

Term phash2_2(Context& context, const Term* arguments) {
  const std::optional<int64_t> range = read_integer(arguments[1], 1, kMaxRange);
  if (!range) return context.badarg();
  return Term::small(portable_hash2(arguments[0]) % *range);
}

constexpr Bif kTable[] = {
    {"erlang", "phash", 2, phash},
    {"erlang", "phash2", 1, phash2_1},
    {"erlang", "phash2", 2, phash2_2},
};

}  // namespace

constinit const BifTable kErlangHashBifs = kTable;

}  // namespace linac

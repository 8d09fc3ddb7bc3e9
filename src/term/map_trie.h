// SPDX-License-Identifier: Apache-2.0
//
// Large maps: persistent hash-array-mapped tries, as in OTP. A node holds up to 16 children and in
// `aux` the bitmap of which; child i leads to the keys whose hash has i in the four bits of the
// node's level. A child is a leaf, the cons cell [Key | Value], or a node. After eight levels the
// hash is used up and the key is hashed anew with another salt, so keys whose hashes agree only go
// deeper. Invariants: a node but the root with one child has a node there, so a set of keys has one
// shape, and 16 children in the order of their bits come in the order of OTP's; nothing that exists
// is changed.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "memory/heap.h"
#include "term/hash.h"
#include "term/layout.h"

namespace linac {

/// The way to a key through a trie: which child to take on each level.
class MapPath {
 public:
  /// The way from `level` on.
  explicit MapPath(Term key, uint32_t level = 0)
      : key_(key),
        level_(level),
        hash_(hash_map_key(key, level / kLevelsPerHash) >> level % kLevelsPerHash * 4) {}

  uint32_t level() const { return level_; }
  uint32_t bit() const { return 1u << (hash_ & 15); }
  void descend() {
    hash_ =
        ++level_ % kLevelsPerHash != 0 ? hash_ >> 4 : hash_map_key(key_, level_ / kLevelsPerHash);
  }

 private:
  static constexpr uint32_t kLevelsPerHash = 8;
  Term key_;
  uint32_t level_;
  uint32_t hash_;
};

/// Negative or positive as `a` comes before or after `b` in the order of iteration. The keys
/// differ.
int compare_map_paths(Term a, Term b);

/// The value at `key`, or the non-value.
Term trie_get(Term map, Term key);

/// `map` with `key` set to `value`; with `exact`, the non-value if it was not there.
Term trie_put(Heap& heap, Term map, Term key, Term value, bool exact = false);

/// `map`, which has more keys than a flat map may have by at least two, without `key`.
Term trie_remove(Heap& heap, Term map, Term key);

/// All pairs of both; where both have a key, the pair of `second`. Subtrees stay shared.
Term trie_merge(Heap& heap, Term first, Term second);

/// A map of pairs in any order. Of equal keys the last one counts; with `unique` the result is the
/// non-value then. It is flat if so few keys are left. `pairs` is used as scratch space.
Term make_trie(Heap& heap, Term* pairs, uint32_t count, bool unique);

/// The same in steps, for maps so large that other processes shall run meanwhile. Terms of the
/// pairs must stay where they are.
class TrieBuilder {
 public:
  TrieBuilder(Heap& heap, std::vector<Term> pairs);
  ~TrieBuilder();
  /// Goes on for about `pairs` pairs, of which it takes off those it has dealt with; each has to be
  /// dealt with several times. True when the map is there.
  bool run(int64_t& pairs);
  Term map() const;

 private:
  struct Steps;
  std::unique_ptr<Steps> steps_;
};

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// What the verifier knows at one point of a function: of each register, of the frame, of the heap
// space reserved. States meet where control flow joins; the result is what holds on both ways.
// Invariant: `meet` only ever forgets, so that the verifier's iteration ends.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "beam/file.h"

namespace linac::beam {

inline constexpr uint16_t kAnyType = 0x3fff;

enum class ValueKind : uint8_t {
  kUndefined,  ///< any bits: neither to be read nor to be seen by a collection
  kTerm,
  kException,  ///< x0 ... x3 on entry to a handler: for try_case and catch_end only
  kCatch,      ///< tag of `catch`
  kTry,        ///< tag of `try`
};

/// A register's contents. 8 bytes.
struct Value {
  static constexpr uint8_t kExactSize = 1;  ///< a tuple has exactly `number` elements
  static constexpr uint8_t kFresh = 2;      ///< made by setelement/3, and nothing collected since

  static constexpr uint8_t kMaybe = 4;  ///< kException: or a term, on another way

  ValueKind kind = ValueKind::kUndefined;
  uint8_t flags = 0;
  uint16_t types = 0;   ///< kTerm: kType... bits, never 0
  uint32_t number = 0;  ///< kTerm: if it is a tuple, its least size; tags: index in HandlerSets

  bool is_term() const { return kind == ValueKind::kTerm; }
  bool is_tag() const { return kind == ValueKind::kCatch || kind == ValueKind::kTry; }
  bool operator==(const Value& other) const = default;

  static Value term(uint16_t types) { return {ValueKind::kTerm, 0, types, 0}; }
  static Value any() { return term(kAnyType); }
  /// A tuple of exactly `size` elements.
  static Value tuple(uint32_t size) { return {ValueKind::kTerm, kExactSize, kTypeTuple, size}; }
};

/// Sets of labels that a catch or try tag may stand for; more than one where ways join inside
/// different scopes.
class HandlerSets {
 public:
  static constexpr uint32_t kTooMany = 0xffffffff;

  /// Index of the set of that label alone, or kTooMany.
  uint32_t single(uint32_t label);
  /// Index of the union, or kTooMany.
  uint32_t join(uint32_t left, uint32_t right);
  const std::vector<uint32_t>& labels(uint32_t set) const { return sets_[set]; }
  void clear();

 private:
  uint32_t intern(std::vector<uint32_t> labels);
  std::vector<std::vector<uint32_t>> sets_;
  std::map<std::vector<uint32_t>, uint32_t> index_;
};

/// The value that holds whichever of the two holds. Nothing if they cannot both be right (a handler
/// is active on one way only).
bool meet(const Value& left, const Value& right, HandlerSets& handlers, Value& result);

struct State {
  static constexpr int32_t kNoFrame = -1;
  /// Ways with different frames have joined: code that ends in an exception is shared so. The y
  /// registers known are those that both frames have.
  static constexpr int32_t kMixedFrame = -3;

  int32_t frame = kNoFrame;     ///< number of y registers
  uint32_t heap_words = 0;      ///< reserved and not yet used
  uint32_t allocated_at = 0;    ///< instruction that made the frame
  bool builds_binary = false;   ///< between bs_init2 and its like and the last bs_put_...
  std::vector<Value> x;         ///< registers past the end are undefined
  std::vector<Value> y;         ///< as many as `frame`, or fewer if it is mixed
  std::vector<uint8_t> floats;  ///< 1: the float register holds a number

  size_t bytes() const {
    return sizeof(State) + (x.size() + y.size()) * sizeof(Value) + floats.size();
  }
};

/// Result of merging a state into the one at a label.
enum class Merge { kSame, kChanged, kConflict };

/// Makes `target` what holds in both. On a conflict fills `message`. `clears_frame` is told the
/// allocating instructions if the two frames were made by different ones.
Merge merge_state(State& target, const State& source, HandlerSets& handlers,
                  std::vector<uint8_t>& clears_frame, std::string& message);

}  // namespace linac::beam

// SPDX-License-Identifier: Apache-2.0
//
// Searching bytes for one pattern or for many at once, of which the match that starts first counts,
// and of those that start there the longest. Time is proportional to the text, however many
// patterns there are, and a search can be interrupted anywhere. Invariant: patterns are not empty.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "memory/resource.h"

namespace linac {

/// What is searched for; programs hold it compiled (binary:compile_pattern/1).
class BytePatterns final : public Resource {
 public:
  static constexpr ResourceType kType = ResourceType::kBytePatterns;
  /// Precondition: there are patterns, none of them empty.
  explicit BytePatterns(const std::vector<std::string>& patterns);

  bool is_single() const { return !single_.empty(); }
  /// The pattern, if it is a single one.
  const std::string& single() const { return single_; }

  // --- many: the states of an automaton that reads the text (Aho and Corasick, 1975)

  using State = uint32_t;
  static constexpr State kStart = 0;
  State next(State state, uint8_t byte) const {
    return next_[state * class_count_ + classes_[byte]];
  }
  /// How many of the last bytes are the beginning of a pattern.
  uint32_t depth(State state) const { return depths_[state]; }
  /// The longest pattern that ends here; 0: none does.
  uint32_t longest(State state) const { return longest_[state]; }

 private:
  void build(const std::vector<std::string>& patterns);
  State add_state(uint32_t depth);
  void link_states();

  std::string single_;
  std::array<uint16_t, 256> classes_{};  ///< bytes that are in no pattern are all of class 0
  uint32_t class_count_ = 1;
  std::vector<State> next_;
  std::vector<uint32_t> depths_;
  std::vector<uint32_t> longest_;
};

class ByteSearch {
 public:
  struct Match {
    size_t start;
    size_t length;
  };
  enum class Outcome : uint8_t { kFound, kNothing, kInterrupted };

  /// Searches text[from, end). Both have to live as long as this.
  ByteSearch(const BytePatterns& patterns, std::span<const uint8_t> text, size_t from, size_t end)
      : patterns_(patterns), text_(text), at_(from), end_(end) {}

  /// Goes on for about `bytes` bytes, which it takes off.
  Outcome run(int64_t& bytes);
  /// What has been found. The next run() searches behind it.
  Match found() const { return *found_; }

 private:
  Outcome run_single(int64_t& bytes);
  Outcome run_many(int64_t& bytes);

  const BytePatterns& patterns_;
  std::span<const uint8_t> text_;
  size_t at_;
  size_t end_;
  BytePatterns::State state_ = BytePatterns::kStart;
  std::optional<Match> found_;
  bool is_complete_ = false;  ///< what is in `found_` has been handed out
};

}  // namespace linac

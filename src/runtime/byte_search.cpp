// SPDX-License-Identifier: Apache-2.0
#include "runtime/byte_search.h"

#include <algorithm>
#include <cstring>

namespace linac {

namespace {

/// The first place of `pattern` in text[from, end); `end` if there is none.
size_t find_bytes(std::span<const uint8_t> text, size_t from, size_t end,
                  const std::string& pattern) {
  const uint8_t* const base = text.data();
  const void* const found = pattern.size() == 1
                                ? std::memchr(base + from, pattern[0], end - from)
                                : memmem(base + from, end - from, pattern.data(), pattern.size());
  if (found == nullptr) return end;
  return static_cast<size_t>(static_cast<const uint8_t*>(found) - base);
}

}  // namespace

BytePatterns::BytePatterns(const std::vector<std::string>& patterns) : Resource(kType) {
  if (patterns.size() == 1) {
    single_ = patterns[0];
  } else {
    build(patterns);
  }
}

BytePatterns::State BytePatterns::add_state(uint32_t depth) {
  const auto state = static_cast<State>(depths_.size());
  depths_.push_back(depth);
  longest_.push_back(0);
  next_.resize(next_.size() + class_count_, kStart);
  return state;
}

void BytePatterns::build(const std::vector<std::string>& patterns) {
  for (const std::string& pattern : patterns) {
    for (const char byte : pattern) {
      uint16_t& its_class = classes_[static_cast<uint8_t>(byte)];
      if (its_class == 0) its_class = static_cast<uint16_t>(class_count_++);
    }
  }
  add_state(0);
  for (const std::string& pattern : patterns) {
    State state = kStart;
    for (const char byte : pattern) {
      const size_t edge = state * class_count_ + classes_[static_cast<uint8_t>(byte)];
      if (next_[edge] == kStart) {
        const State added = add_state(depths_[state] + 1);
        next_[edge] = added;
      }
      state = next_[edge];
    }
    longest_[state] = depths_[state];
  }
  link_states();
}

/// Where there is no edge, the one of the longest end of the bytes read that is a beginning, too.
void BytePatterns::link_states() {
  std::vector<State> ends(depths_.size(), kStart);
  std::vector<State> queue{kStart};
  for (size_t i = 0; i < queue.size(); ++i) {
    const State state = queue[i];
    longest_[state] = std::max(longest_[state], longest_[ends[state]]);
    for (uint32_t its_class = 1; its_class < class_count_; ++its_class) {
      State& next = next_[state * class_count_ + its_class];
      const State of_end = state == kStart ? kStart : next_[ends[state] * class_count_ + its_class];
      if (next == kStart) {
        next = of_end;
      } else {
        ends[next] = of_end;
        queue.push_back(next);
      }
    }
  }
}

ByteSearch::Outcome ByteSearch::run(int64_t& bytes) {
  if (is_complete_) {
    at_ = found_->start + found_->length;
    found_.reset();
    state_ = BytePatterns::kStart;
    is_complete_ = false;
  }
  const Outcome outcome = patterns_.is_single() ? run_single(bytes) : run_many(bytes);
  is_complete_ = outcome == Outcome::kFound;
  return outcome;
}

ByteSearch::Outcome ByteSearch::run_single(int64_t& bytes) {
  const std::string& pattern = patterns_.single();
  if (end_ - at_ < pattern.size()) return Outcome::kNothing;
  // A part that is shorter than the pattern would make no headway.
  const size_t part =
      std::max(static_cast<size_t>(std::max<int64_t>(bytes, 1)), 4 * pattern.size());
  const size_t starts = std::min(part, end_ - at_ - pattern.size() + 1);
  const size_t part_end = at_ + starts + pattern.size() - 1;
  const size_t place = find_bytes(text_, at_, part_end, pattern);
  if (place != part_end) {
    bytes -= static_cast<int64_t>(place - at_ + pattern.size());
    found_ = Match{place, pattern.size()};
    return Outcome::kFound;
  }
  bytes -= static_cast<int64_t>(starts);
  at_ += starts;
  return end_ - at_ < pattern.size() ? Outcome::kNothing : Outcome::kInterrupted;
}

ByteSearch::Outcome ByteSearch::run_many(int64_t& bytes) {
  const size_t part_end =
      at_ + std::min(end_ - at_, static_cast<size_t>(std::max<int64_t>(bytes, 1)));
  const size_t before = at_;
  BytePatterns::State state = state_;
  bool is_over = false;
  while (at_ < part_end) {
    state = patterns_.next(state, text_[at_]);
    ++at_;
    // What is being read starts behind the match, and so would all to come.
    if (found_ && at_ - patterns_.depth(state) > found_->start) {
      is_over = true;
      break;
    }
    const uint32_t length = patterns_.longest(state);
    if (length == 0) continue;
    const size_t start = at_ - length;
    if (!found_ || start < found_->start || (start == found_->start && length > found_->length)) {
      found_ = Match{start, length};
    }
  }
  state_ = state;
  bytes -= static_cast<int64_t>(at_ - before);
  if (!is_over && at_ < end_) return Outcome::kInterrupted;
  return found_ ? Outcome::kFound : Outcome::kNothing;
}

}  // namespace linac

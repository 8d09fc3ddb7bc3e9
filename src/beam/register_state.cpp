// SPDX-License-Identifier: Apache-2.0
//
// Meets of values and states; see register_state.h.
#include "beam/register_state.h"

#include <algorithm>

namespace linac::beam {
namespace {

constexpr size_t kMaxHandlersOfOneTag = 64;
constexpr size_t kMaxHandlerSets = 4096;

Value meet_terms(const Value& left, const Value& right) {
  Value result = Value::term(left.types | right.types);
  result.flags = left.flags & right.flags & Value::kFresh;
  // What is known of a tuple's size survives a way on which the value is no tuple.
  const bool left_tuple = left.types & kTypeTuple, right_tuple = right.types & kTypeTuple;
  if (left_tuple && right_tuple) {
    result.number = std::min(left.number, right.number);
    if (left.number == right.number) result.flags |= left.flags & right.flags & Value::kExactSize;
  } else if (left_tuple || right_tuple) {
    const Value& tuple = left_tuple ? left : right;
    result.number = tuple.number;
    result.flags |= tuple.flags & Value::kExactSize;
  }
  return result;
}

/// Meets the registers of `source` into `target`; registers past an end are undefined.
Merge merge_x(std::vector<Value>& target, const std::vector<Value>& source, HandlerSets& handlers) {
  bool changed = false;
  if (target.size() > source.size()) {
    target.resize(source.size());
    changed = true;
  }
  for (size_t i = 0; i < target.size(); i++) {
    if (target[i] == source[i]) continue;
    Value result;
    meet(target[i], source[i], handlers, result);  // no tag is ever in an X register
    changed |= !(result == target[i]);
    target[i] = result;
  }
  return changed ? Merge::kChanged : Merge::kSame;
}

Merge merge_y(std::vector<Value>& target, const std::vector<Value>& source, HandlerSets& handlers,
              std::string& message) {
  bool changed = false;
  for (size_t i = 0; i < target.size(); i++) {
    if (target[i] == source[i]) continue;
    Value result;
    if (!meet(target[i], source[i], handlers, result)) {
      message = "y" + std::to_string(i) + " holds an active catch on one way only";
      return Merge::kConflict;
    }
    changed |= !(result == target[i]);
    target[i] = result;
  }
  return changed ? Merge::kChanged : Merge::kSame;
}

bool merge_floats(std::vector<uint8_t>& target, const std::vector<uint8_t>& source) {
  bool changed = false;
  if (target.size() > source.size()) {
    target.resize(source.size());
    changed = true;
  }
  for (size_t i = 0; i < target.size(); i++) {
    if (target[i] > source[i]) {
      target[i] = 0;
      changed = true;
    }
  }
  return changed;
}

}  // namespace

void HandlerSets::clear() {
  sets_.clear();
  index_.clear();
}

uint32_t HandlerSets::intern(std::vector<uint32_t> labels) {
  const auto found = index_.find(labels);
  if (found != index_.end()) return found->second;
  if (sets_.size() >= kMaxHandlerSets || labels.size() > kMaxHandlersOfOneTag) return kTooMany;
  const uint32_t index = static_cast<uint32_t>(sets_.size());
  index_.emplace(labels, index);
  sets_.push_back(std::move(labels));
  return index;
}

uint32_t HandlerSets::single(uint32_t label) { return intern({label}); }

uint32_t HandlerSets::join(uint32_t left, uint32_t right) {
  std::vector<uint32_t> labels;
  std::set_union(sets_[left].begin(), sets_[left].end(), sets_[right].begin(), sets_[right].end(),
                 std::back_inserter(labels));
  return intern(std::move(labels));
}

bool meet(const Value& left, const Value& right, HandlerSets& handlers, Value& result) {
  if (left == right) {
    result = left;
    return true;
  }
  if (left.is_tag() || right.is_tag()) {
    if (left.kind != right.kind) return false;
    result = left;
    result.number = handlers.join(left.number, right.number);
    return result.number != HandlerSets::kTooMany;
  }
  result = {};
  if (left.kind == ValueKind::kUndefined || right.kind == ValueKind::kUndefined) return true;
  if (left.is_term() && right.is_term()) {
    result = meet_terms(left, right);
  } else {
    result.kind = ValueKind::kException;
    result.flags = Value::kMaybe;
  }
  return true;
}

namespace {

/// Frames of different sizes join: only what raises can follow, and y registers that both have
/// stay.
bool mix_frames(State& target, const State& source, std::vector<uint8_t>& clears_frame,
                std::string& message) {
  for (const State* state : {static_cast<const State*>(&target), &source}) {
    for (const Value& value : state->y) {
      if (value.is_tag()) {
        message = "a catch is active where frames of different sizes join";
        return false;
      }
      if (value.kind == ValueKind::kUndefined) clears_frame[state->allocated_at] = 1;
    }
  }
  target.frame = State::kMixedFrame;
  target.y.resize(std::min(target.y.size(), source.y.size()));
  return true;
}

}  // namespace

Merge merge_state(State& target, const State& source, HandlerSets& handlers,
                  std::vector<uint8_t>& clears_frame, std::string& message) {
  bool changed = false;
  if (target.frame != source.frame || target.y.size() != source.y.size()) {
    changed = target.frame != State::kMixedFrame || source.y.size() < target.y.size();
    if (!mix_frames(target, source, clears_frame, message)) return Merge::kConflict;
  }
  const Merge y = merge_y(target.y, source.y, handlers, message);
  if (y == Merge::kConflict) return y;
  changed |= y == Merge::kChanged;
  changed |= merge_x(target.x, source.x, handlers) == Merge::kChanged;
  changed |= merge_floats(target.floats, source.floats);
  const bool two_frames = target.frame != State::kNoFrame && source.frame != State::kNoFrame;
  if (two_frames && target.allocated_at != source.allocated_at) {
    clears_frame[target.allocated_at] = clears_frame[source.allocated_at] = 1;
  }
  if (source.heap_words < target.heap_words) {
    target.heap_words = source.heap_words;
    changed = true;
  }
  if (target.builds_binary && !source.builds_binary) {
    target.builds_binary = false;
    changed = true;
  }
  return changed ? Merge::kChanged : Merge::kSame;
}

}  // namespace linac::beam

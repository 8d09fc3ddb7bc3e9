// SPDX-License-Identifier: Apache-2.0
//
// A list of things that each have a key of their own: a process's links, monitors, aliases. Nearly
// all are short and searched as they are; a long one (a supervisor's links) has an index, so that
// no operation takes time in proportion to its length. Invariant: keys are different; the index is
// there exactly while the list is long.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace linac {

/// `KeyOf::of(const T&)` is a uint64_t.
template <typename T, typename KeyOf>
class KeyedList {
 public:
  T* find(uint64_t key) {
    if (index_ != nullptr) {
      auto found = index_->find(key);
      return found == index_->end() ? nullptr : &items_[found->second];
    }
    for (T& item : items_) {
      if (KeyOf::of(item) == key) return &item;
    }
    return nullptr;
  }
  bool contains(uint64_t key) { return find(key) != nullptr; }

  /// Precondition: no item has this key.
  T& add(T item) {
    const uint64_t key = KeyOf::of(item);
    items_.push_back(std::move(item));
    if (index_ != nullptr) {
      index_->emplace(key, static_cast<uint32_t>(items_.size() - 1));
    } else if (items_.size() > kLong) {
      make_index();
    }
    return items_.back();
  }

  /// Takes out the item of a key; false if there is none. A short list stays in order.
  bool remove(uint64_t key, T* taken = nullptr) {
    T* const item = find(key);
    if (item == nullptr) return false;
    if (taken != nullptr) *taken = std::move(*item);
    if (index_ == nullptr) {
      items_.erase(items_.begin() + (item - items_.data()));
      return true;
    }
    index_->erase(key);
    if (item != &items_.back()) {
      *item = std::move(items_.back());
      (*index_)[KeyOf::of(*item)] = static_cast<uint32_t>(item - items_.data());
    }
    items_.pop_back();
    if (items_.size() <= kShort) {
      index_.reset();
      items_.shrink_to_fit();
    }
    return true;
  }

  /// Takes everything out.
  std::vector<T> take() {
    index_.reset();
    return std::exchange(items_, {});
  }
  void clear() { take(); }

  bool empty() const { return items_.empty(); }
  size_t size() const { return items_.size(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  static constexpr size_t kLong = 16;
  static constexpr size_t kShort = 8;

  void make_index() {
    index_ = std::make_unique<std::unordered_map<uint64_t, uint32_t>>();
    for (size_t i = 0; i < items_.size(); ++i) {
      index_->emplace(KeyOf::of(items_[i]), static_cast<uint32_t>(i));
    }
  }

  std::vector<T> items_;
  std::unique_ptr<std::unordered_map<uint64_t, uint32_t>> index_;
};

}  // namespace linac

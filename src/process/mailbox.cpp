// SPDX-License-Identifier: Apache-2.0
#include "process/mailbox.h"

#include <algorithm>

namespace linac {

Mailbox::~Mailbox() {
  while (first_ != nullptr) {
    Message* next = first_->next;
    delete first_;
    first_ = next;
  }
}

void Mailbox::push(Term message) {
  *last_ = new Message{nullptr, message};
  last_ = &(*last_)->next;
  ++size_;
}

void Mailbox::remove() {
  Message* message = *position_;
  *position_ = message->next;
  if (last_ == &message->next) last_ = position_;
  if (markers_ != nullptr) {
    for (Marker& marker : markers_->all) {
      if (marker.place == &message->next) marker.place = position_;
    }
  }
  delete message;
  --size_;
  position_ = &first_;
}

int64_t Mailbox::reserve_marker() {
  if (markers_ == nullptr) markers_ = std::make_unique<Markers>();
  Marker& marker =
      *std::min_element(std::begin(markers_->all), std::end(markers_->all),
                        [](const Marker& a, const Marker& b) { return a.number < b.number; });
  marker = {++markers_->last_number, {}, last_};
  return marker.number;
}

void Mailbox::bind_marker(int64_t number, const Word* reference) {
  if (markers_ == nullptr || number <= 0) return;
  for (Marker& marker : markers_->all) {
    if (marker.number == number) std::copy_n(reference, 2, marker.reference);
  }
}

Mailbox::Marker* Mailbox::find_marker(const Word* reference) {
  if (markers_ == nullptr) return nullptr;
  for (Marker& marker : markers_->all) {
    const bool is_bound = marker.place != nullptr && marker.reference[0] != 0;
    if (is_bound && std::equal(reference, reference + 2, marker.reference)) return &marker;
  }
  return nullptr;
}

void Mailbox::clear_marker(const Word* reference) {
  if (Marker* marker = find_marker(reference)) *marker = {};
}

void Mailbox::use_marker(const Word* reference) {
  if (const Marker* marker = find_marker(reference)) position_ = marker->place;
}

void Mailbox::show(RootVisitor& visitor) {
  for (Message* message = first_; message != nullptr; message = message->next) {
    if (message->term.is_pointer()) visitor.visit({&message->term, 1});
  }
}

}  // namespace linac

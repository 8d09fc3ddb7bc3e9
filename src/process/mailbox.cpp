// SPDX-License-Identifier: Apache-2.0
#include "process/mailbox.h"

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
  delete message;
  --size_;
  position_ = &first_;
}

void Mailbox::show(RootVisitor& visitor) {
  for (Message* message = first_; message != nullptr; message = message->next) {
    if (message->term.is_pointer()) visitor.visit({&message->term, 1});
  }
}

}  // namespace linac

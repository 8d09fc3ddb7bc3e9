// SPDX-License-Identifier: Apache-2.0
//
// A mailbox: messages in order of arrival and the place selective receive has come to. Message
// terms lie on the receiver's heap, so the queue is a root of its collections.
#pragma once

#include <cstdint>

#include "memory/roots.h"
#include "term/term.h"

namespace linac {

class Mailbox {
 public:
  Mailbox() = default;
  ~Mailbox();
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  void push(Term message);
  /// The message at the receive pointer, or the non-value when all have been looked at.
  Term peek() const { return *position_ != nullptr ? (*position_)->term : Term::non_value(); }
  /// Leaves the message in the queue and looks at the next one.
  void skip() { position_ = &(*position_)->next; }
  /// Takes the message at the receive pointer out and starts over.
  void remove();
  /// The next receive starts with the first message.
  void restart() { position_ = &first_; }

  uint32_t size() const { return size_; }
  /// The messages are roots of the receiver's collections.
  void show(RootVisitor& visitor);
  template <typename Function>
  void for_each(Function function) const {
    for (const Message* message = first_; message != nullptr; message = message->next)
      function(message->term);
  }

 private:
  struct Message {
    Message* next;
    Term term;
  };
  Message* first_ = nullptr;
  Message** last_ = &first_;
  Message** position_ = &first_;
  uint32_t size_ = 0;
};

}  // namespace linac

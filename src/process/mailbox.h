// SPDX-License-Identifier: Apache-2.0
//
// A mailbox: messages in order of arrival and the place selective receive has come to. Message
// terms lie on the receiver's heap, so the queue is a root of its collections.
//
// A marker is a place that a receive may start at: messages before it came before a reference was
// made, so they cannot hold it. Invariant: a marker's place is the pointer to the first message
// behind it, as the receive pointer's is.
#pragma once

#include <cstdint>
#include <memory>

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

  // The recv_marker instructions. There are a few markers; reserving one more forgets the oldest,
  // and a receive by a marker that is not there starts with the first message.

  /// Marks the end of the queue. Returns a number to bind the marker by.
  int64_t reserve_marker();
  /// From now on the marker of that number is found by a reference's two words.
  void bind_marker(int64_t number, const Word* reference);
  void clear_marker(const Word* reference);
  /// The receive that begins now starts at the marker of the reference.
  void use_marker(const Word* reference);

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
  struct Marker {
    int64_t number = 0;  ///< of its reservation; 0: free
    Word reference[2] = {};
    Message** place = nullptr;
  };
  struct Markers {
    static constexpr uint32_t kCount = 8;
    Marker all[kCount];
    int64_t last_number = 0;
  };
  Marker* find_marker(const Word* reference);

  Message* first_ = nullptr;
  Message** last_ = &first_;
  Message** position_ = &first_;
  uint32_t size_ = 0;
  std::unique_ptr<Markers> markers_;  ///< once one has been reserved
};

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// The atom table: an open-addressed hash table of indices, and entries in index order. Texts are
// kept in blocks that never move.
#include "term/atom.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "term/utf8.h"

namespace linac {

namespace {

constexpr std::string_view kPredefinedTexts[] = {
#define LINAC_ATOM(name, text) text,
#include "term/atom.def"
#undef LINAC_ATOM
};

constexpr uint32_t kNoIndex = ~uint32_t{0};
constexpr size_t kTextBlockBytes = 32 * 1024;

/// FNV-1a.
uint32_t hash_text(std::string_view text) {
  uint32_t hash = 2166136261;
  for (const char c : text) hash = (hash ^ static_cast<uint8_t>(c)) * 16777619;
  return hash ^ (hash >> 15);
}

class AtomTable {
 public:
  AtomTable() : slots_(2048, kNoIndex) {
    for (const std::string_view text : kPredefinedTexts) append(text, hash_text(text));
  }

  uint32_t size() const { return static_cast<uint32_t>(entries_.size()); }
  std::string_view text(uint32_t index) const { return entries_[index].text; }

  uint32_t find(std::string_view text, uint32_t hash) const {
    const size_t mask = slots_.size() - 1;
    for (size_t i = hash & mask; slots_[i] != kNoIndex; i = (i + 1) & mask) {
      const Entry& entry = entries_[slots_[i]];
      if (entry.hash == hash && entry.text == text) return slots_[i];
    }
    return kNoIndex;
  }

  /// Precondition: the text is valid, is not in the table, and there is room.
  uint32_t insert(std::string_view text, uint32_t hash) { return append(keep(text), hash); }

 private:
  struct Entry {
    std::string_view text;
    uint32_t hash;
  };

  /// A copy of a text that lasts for ever.
  std::string_view keep(std::string_view text) {
    if (text.size() > text_left_) {
      text_blocks_.push_back(std::make_unique<char[]>(kTextBlockBytes));
      text_next_ = text_blocks_.back().get();
      text_left_ = kTextBlockBytes;
    }
    char* const at = text_next_;
    std::copy(text.begin(), text.end(), at);
    text_next_ += text.size();
    text_left_ -= text.size();
    return {at, text.size()};
  }

  uint32_t append(std::string_view text, uint32_t hash) {
    if ((entries_.size() + 1) * 2 > slots_.size()) grow();
    const uint32_t index = size();
    entries_.push_back({text, hash});
    fill_slot(hash, index);
    return index;
  }

  void fill_slot(uint32_t hash, uint32_t index) {
    const size_t mask = slots_.size() - 1;
    size_t i = hash & mask;
    while (slots_[i] != kNoIndex) i = (i + 1) & mask;
    slots_[i] = index;
  }

  void grow() {
    slots_.assign(slots_.size() * 2, kNoIndex);
    for (uint32_t index = 0; index < size(); ++index) fill_slot(entries_[index].hash, index);
  }

  std::vector<Entry> entries_;
  std::vector<uint32_t> slots_;  // size is a power of two
  std::vector<std::unique_ptr<char[]>> text_blocks_;
  char* text_next_ = nullptr;
  size_t text_left_ = 0;
};

AtomTable& table() {
  static AtomTable* const the_table = new AtomTable;  // never destroyed: atoms last for ever
  return *the_table;
}

}  // namespace

Term intern(std::string_view utf8) {
  const uint32_t hash = hash_text(utf8);
  const uint32_t found = table().find(utf8, hash);
  if (found != kNoIndex) return Term::atom(found);
  const int length = atom_length(utf8);
  if (length < 0 || length > static_cast<int>(kMaxAtomCharacters)) return Term::non_value();
  if (table().size() >= kMaxAtoms) return Term::non_value();
  return Term::atom(table().insert(utf8, hash));
}

Term intern_latin1(std::string_view latin1) {
  if (latin1.size() > kMaxAtomCharacters) return Term::non_value();
  std::string utf8;
  for (const char c : latin1) append_utf8(utf8, static_cast<uint8_t>(c));
  return intern(utf8);
}

Term find_atom(std::string_view utf8) {
  const uint32_t found = table().find(utf8, hash_text(utf8));
  return found == kNoIndex ? Term::non_value() : Term::atom(found);
}

std::string_view atom_text(Term atom) { return table().text(atom.atom_index()); }

uint32_t atom_count() { return table().size(); }

int atom_length(std::string_view utf8) {
  auto at = reinterpret_cast<const uint8_t*>(utf8.data());
  const uint8_t* const end = at + utf8.size();
  int characters = 0;
  while (at != end) {
    uint32_t code_point;
    const int size = decode_utf8(at, end, &code_point);
    if (size == 0) return -1;
    at += size;
    ++characters;
  }
  return characters;
}

int compare_atoms(Term a, Term b) {
  if (a == b) return 0;
  return atom_text(a).compare(atom_text(b));  // UTF-8 sorts like the code points
}

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// Changes copy the nodes on the way to a key. Merging and building recurse once per level, of which
// there are about as many as the number of keys has hexadecimal digits.
#include "term/map_trie.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>
#include <vector>

#include "term/compare.h"
#include "term/map.h"
#include "term/work_stack.h"

namespace linac {

namespace {

constexpr uint32_t kMaxChildren = 16;

bool is_root(const Word* node) { return header_kind(node[0]) == Kind::kMapRoot; }
uint32_t bitmap_of(const Word* node) { return header_aux(node[0]); }
uint32_t first_child(const Word* node) { return is_root(node) ? 2 : 1; }
uint32_t node_words(const Word* node) { return 1 + header_size(node[0]); }

/// Index of the child for `bit` among a node's words, or where it would stand.
uint32_t child_place(const Word* node, uint32_t bit) {
  return first_child(node) + static_cast<uint32_t>(std::popcount(bitmap_of(node) & (bit - 1)));
}

Term make_leaf(Heap& heap, Term key, Term value) { return heap.cons(key, value); }

Term make_node(Heap& heap, uint32_t bitmap, const Word* children) {
  const auto count = static_cast<uint32_t>(std::popcount(bitmap));
  Word* const at = heap.allocate(1 + count);
  at[0] = make_header(Kind::kMapNode, count, bitmap);
  std::copy_n(children, count, at + 1);
  return Term::pointer(Tag::kMap, at);
}

Term make_root(Heap& heap, uint32_t bitmap, const Word* children, uint32_t size) {
  const auto count = static_cast<uint32_t>(std::popcount(bitmap));
  Word* const at = heap.allocate(2 + count);
  at[0] = make_header(Kind::kMapRoot, 1 + count, bitmap);
  at[1] = Term::small(size).bits();
  std::copy_n(children, count, at + 2);
  return Term::pointer(Tag::kMap, at);
}

void set_size(Term map, uint32_t size) { map.address()[1] = Term::small(size).bits(); }

Term copy_with_child_replaced(Heap& heap, const Word* node, uint32_t place, Term child) {
  Word* const at = heap.allocate(node_words(node));
  std::memcpy(at, node, node_words(node) * sizeof(Word));
  at[place] = child.bits();
  return Term::pointer(Tag::kMap, at);
}

Term copy_with_child_added(Heap& heap, const Word* node, uint32_t bit, Term child) {
  const uint32_t place = child_place(node, bit);
  Word* const at = heap.allocate(node_words(node) + 1);
  at[0] = make_header(header_kind(node[0]), header_size(node[0]) + 1, bitmap_of(node) | bit);
  std::copy(node + 1, node + place, at + 1);
  at[place] = child.bits();
  std::copy(node + place, node + node_words(node), at + place + 1);
  return Term::pointer(Tag::kMap, at);
}

Term copy_with_child_removed(Heap& heap, const Word* node, uint32_t bit) {
  const uint32_t place = child_place(node, bit);
  Word* const at = heap.allocate(node_words(node) - 1);
  at[0] = make_header(header_kind(node[0]), header_size(node[0]) - 1, bitmap_of(node) & ~bit);
  std::copy(node + 1, node + place, at + 1);
  std::copy(node + place + 1, node + node_words(node), at + place);
  return Term::pointer(Tag::kMap, at);
}

/// The nodes from the root down to a place, and which child was taken in each.
struct Step {
  const Word* node;
  uint32_t place;
};
using Steps = WorkStack<Step, 12>;

/// The nodes of `steps` again, with `child` in the place of the lowest one's.
Term copy_path(Heap& heap, Steps& steps, Term child) {
  for (; !steps.empty(); steps.pop()) {
    child = copy_with_child_replaced(heap, steps.top().node, steps.top().place, child);
  }
  return child;
}

/// Two leaves that had one place; `path` leads to that of `leaf`, a level above the result.
Term split(Heap& heap, MapPath path, Term leaf, Term other) {
  MapPath other_path(head(other), path.level() + 1);
  path.descend();
  WorkStack<uint32_t, 12> shared_bits;
  while (path.bit() == other_path.bit()) {
    shared_bits.push(path.bit());
    path.descend();
    other_path.descend();
  }
  Word children[2] = {leaf.bits(), other.bits()};
  if (path.bit() > other_path.bit()) std::swap(children[0], children[1]);
  Word node = make_node(heap, path.bit() | other_path.bit(), children).bits();
  for (; !shared_bits.empty(); shared_bits.pop()) {
    node = make_node(heap, shared_bits.top(), &node).bits();
  }
  return Term(node);
}

// --- merging

class Merger {
 public:
  explicit Merger(Heap& heap) : heap_(heap) {}

  Term merge_maps(Term first, Term second) {
    const uint32_t size = map_size(first) + map_size(second);
    const Term result = merge(first, second, 0);
    // A root that both have contributed to is new, and its size not known before.
    if (result != first && result != second) set_size(result, size - common_);
    return result;
  }

 private:
  /// A leaf, or a node, as the set of children that it is on a level.
  struct Side {
    Side(Term subtree, uint32_t level)
        : is_leaf(subtree.is_cons()),
          leaf(subtree.bits()),
          bitmap(is_leaf ? MapPath(head(subtree), level).bit() : bitmap_of(subtree.address())),
          next(is_leaf ? &leaf : map_children(subtree).data()) {}
    Side(const Side&) = delete;
    bool is_leaf;
    Word leaf;
    uint32_t bitmap;
    const Word* next;
  };

  Term merge(Term first, Term second, uint32_t level) {
    if (first == second) {
      common_ += count_leaves(first);
      return first;
    }
    if (first.is_cons() && second.is_cons() && equal_exact(head(first), head(second))) {
      ++common_;
      return second;
    }
    Side a(first, level);
    Side b(second, level);
    Word children[kMaxChildren];
    uint32_t count = 0;
    bool is_first = !a.is_leaf;
    bool is_second = !b.is_leaf;
    for (uint32_t rest = a.bitmap | b.bitmap; rest != 0; rest &= rest - 1) {
      const uint32_t bit = rest & -rest;
      const Word child_a = a.bitmap & bit ? *a.next++ : kNonValueBits;
      const Word child_b = b.bitmap & bit ? *b.next++ : kNonValueBits;
      Word child = child_a == kNonValueBits ? child_b : child_a;
      if (child_a != kNonValueBits && child_b != kNonValueBits) {
        child = merge(Term(child_a), Term(child_b), level + 1).bits();
      }
      is_first = is_first && child == child_a;
      is_second = is_second && child == child_b;
      children[count++] = child;
    }
    if (is_second) return second;
    if (is_first) return first;
    if (level == 0) return make_root(heap_, a.bitmap | b.bitmap, children, 0);
    return make_node(heap_, a.bitmap | b.bitmap, children);
  }

  static uint32_t count_leaves(Term subtree) {
    if (subtree.is_cons()) return 1;
    uint32_t count = 0;
    for (const Word child : map_children(subtree)) count += count_leaves(Term(child));
    return count;
  }

  Heap& heap_;
  uint32_t common_ = 0;  ///< keys that both have
};

// --- building

struct Pair {
  Term key;
  Term value;
};
static_assert(sizeof(Pair) == 2 * sizeof(Term));

/// The order of bits in which paths differ first: hexadecimal digits of a hash the other way round.
constexpr uint32_t reverse_digits(uint32_t hash) {
  hash = hash >> 16 | hash << 16;
  hash = (hash >> 8 & 0x00ff00ff) | (hash & 0x00ff00ff) << 8;
  return (hash >> 4 & 0x0f0f0f0f) | (hash & 0x0f0f0f0f) << 4;
}

class Builder {
 public:
  Builder(Heap& heap, Pair* pairs) : heap_(heap), pairs_(pairs) {}

  Term build(uint32_t count, bool unique) {
    entries_.reserve(count);
    for (uint32_t i = 0; i < count; ++i) entries_.push_back(entry(i));
    sort(entries_.data(), count);
    if (unite() && unique) return Term::non_value();
    const auto size = static_cast<uint32_t>(entries_.size());
    if (size <= kMaxFlatMapSize) return build_flat();
    make_room();
    return finish(build_children(entries_.data(), entries_.data() + size, 0));
  }

 protected:
  struct Entry {
    uint32_t hash;  ///< digits reversed
    uint32_t index;
  };
  struct Children {
    uint32_t bitmap = 0;
    Word words[kMaxChildren];
  };

  Entry entry(uint32_t index) const {
    return {reverse_digits(hash_map_key(pairs_[index].key, 0)), index};
  }

  void make_room() {
    const uint32_t most = most_words();
    next_ = heap_.allocate(most);
    end_ = next_ + most;
  }

  Term finish(const Children& children) {
    if (next_ != end_) {
      *next_ = make_header(Kind::kFiller, static_cast<uint32_t>(end_ - next_ - 1));
    }
    const auto size = static_cast<uint32_t>(entries_.size());
    return make_root(heap_, children.bitmap, children.words, size);
  }

  static void sort(Entry* entries, size_t count) {
    std::sort(entries, entries + count, [](const Entry& a, const Entry& b) {
      return a.hash != b.hash ? a.hash < b.hash : a.index < b.index;
    });
  }

  /// Leaves one entry of each key, the last pair's. Whether there was more than one.
  bool unite() {
    size_t kept = 0;
    unite(0, entries_.size(), kept);
    const bool united = kept != entries_.size();
    entries_.resize(kept);
    return united;
  }

  /// The same for entries from `first` to `end`; those before have become `kept`.
  void unite(size_t first, size_t end, size_t& kept) {
    for (size_t i = first; i < end; ++i) {
      // Among what is kept, keys with this hash are at the end.
      size_t same = kept;
      while (same > 0 && entries_[same - 1].hash == entries_[i].hash &&
             !equal_exact(key(entries_[same - 1]), key(entries_[i]))) {
        --same;
      }
      const bool found = same > 0 && entries_[same - 1].hash == entries_[i].hash;
      entries_[found ? same - 1 : kept++] = entries_[i];
    }
  }

  Term build_flat() {
    std::vector<Pair> few;
    for (const Entry& entry : entries_) few.push_back(pairs_[entry.index]);
    return make_map(heap_, &few[0].key, static_cast<uint32_t>(few.size()));
  }

  /// Words of all leaves and all nodes of the first eight levels without the root; some more, since
  /// the root's children are counted as well.
  uint32_t most_words() const {
    // Of two neighbours that have a way in common, the first is the first child of so many nodes
    // as it has no way in common with its other neighbour.
    uint32_t nodes = 0;
    uint32_t before = 0;
    for (size_t i = 0; i + 1 < entries_.size(); ++i) {
      const uint32_t difference = entries_[i].hash ^ entries_[i + 1].hash;
      const auto common = static_cast<uint32_t>(std::min(7, std::countl_zero(difference) / 4));
      if (common > before) nodes += common - before;
      before = common;
    }
    return 3 * static_cast<uint32_t>(entries_.size()) + 2 * nodes;
  }

  Children build_children(const Entry* first, const Entry* end, uint32_t level) {
    Children children;
    const uint32_t shift = 28 - level % 8 * 4;
    Word* child = children.words;
    while (first != end) {
      const uint32_t digit = first->hash >> shift & 15;
      const Entry* next = first + 1;
      while (next != end && (next->hash >> shift & 15) == digit) ++next;
      children.bitmap |= 1u << digit;
      *child++ = build_subtree(first, next, level + 1).bits();
      first = next;
    }
    return children;
  }

  Term build_subtree(const Entry* first, const Entry* end, uint32_t level) {
    if (end - first == 1) {
      const Pair& pair = pairs_[first->index];
      return make_cons(take(2), pair.key, pair.value);
    }
    if (level % 8 == 0) return build_collision(first, end, level);
    const Children children = build_children(first, end, level);
    if (level < 8) return make_low_node(children);
    return make_node(heap_, children.bitmap, children.words);
  }

  /// Keys with one hash: it is used up, so they get another one.
  Term build_collision(const Entry* first, const Entry* end, uint32_t level) {
    std::vector<Entry> again(first, end);
    for (Entry& entry : again) {
      entry.hash = reverse_digits(hash_map_key(key(entry), level / 8));
    }
    sort(again.data(), again.size());
    const Children children = build_children(again.data(), again.data() + again.size(), level);
    return make_node(heap_, children.bitmap, children.words);
  }

  /// A node below the root; level 1 to 7.
  Term make_low_node(const Children& children) {
    const auto count = static_cast<uint32_t>(std::popcount(children.bitmap));
    Word* const at = take(1 + count);
    at[0] = make_header(Kind::kMapNode, count, children.bitmap);
    std::copy_n(children.words, count, at + 1);
    return Term::pointer(Tag::kMap, at);
  }

  Term key(const Entry& entry) const { return pairs_[entry.index].key; }
  Word* take(uint32_t words) { return std::exchange(next_, next_ + words); }

  Heap& heap_;
  const Pair* pairs_;
  std::vector<Entry> entries_;
  Word* next_ = nullptr;  ///< of what `most_words` has counted
  Word* end_ = nullptr;
};

}  // namespace

// --- building in steps

/// Entries are put into groups by the first two digits of their hashes, then a group at a time is
/// sorted and, at the end, made a subtree.
struct TrieBuilder::Steps : Builder {
  Steps(Heap& heap, std::vector<Term> terms)
      : Builder(heap, reinterpret_cast<Pair*>(terms.data())),
        kept_alive(std::move(terms)),
        count(static_cast<uint32_t>(kept_alive.size() / 2)) {}

  enum class Stage : uint8_t { kHash, kGroup, kUnite, kBuild, kDone };
  static constexpr uint32_t kGroups = 256;
  static uint32_t group_of(const Entry& entry) { return entry.hash >> 24; }

  bool run(int64_t& pairs) {
    while (stage != Stage::kDone) {
      if (pairs <= 0) return false;
      step(pairs);
    }
    return true;
  }

  void step(int64_t& pairs) {
    const uint32_t first = at;
    const auto part_end = static_cast<uint32_t>(std::min<int64_t>(count, at + pairs));
    switch (stage) {
      case Stage::kHash:
        if (at == 0) entries_.reserve(count);
        for (; at < part_end; ++at) {
          entries_.push_back(entry(at));
          ++ends[group_of(entries_.back())];
        }
        pairs -= at - first;
        if (at == count) begin_grouping();
        break;
      case Stage::kGroup:
        for (; at < part_end; ++at) grouped[ends[group_of(entries_[at])]++] = entries_[at];
        pairs -= at - first;
        if (at == count) begin(Stage::kUnite);
        break;
      case Stage::kUnite:
        pairs -= 2 * int64_t{unite_group()};
        break;
      case Stage::kBuild:
        pairs -= build_group();
        break;
      case Stage::kDone:
        break;
    }
  }

  void begin(Stage next) {
    stage = next;
    at = 0;
    group = 0;
  }

  void begin_grouping() {
    grouped.resize(count);
    uint32_t first = 0;
    for (uint32_t& end : ends) first += std::exchange(end, first);
    begin(Stage::kGroup);
  }

  /// Sorts a group, and leaves one entry of each key. Returns how many entries it has had.
  uint32_t unite_group() {
    if (group == 0) entries_.swap(grouped);
    const uint32_t end = ends[group];
    sort(entries_.data() + at, end - at);
    unite(at, end, kept);
    ends[group] = static_cast<uint32_t>(kept);
    const uint32_t size = end - std::exchange(at, end);
    if (++group == kGroups) begin_building();
    return size;
  }

  void begin_building() {
    entries_.resize(kept);
    if (entries_.size() <= kMaxFlatMapSize) {
      map = build_flat();
      stage = Stage::kDone;
      return;
    }
    make_room();
    begin(Stage::kBuild);
  }

  /// Makes a group the child of the node that it belongs below; that node, after its last group, a
  /// child of the root. Returns how many entries it has.
  uint32_t build_group() {
    const Entry* const entries = entries_.data();
    const uint32_t first = at;
    if (at != ends[group]) {
      low.words[std::popcount(low.bitmap)] =
          build_subtree(entries + at, entries + ends[group], 2).bits();
      low.bitmap |= 1u << (group & 15);
      at = ends[group];
    }
    if ((++group & 15) == 0) end_node();
    return at - first;
  }

  void end_node() {
    if (low.bitmap != 0) {
      const Term only(low.words[0]);
      const bool is_leaf = std::popcount(low.bitmap) == 1 && only.is_cons();
      root.words[std::popcount(root.bitmap)] = (is_leaf ? only : make_low_node(low)).bits();
      root.bitmap |= 1u << (group / 16 - 1);
      low.bitmap = 0;
    }
    if (group < kGroups) return;
    map = finish(root);
    stage = Stage::kDone;
  }

  const std::vector<Term> kept_alive;
  const uint32_t count;
  Stage stage = Stage::kHash;
  uint32_t at = 0;
  uint32_t group = 0;
  size_t kept = 0;
  std::vector<Entry> grouped;
  uint32_t ends[kGroups] = {};  ///< sizes of groups, then where they begin, then where they end
  Children low;
  Children root;
  Term map;
};

TrieBuilder::TrieBuilder(Heap& heap, std::vector<Term> pairs)
    : steps_(std::make_unique<Steps>(heap, std::move(pairs))) {}
TrieBuilder::~TrieBuilder() = default;
bool TrieBuilder::run(int64_t& pairs) { return steps_->run(pairs); }
Term TrieBuilder::map() const { return steps_->map; }

int compare_map_paths(Term a, Term b) {
  MapPath path_a(a);
  MapPath path_b(b);
  while (path_a.bit() == path_b.bit()) {
    path_a.descend();
    path_b.descend();
  }
  return path_a.bit() < path_b.bit() ? -1 : 1;
}

Term trie_get(Term map, Term key) {
  const Word* node = map.address();
  for (MapPath path(key);; path.descend()) {
    if ((bitmap_of(node) & path.bit()) == 0) return Term::non_value();
    const Term child(node[child_place(node, path.bit())]);
    if (child.is_cons()) return equal_exact(head(child), key) ? tail(child) : Term::non_value();
    node = child.address();
  }
}

Term trie_put(Heap& heap, Term map, Term key, Term value, bool exact) {
  Steps steps;
  const Word* node = map.address();
  for (MapPath path(key);; path.descend()) {
    const uint32_t place = child_place(node, path.bit());
    if ((bitmap_of(node) & path.bit()) == 0) {
      if (exact) return Term::non_value();
      const Term leaf = make_leaf(heap, key, value);
      const Term lowest = copy_with_child_added(heap, node, path.bit(), leaf);
      const Term result = copy_path(heap, steps, lowest);
      set_size(result, map_size(map) + 1);
      return result;
    }
    steps.push({node, place});
    const Term child(node[place]);
    if (child.is_cons()) {
      if (equal_exact(head(child), key)) {
        if (tail(child) == value) return map;
        return copy_path(heap, steps, make_leaf(heap, key, value));
      }
      if (exact) return Term::non_value();
      const Term leaf = make_leaf(heap, key, value);
      const Term result = copy_path(heap, steps, split(heap, path, leaf, child));
      set_size(result, map_size(map) + 1);
      return result;
    }
    node = child.address();
  }
}

Term trie_remove(Heap& heap, Term map, Term key) {
  Steps steps;
  const Word* node = map.address();
  MapPath path(key);
  for (;; path.descend()) {
    if ((bitmap_of(node) & path.bit()) == 0) return map;
    const Term child(node[child_place(node, path.bit())]);
    if (child.is_cons()) {
      if (!equal_exact(head(child), key)) return map;
      break;
    }
    steps.push({node, child_place(node, path.bit())});
    node = child.address();
  }
  Term rest;
  if (!is_root(node) && header_size(node[0]) == 2) {
    rest = Term(node[3 - child_place(node, path.bit())]);
  }
  if (rest.is_cons()) {
    // A leaf by itself moves up as far as it is alone.
    while (!is_root(steps.top().node) && header_size(steps.top().node[0]) == 1) steps.pop();
  } else {
    rest = copy_with_child_removed(heap, node, path.bit());
  }
  const Term result = copy_path(heap, steps, rest);
  set_size(result, map_size(map) - 1);
  return result;
}

Term trie_merge(Heap& heap, Term first, Term second) {
  return Merger(heap).merge_maps(first, second);
}

Term make_trie(Heap& heap, Term* pairs, uint32_t count, bool unique) {
  return Builder(heap, reinterpret_cast<Pair*>(pairs)).build(count, unique);
}

}  // namespace linac

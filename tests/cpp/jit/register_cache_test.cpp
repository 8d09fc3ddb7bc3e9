// SPDX-License-Identifier: Apache-2.0
//
// RegisterCache: each promise by itself, then random use as the lowering uses it, on a machine with
// locals and memory, against registers that are just variables.
#include "jit/register_cache.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <tuple>

namespace linac {
namespace {

constexpr Register x(uint32_t number) { return {false, number}; }
constexpr Register y(uint32_t number) { return {true, number}; }

TEST(RegisterCache, FindsWhatWasBound) {
  RegisterCache cache;
  EXPECT_FALSE(cache.find(x(0)));
  const uint32_t local = cache.choose();
  cache.bind(x(0), local, true);
  EXPECT_EQ(cache.find(x(0)), local);
  EXPECT_FALSE(cache.find(y(0)));
  EXPECT_FALSE(cache.find(x(1)));
  ASSERT_EQ(cache.entries().size(), 1u);
  EXPECT_TRUE(cache.entries()[0].dirty);
  cache.mark_clean(x(0));
  EXPECT_FALSE(cache.entries()[0].dirty);
}

TEST(RegisterCache, BindingAgainReplaces) {
  RegisterCache cache;
  const uint32_t first = cache.choose(), second = cache.choose();
  EXPECT_NE(first, second);
  cache.bind(x(3), first, false);
  cache.bind(x(3), second, true);
  EXPECT_EQ(cache.find(x(3)), second);
  EXPECT_EQ(cache.entries().size(), 1u);
}

TEST(RegisterCache, SeveralRegistersShareALocal) {
  RegisterCache cache;
  const uint32_t local = cache.choose();
  cache.bind(x(0), local, false);
  cache.bind(y(0), local, true);
  EXPECT_EQ(cache.find(x(0)), local);
  EXPECT_EQ(cache.find(y(0)), local);
  cache.forget(x(0));
  EXPECT_FALSE(cache.find(x(0)));
  EXPECT_EQ(cache.find(y(0)), local);
  cache.bind(x(0), local, false);
  cache.release(local);
  EXPECT_TRUE(cache.entries().empty());
}

TEST(RegisterCache, PinnedLocalsAreNotGivenAway) {
  RegisterCache cache;
  std::set<uint32_t> chosen;
  for (uint32_t i = 0; i < RegisterCache::kLocals; ++i) {
    const uint32_t local = cache.choose();
    EXPECT_LT(local, RegisterCache::kLocals);
    chosen.insert(local);
    cache.bind(x(i), local, false);
  }
  EXPECT_EQ(chosen.size(), RegisterCache::kLocals);
  // All locals are taken. Pinned by a look-up are all but that of x7.
  cache.unpin_all();
  for (uint32_t i = 0; i < RegisterCache::kLocals; ++i) {
    if (i != 7) cache.find(x(i));
  }
  uint32_t x7 = 0;
  for (const RegisterCache::Entry& entry : cache.entries()) {
    if (entry.reg == x(7)) x7 = entry.local;
  }
  EXPECT_EQ(cache.choose(), x7);
}

TEST(RegisterCache, FreeLocalsAreTakenBeforeOthersGo) {
  RegisterCache cache;
  for (uint32_t i = 0; i < RegisterCache::kLocals; ++i) cache.bind(x(i), cache.choose(), true);
  const uint32_t freed = *cache.find(x(4));
  cache.forget(x(4));
  cache.unpin_all();
  EXPECT_EQ(cache.choose(), freed);
}

TEST(RegisterCache, VictimsTakeTurns) {
  RegisterCache cache;
  for (uint32_t i = 0; i < RegisterCache::kLocals; ++i) cache.bind(x(i), cache.choose(), false);
  std::set<uint32_t> victims;
  for (uint32_t i = 0; i < RegisterCache::kLocals; ++i) {
    cache.unpin_all();
    const uint32_t local = cache.choose();
    cache.release(local);
    cache.bind(x(100 + i), local, false);
    victims.insert(local);
  }
  EXPECT_EQ(victims.size(), RegisterCache::kLocals);
}

TEST(RegisterCache, ForgetsByKind) {
  RegisterCache cache;
  const uint32_t local = cache.choose();
  for (uint32_t i = 0; i < 4; ++i) {
    cache.bind(x(i), local, false);
    cache.bind(y(i), local, false);
  }
  cache.forget_x(2);
  EXPECT_TRUE(cache.find(x(1)));
  EXPECT_FALSE(cache.find(x(2)));
  EXPECT_FALSE(cache.find(x(3)));
  EXPECT_TRUE(cache.find(y(3)));
  cache.forget_y();
  EXPECT_FALSE(cache.find(y(0)));
  EXPECT_TRUE(cache.find(x(0)));
}

TEST(RegisterCache, TrimMovesYRegistersDown) {
  RegisterCache cache;
  const uint32_t first = cache.choose(), second = cache.choose();
  cache.bind(y(1), first, false);
  cache.bind(y(3), second, true);
  cache.bind(x(1), second, false);
  cache.renumber_y(2);
  EXPECT_EQ(cache.find(y(1)), second);
  EXPECT_FALSE(cache.find(y(3)));
  EXPECT_EQ(cache.find(x(1)), second);
  EXPECT_EQ(cache.entries().size(), 2u);
}

TEST(RegisterCache, FullAtItsNumberOfEntriesOldestFirst) {
  RegisterCache cache;
  const uint32_t local = cache.choose();
  for (uint32_t i = 0; i < RegisterCache::kEntries; ++i) {
    EXPECT_FALSE(cache.full());
    cache.bind(x(i), local, false);
  }
  EXPECT_TRUE(cache.full());
  EXPECT_EQ(cache.oldest().reg, x(0));
  cache.forget(x(0));
  EXPECT_FALSE(cache.full());
  EXPECT_EQ(cache.oldest().reg, x(1));
  cache.forget(x(5));
  EXPECT_EQ(cache.oldest().reg, x(1));
}

// Locals, memory and a cache, used as emitted code and lowering use them.
class Machine {
 public:
  explicit Machine(uint32_t seed) : random_(seed) {}

  void step() {
    cache_.unpin_all();
    switch (random_() % 12) {
      case 0:
      case 1:
      case 2:
        write(any());
        break;
      case 3:
      case 4:
        read(any());
        break;
      case 5:
      case 6:
        copy(any(), any());
        break;
      case 7:
        three_operands(any(), any(), any());
        break;
      case 8:
        flush();
        break;
      case 9:
        trim(random_() % 3);
        break;
      case 10:
        kill_x(random_() % 12);
        break;
      default:
        written_by_others(any());
        break;
    }
    check();
  }

 private:
  using Key = std::pair<bool, uint32_t>;
  static Key key(Register reg) { return {reg.is_y, reg.number}; }

  Register any() { return {random_() % 3 == 0, static_cast<uint32_t>(random_() % 16)}; }

  void store(const RegisterCache::Entry& entry) { memory_[key(entry.reg)] = locals_[entry.local]; }

  uint32_t take() {
    const uint32_t local = cache_.choose();
    EXPECT_EQ(busy_.count(local), 0u) << "a pinned local was given away";
    busy_.insert(local);
    for (const RegisterCache::Entry& entry : cache_.entries()) {
      if (entry.local == local && entry.dirty) store(entry);
    }
    cache_.release(local);
    locals_[local] = -1;
    return local;
  }

  void bind(Register reg, uint32_t local, bool dirty) {
    cache_.forget(reg);
    if (cache_.full()) {
      const RegisterCache::Entry oldest = cache_.oldest();
      if (oldest.dirty) store(oldest);
      cache_.forget(oldest.reg);
    }
    cache_.bind(reg, local, dirty);
  }

  uint32_t local_of(Register reg) {
    if (const auto found = cache_.find(reg)) {
      busy_.insert(*found);
      return *found;
    }
    const uint32_t local = take();
    locals_[local] = memory_[key(reg)];
    bind(reg, local, false);
    return local;
  }

  void write(Register reg) {
    busy_.clear();
    const uint32_t local = take();
    locals_[local] = registers_[key(reg)] = ++last_value_;
    bind(reg, local, true);
  }

  void read(Register reg) {
    busy_.clear();
    EXPECT_EQ(locals_[local_of(reg)], registers_[key(reg)]);
  }

  void copy(Register from, Register to) {
    busy_.clear();
    const uint32_t local = local_of(from);
    registers_[key(to)] = registers_[key(from)];
    bind(to, local, true);
  }

  void three_operands(Register a, Register b, Register to) {
    busy_.clear();
    const uint32_t first = local_of(a);
    const uint32_t second = local_of(b);
    const uint32_t result = take();
    EXPECT_EQ(locals_[first], registers_[key(a)]);
    EXPECT_EQ(locals_[second], registers_[key(b)]);
    locals_[result] = registers_[key(to)] = ++last_value_;
    bind(to, result, true);
  }

  void flush() {
    for (const RegisterCache::Entry& entry : cache_.entries()) {
      if (entry.dirty) store(entry);
    }
    const std::vector<RegisterCache::Entry> all(cache_.entries().begin(), cache_.entries().end());
    for (const RegisterCache::Entry& entry : all) cache_.mark_clean(entry.reg);
    for (const auto& [reg, value] : registers_) EXPECT_EQ(memory_[reg], value);
    // Now nothing is lost by forgetting.
    if (random_() % 2 == 0) {
      cache_.forget_y();
      cache_.forget_x(0);
      EXPECT_TRUE(cache_.entries().empty());
    }
  }

  void trim(uint32_t count) {
    cache_.renumber_y(count);
    std::map<Key, int> memory, registers;
    for (const auto& [from, to] : {std::pair(&memory_, &memory), {&registers_, &registers}}) {
      for (const auto& [reg, value] : *from) {
        if (!reg.first) (*to)[reg] = value;
        if (reg.first && reg.second >= count) (*to)[{true, reg.second - count}] = value;
      }
    }
    memory_ = memory;
    registers_ = registers;
  }

  void kill_x(uint32_t live) {
    cache_.forget_x(live);
    for (uint32_t i = live; i < 16; ++i) {
      registers_[{false, i}] = memory_[{false, i}] = ++last_value_;  // someone else's
    }
  }

  void written_by_others(Register reg) {
    memory_[key(reg)] = registers_[key(reg)] = ++last_value_;
    cache_.forget(reg);
  }

  void check() {
    std::set<Key> seen;
    ASSERT_LE(cache_.entries().size(), RegisterCache::kEntries);
    for (const RegisterCache::Entry& entry : cache_.entries()) {
      ASSERT_LT(entry.local, RegisterCache::kLocals);
      ASSERT_TRUE(seen.insert(key(entry.reg)).second) << "two entries for a register";
      ASSERT_EQ(locals_[entry.local], registers_[key(entry.reg)]);
      if (!entry.dirty) {
        ASSERT_EQ(memory_[key(entry.reg)], registers_[key(entry.reg)]);
      }
    }
    for (const auto& [reg, value] : registers_) {
      if (seen.count(reg) == 0) {
        ASSERT_EQ(memory_[reg], value);
      }
    }
  }

  std::mt19937 random_;
  RegisterCache cache_;
  int locals_[RegisterCache::kLocals] = {};
  std::map<Key, int> memory_, registers_;
  std::set<uint32_t> busy_;  // locals in use by the present instruction
  int last_value_ = 0;
};

TEST(RegisterCache, RandomUseLosesNothing) {
  for (uint32_t seed = 0; seed < 50; ++seed) {
    Machine machine(seed);
    for (int i = 0; i < 2000; ++i) {
      machine.step();
      ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed << ", step " << i;
    }
  }
}

}  // namespace
}  // namespace linac

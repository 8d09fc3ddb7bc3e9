// SPDX-License-Identifier: Apache-2.0
#include "code/fun_table.h"

#include <gtest/gtest.h>

#include "code/module.h"
#include "platforms/native/native_platform.h"
#include "term/atom.h"

namespace linac {
namespace {

FunEntry fun(uint32_t index, uint32_t uniq) {
  FunEntry entry;
  entry.module = atoms::kLists;
  entry.function = atoms::kOk;
  entry.index = index;
  entry.uniq = uniq;
  return entry;
}

Word address(const FunEntry* entry) {
  return static_cast<Word>(reinterpret_cast<uintptr_t>(entry));
}

class FunTableTest : public ::testing::Test {
 protected:
  NativePlatform platform_;
  SlotTable slots_{platform_};
  FunTable funs_{slots_};
  Module one_, two_;
};

TEST_F(FunTableTest, VersionsWithTheSameFunShareItsEntry) {
  FunEntry* first = funs_.acquire(fun(0, 17));
  EXPECT_EQ(funs_.acquire(fun(0, 17)), first);
  EXPECT_NE(funs_.acquire(fun(0, 18)), first);
  EXPECT_NE(funs_.acquire(fun(1, 17)), first);
  EXPECT_EQ(funs_.find(atoms::kLists, 0, 17, 0, 0), nullptr) << "there is no code yet";
  funs_.attach(*first, one_, 5);
  EXPECT_EQ(funs_.find(atoms::kLists, 0, 17, 0, 0), first);
  EXPECT_EQ(funs_.find(atoms::kLists, 0, 17, 1, 0), nullptr);
}

TEST_F(FunTableTest, AFunWithoutCodeHasASlotOfItsOwn) {
  FunEntry* entry = funs_.acquire(fun(0, 1));
  funs_.attach(*entry, one_, 5);
  ASSERT_TRUE(funs_.detach(*entry));
  EXPECT_EQ(entry->code, nullptr);
  EXPECT_EQ(slots_[entry->slot].kind, SlotKind::kUnloadedFun);
  EXPECT_EQ(slots_[entry->slot].fun_entry, entry);
  EXPECT_EQ(slots_.reserved(), 1u);
  funs_.attach(*entry, two_, 9);
  EXPECT_EQ(entry->slot, 9u);
  EXPECT_EQ(slots_.reserved(), 0u);
}

TEST_F(FunTableTest, AnEntryThatNeverHadCodeGoesWithItsModule) {
  FunEntry* entry = funs_.acquire(fun(0, 1));
  funs_.acquire(fun(0, 1));
  funs_.release(*entry);
  EXPECT_EQ(funs_.size(), 1u);
  funs_.release(*entry);
  EXPECT_EQ(funs_.size(), 0u);
}

TEST_F(FunTableTest, ASweepLeavesWhatIsReferredTo) {
  FunEntry* entries[4];
  for (uint32_t i = 0; i < 4; ++i) {
    entries[i] = funs_.acquire(fun(i, 1));
    funs_.attach(*entries[i], one_, 10 + i);
    ASSERT_TRUE(funs_.detach(*entries[i]));
    if (i != 0) funs_.release(*entries[i]);
  }
  entries[1]->in_area = true;
  EXPECT_TRUE(funs_.is_unloaded(address(entries[3])));
  funs_.sweep({address(entries[2])});
  EXPECT_EQ(funs_.size(), 3u) << "one is in a module, one in an area, one referred to";
  EXPECT_EQ(slots_.reserved(), 3u);
  funs_.release(*entries[0]);
  funs_.sweep({});
  EXPECT_EQ(funs_.size(), 1u);
}

TEST_F(FunTableTest, ASweepIsWantedWhenManyHaveNoCode) {
  EXPECT_FALSE(funs_.wants_sweep());
  for (uint32_t i = 0; i < 300; ++i) {
    FunEntry* entry = funs_.acquire(fun(i, 1));
    funs_.attach(*entry, one_, 1000 + i);
    ASSERT_TRUE(funs_.detach(*entry));
    funs_.release(*entry);
  }
  EXPECT_TRUE(funs_.wants_sweep());
  funs_.sweep({});
  EXPECT_EQ(funs_.size(), 0u);
  EXPECT_FALSE(funs_.wants_sweep());
}

}  // namespace
}  // namespace linac

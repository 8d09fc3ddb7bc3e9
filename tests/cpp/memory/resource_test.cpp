// SPDX-License-Identifier: Apache-2.0
#include "memory/resource.h"

#include <gtest/gtest.h>

#include "memory/copy.h"
#include "memory/process_heap.h"
#include "term/compare.h"

namespace linac {
namespace {

/// Counts how many of its kind there are.
struct Counted final : Resource {
  static constexpr ResourceType kType = ResourceType::kHash;
  explicit Counted(int& count) : Resource(kType), alive(count) { ++alive; }
  ~Counted() override { --alive; }
  int& alive;
};

struct OtherKind final : Resource {
  static constexpr ResourceType kType = ResourceType::kMac;
  OtherKind() : Resource(kType) {}
};

TEST(Resource, LivesAsLongAsAnyCopyOfItsReference) {
  int alive = 0;
  auto first = std::make_unique<BlockHeap>();
  auto second = std::make_unique<BlockHeap>();
  const Term reference = make_resource(*first, 7, std::make_unique<Counted>(alive));
  const Term copy = copy_term(second->cons(reference, Term::nil()), *second);
  EXPECT_EQ(alive, 1);
  EXPECT_TRUE(equal_exact(head(copy), reference));
  first.reset();
  EXPECT_EQ(alive, 1);
  EXPECT_NE(resource_of<Counted>(head(copy)), nullptr);
  second.reset();
  EXPECT_EQ(alive, 0);
}

TEST(Resource, IsFoundByItsOwnTypeOnly) {
  BlockHeap heap;
  const Term reference = make_resource(heap, 1, std::make_unique<OtherKind>());
  EXPECT_TRUE(is_reference(reference));
  EXPECT_NE(resource_of<OtherKind>(reference), nullptr);
  EXPECT_EQ(resource_of<Counted>(reference), nullptr);
  EXPECT_EQ(resource_of<OtherKind>(Term::small(1)), nullptr);
  EXPECT_EQ(resource_of<OtherKind>(heap.cons(reference, Term::nil())), nullptr);
  const Term other = make_resource(heap, 2, std::make_unique<OtherKind>());
  EXPECT_FALSE(equal_exact(reference, other));
}

}  // namespace
}  // namespace linac

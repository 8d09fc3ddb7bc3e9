// SPDX-License-Identifier: Apache-2.0
#include "ets/table.h"

#include <algorithm>

#include "ets/hash_rows.h"
#include "ets/tree_rows.h"

namespace linac {

namespace {

/// Locks of a table with write concurrency, by which OTP goes through its buckets.
constexpr uint32_t kLocks = 64;

/// Takes out what has been deleted while a hash table was fixed.
class Purge final : public TableOperation {
 public:
  bool step(Table& table, size_t count) override { return table.hash().purge(count); }
};

}  // namespace

Table::Table(const TableOptions& table_options, Term table_name, uint64_t table_owner)
    : options(table_options), name(table_name), owner(table_owner), rows(empty_rows()) {}

HashRows& Table::hash() { return static_cast<HashRows&>(*rows); }
TreeRows& Table::tree() { return static_cast<TreeRows&>(*rows); }

std::unique_ptr<Rows> Table::empty_rows() const {
  if (is_tree()) return std::make_unique<TreeRows>(key_index());
  uint32_t stride = options.write_concurrency == atoms::kFalse ? 1 : kLocks;
  if (options.fixed_locks != 0) stride = options.fixed_locks;
  return std::make_unique<HashRows>(options.type, key_index(), stride);
}

bool Table::allows(Access access, uint64_t process) const {
  if (access == Access::kInfo || process == owner) return true;
  if (options.protection == Protection::kPublic) return true;
  return options.protection == Protection::kProtected && access == Access::kRead;
}

void Table::update_fixed() {
  if (is_deleted()) return;
  rows->set_fixed(is_fixed());
  const bool has_marks = !is_fixed() && !is_tree() && hash().has_marks();
  if (has_marks && operation == nullptr) operation = std::make_shared<Purge>();
}

bool Table::fix(uint64_t process) {
  auto found = std::find_if(fixations.begin(), fixations.end(),
                            [&](const Fixation& fixation) { return fixation.process == process; });
  if (found != fixations.end()) {
    ++found->count;
    return false;
  }
  fixations.push_back({process, 1});
  update_fixed();
  return true;
}

bool Table::unfix(uint64_t process, bool all) {
  auto found = std::find_if(fixations.begin(), fixations.end(),
                            [&](const Fixation& fixation) { return fixation.process == process; });
  if (found == fixations.end()) return false;
  if (!all && --found->count > 0) return false;
  fixations.erase(found);
  update_fixed();
  return true;
}

void Table::pin() {
  if (pins_++ == 0) update_fixed();
}

void Table::unpin() {
  if (--pins_ == 0) update_fixed();
}

}  // namespace linac

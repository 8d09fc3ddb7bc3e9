// SPDX-License-Identifier: Apache-2.0
//
// Multi-way branches: a jump table where values are dense, else a binary search. Immediates compare
// as words; other constants (big integers, boxed floats, literals) one by one.
#include <algorithm>

#include "jit/lowering.h"

namespace linac {

using wasm::LocalIndex;

namespace {
constexpr size_t kLinearCases = 4;
// A table is worth it when at least every fourth entry is used.
constexpr uint64_t kMaxTableSpread = 4;
}  // namespace

void Lowering::lower_select_val() {
  const auto otherwise = static_cast<uint32_t>(operand(1).value);
  const auto elements = code_.elements_of(operand(2));
  const LocalIndex value = local_of(operand(0));
  std::vector<Case> cases;
  for (size_t i = 0; i + 1 < elements.size(); i += 2) {
    const auto label = static_cast<uint32_t>(elements[i + 1].value);
    const Term constant = constant_term(module_, elements[i]);
    if (constant.is_immediate()) {
      cases.push_back({static_cast<int64_t>(constant.bits()), label});
      continue;
    }
    a_->local_get(value);
    linker_.push_term(*a_, module_, elements[i]);
    call(Primitive::kEqualExact);
    branch_if(label);
  }
  select_cases(value, cases, otherwise);
}

void Lowering::lower_select_tuple_arity() {
  const auto otherwise = static_cast<uint32_t>(operand(1).value);
  const auto elements = code_.elements_of(operand(2));
  if (is_register(operand(0))) local_of(operand(0));
  if (!module_.facts.proven[index_]) {
    push_has_tag(operand(0), Tag::kTuple);
    a_->i32_eqz();
    return_call_if(otherwise);
  }
  const LocalIndex arity = temporary();
  push_address(operand(0));
  a_->i64_load32_u(0);
  a_->local_set(arity);
  std::vector<Case> cases;
  for (size_t i = 0; i + 1 < elements.size(); i += 2) {
    cases.push_back({elements[i].value, static_cast<uint32_t>(elements[i + 1].value)});
  }
  select_cases(arity, cases, otherwise);
}

void Lowering::select_cases(LocalIndex value, std::vector<Case>& cases, uint32_t otherwise) {
  std::sort(cases.begin(), cases.end(),
            [](const Case& a, const Case& b) { return a.value < b.value; });
  cases.erase(std::unique(cases.begin(), cases.end(),
                          [](const Case& a, const Case& b) { return a.value == b.value; }),
              cases.end());
  if (cases.size() > kLinearCases) {
    const uint64_t spread =
        static_cast<uint64_t>(cases.back().value) - static_cast<uint64_t>(cases.front().value);
    if (spread < kMaxTableSpread * cases.size()) return select_table(value, cases, otherwise);
  }
  const State saved = state_;
  select_search(value, cases, otherwise);
  state_ = saved;
  branch_to(otherwise);
}

void Lowering::select_table(LocalIndex value, std::span<const Case> cases, uint32_t otherwise) {
  // One block per different label, innermost first, and one around them for no match.
  std::vector<uint32_t> labels;
  for (const Case& each : cases) {
    if (std::find(labels.begin(), labels.end(), each.label) == labels.end()) {
      labels.push_back(each.label);
    }
  }
  const wasm::Label none = a_->block();
  std::vector<wasm::Label> blocks(labels.size());
  for (size_t i = labels.size(); i-- > 0;) blocks[i] = a_->block();

  const int64_t first = cases.front().value;
  const auto spread = static_cast<uint64_t>(cases.back().value) - static_cast<uint64_t>(first);
  const LocalIndex offset = temporary();
  a_->local_get(value);
  a_->i64_const(first);
  a_->i64_sub();
  a_->local_tee(offset);
  a_->i64_const(static_cast<int64_t>(spread));
  a_->i64_gt_u();
  a_->br_if(none);
  std::vector<wasm::Label> targets(spread + 1, none);
  for (const Case& each : cases) {
    const auto at = std::find(labels.begin(), labels.end(), each.label) - labels.begin();
    targets[static_cast<size_t>(each.value - first)] = blocks[static_cast<size_t>(at)];
  }
  a_->local_get(offset);
  a_->i32_wrap_i64();
  a_->br_table(targets, none);
  const State saved = state_;
  for (size_t i = 0; i < labels.size(); ++i) {
    a_->end(blocks[i]);
    state_ = saved;
    branch_to(labels[i]);
  }
  a_->end(none);
  state_ = saved;
  branch_to(otherwise);
}

void Lowering::select_search(LocalIndex value, std::span<const Case> cases, uint32_t otherwise) {
  if (cases.size() > kLinearCases) {
    const size_t middle = cases.size() / 2;
    a_->local_get(value);
    a_->i64_const(cases[middle].value);
    a_->i64_lt_s();
    const wasm::Label lower = a_->if_();
    select_search(value, cases.first(middle), otherwise);
    a_->else_(lower);
    select_search(value, cases.subspan(middle), otherwise);
    a_->end(lower);
    return;
  }
  for (const Case& each : cases) {
    a_->local_get(value);
    a_->i64_const(each.value);
    a_->i64_eq();
    branch_if(each.label);
  }
}

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// ModuleBuilder: the sections as bytes. Function bodies are in code_ already, behind a gap; what
// precedes them is written to a small buffer and copied to the gap's end, what follows is appended.
#include <algorithm>

#include "jit/wasm/module.h"

namespace linac::wasm {
namespace {

enum Section : uint8_t {
  kCustomSection = 0,
  kTypeSection = 1,
  kImportSection = 2,
  kFunctionSection = 3,
  kGlobalSection = 6,
  kExportSection = 7,
  kStartSection = 8,
  kElementSection = 9,
  kCodeSection = 10,
  kDataSection = 11,
  kDataCountSection = 12,
};

enum NameSubsection : uint8_t { kModuleName = 0, kFunctionNames = 1, kLocalNames = 2 };

constexpr uint8_t kMagic[] = {0x00, 'a', 's', 'm', 0x01, 0x00, 0x00, 0x00};
constexpr uint8_t kFunctionForm = 0x60;

std::span<const uint8_t> all(const ByteBuffer& buffer) { return {buffer.data(), buffer.size()}; }

// A section that is a vector: identifier, size, count, entries.
void write_section(ByteBuffer& out, uint8_t id, uint32_t count, const ByteBuffer& entries) {
  out.byte(id);
  out.u32(u32_size(count) + entries.size());
  out.u32(count);
  out.bytes(all(entries));
}

// A section left out when empty.
void write_entries(ByteBuffer& out, Section id, uint32_t count, const ByteBuffer& entries) {
  if (count > 0) write_section(out, id, count, entries);
}

}  // namespace

void ModuleBuilder::write_constant(ByteBuffer& out, const ConstantExpression& expression) {
  const auto opcode = [&out](Opcode code) { out.byte(static_cast<uint8_t>(code)); };
  switch (expression.kind) {
    case ConstantExpression::Kind::kI32:
      opcode(Opcode::i32_const);
      out.s64(static_cast<int64_t>(expression.bits));
      break;
    case ConstantExpression::Kind::kI64:
      opcode(Opcode::i64_const);
      out.s64(static_cast<int64_t>(expression.bits));
      break;
    case ConstantExpression::Kind::kF64:
      opcode(Opcode::f64_const);
      for (int shift = 0; shift < 64; shift += 8) {
        out.byte(static_cast<uint8_t>(expression.bits >> shift));
      }
      break;
    case ConstantExpression::Kind::kGlobal:
      opcode(Opcode::global_get);
      out.u32(static_cast<uint32_t>(expression.bits));
      break;
  }
  opcode(Opcode::end);
}

void ModuleBuilder::reserve_front() {
  // A guess at the sections before the code: what is known now, slots for every function, and some
  // for what is still to come. If it is too small, finish moves the code once.
  constexpr uint32_t kBytesPerFunction = 8;
  constexpr uint32_t kSlack = 4096;
  const uint64_t guess = uint64_t{imports_.size()} + globals_.size() + exports_.size() +
                         uint64_t{type_values_.size()} + uint64_t{types_.size()} * 4 +
                         uint64_t{function_count()} * kBytesPerFunction + kSlack;
  front_ = static_cast<uint32_t>(std::min<uint64_t>(guess, kMaxModuleBytes / 2));
  code_.skip(front_);
}

void ModuleBuilder::write_types(ByteBuffer& front) const {
  ByteBuffer entries;
  for (const FunctionType& type : types_) {
    const ValueType* values = type_values_.data() + type.start;
    entries.byte(kFunctionForm);
    entries.u32(type.parameters);
    for (uint32_t i = 0; i < type.parameters; ++i) entries.byte(static_cast<uint8_t>(*values++));
    entries.u32(type.results);
    for (uint32_t i = 0; i < type.results; ++i) entries.byte(static_cast<uint8_t>(*values++));
  }
  write_entries(front, kTypeSection, static_cast<uint32_t>(types_.size()), entries);
}

void ModuleBuilder::write_functions(ByteBuffer& front) const {
  ByteBuffer entries;
  for (uint32_t i = imported_functions_; i < function_count(); ++i)
    entries.u32(functions_[i].value);
  write_entries(front, kFunctionSection, function_count() - imported_functions_, entries);
}

void ModuleBuilder::write_elements(ByteBuffer& front) const {
  // Flags of a segment: table 0, another table, declared for ref.func only.
  constexpr uint8_t kActive = 0, kActiveInTable = 2, kDeclarative = 3;
  constexpr uint8_t kFunctions = 0;
  ByteBuffer entries;
  for (const Segment& segment : segments_) {
    const bool first_table = segment.table.value == 0;
    entries.byte(first_table ? kActive : kActiveInTable);
    if (!first_table) entries.u32(segment.table.value);
    write_constant(entries, segment.offset);
    if (!first_table) entries.byte(kFunctions);
    entries.u32(segment.count);
    for (uint32_t i = 0; i < segment.count; ++i) {
      entries.u32(segment_functions_[segment.start + i].value);
    }
  }
  uint32_t count = element_count();
  if (!referenced_functions_.empty()) {
    ++count;
    entries.byte(kDeclarative);
    entries.byte(kFunctions);
    entries.u32(static_cast<uint32_t>(referenced_functions_.size()));
    for (const FunctionIndex function : referenced_functions_) entries.u32(function.value);
  }
  write_entries(front, kElementSection, count, entries);
}

void ModuleBuilder::write_front(ByteBuffer& front) const {
  front.bytes(kMagic);
  write_types(front);
  write_entries(front, kImportSection, import_count_, imports_);
  write_functions(front);
  write_entries(front, kGlobalSection, defined_globals_, globals_);
  write_entries(front, kExportSection, static_cast<uint32_t>(export_names_.size()), exports_);
  if (start_) {
    front.byte(kStartSection);
    front.u32(u32_size(start_->value));
    front.u32(start_->value);
  }
  write_elements(front);
  if (data_count_ > 0) {
    front.byte(kDataCountSection);
    front.u32(u32_size(data_count_));
    front.u32(data_count_);
  }
  if (const uint32_t bodies = function_count() - imported_functions_; bodies > 0) {
    front.byte(kCodeSection);
    front.u32(u32_size(bodies) + code_size());
    front.u32(bodies);
  }
}

uint32_t ModuleBuilder::write_local_names(ByteBuffer& out) {
  const auto before = [](const LocalName& a, const LocalName& b) {
    return a.function.value != b.function.value ? a.function.value < b.function.value
                                                : a.local.value < b.local.value;
  };
  const auto same = [](const LocalName& a, const LocalName& b) {
    return a.function.value == b.function.value && a.local.value == b.local.value;
  };
  std::stable_sort(local_names_.begin(), local_names_.end(), before);
  local_names_.erase(std::unique(local_names_.begin(), local_names_.end(), same),
                     local_names_.end());
  uint32_t functions = 0;
  for (auto first = local_names_.begin(); first != local_names_.end(); ++functions) {
    const auto last = std::find_if(first, local_names_.end(), [&](const LocalName& name) {
      return name.function.value != first->function.value;
    });
    out.u32(first->function.value);
    out.u32(static_cast<uint32_t>(last - first));
    for (; first != last; ++first) {
      out.u32(first->local.value);
      out.name(first->name);
    }
  }
  return functions;
}

void ModuleBuilder::write_names() {
  ByteBuffer names;
  if (!name_.empty()) {
    names.byte(kModuleName);
    names.u32(u32_size(static_cast<uint32_t>(name_.size())) + static_cast<uint32_t>(name_.size()));
    names.name(name_);
  }
  if (function_name_count_ > 0) {
    write_section(names, kFunctionNames, function_name_count_, function_names_);
  }
  ByteBuffer locals;
  if (const uint32_t functions = write_local_names(locals); functions > 0) {
    write_section(names, kLocalNames, functions, locals);
  }
  if (names.size() == 0) return;
  constexpr std::string_view kName = "name";
  code_.byte(kCustomSection);
  code_.u32(1 + static_cast<uint32_t>(kName.size()) + names.size());
  code_.name(kName);
  code_.bytes(all(names));
}

FinishedModule ModuleBuilder::finish() {
  FinishedModule module;
  if (in_function_) fail("the module ends inside a function body");
  if (next_body_ != function_count()) fail("a declared function has no body");

  std::sort(referenced_functions_.begin(), referenced_functions_.end(),
            [](FunctionIndex a, FunctionIndex b) { return a.value < b.value; });
  referenced_functions_.erase(
      std::unique(referenced_functions_.begin(), referenced_functions_.end(),
                  [](FunctionIndex a, FunctionIndex b) { return a.value == b.value; }),
      referenced_functions_.end());

  ByteBuffer front;
  write_front(front);
  if (front.size() > front_) {
    const uint32_t more = front.size() - front_;
    const uint32_t used = code_size();
    code_.skip(more);
    if (!code_.failed()) std::memmove(code_.data() + front.size(), code_.data() + front_, used);
    front_ = front.size();
  }
  write_entries(code_, kDataSection, data_count_, data_);
  write_names();

  const ByteBuffer* buffers[] = {&imports_, &globals_, &exports_, &data_, &function_names_, &front};
  const bool lost = code_.failed() || std::any_of(std::begin(buffers), std::end(buffers),
                                                  [](const auto* b) { return b->failed(); });
  const uint32_t start = front_ - front.size();
  if (lost || code_.size() - start > max_bytes_) fail("the module is too large");
  if (!error_.empty()) {
    module.error_ = error_;
    return module;
  }
  std::memcpy(code_.data() + start, front.data(), front.size());
  module.start_ = start;
  module.size_ = code_.size() - start;
  module.buffer_ = std::move(code_);
  return module;
}

}  // namespace linac::wasm

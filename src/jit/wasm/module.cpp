// SPDX-License-Identifier: Apache-2.0
//
// ModuleBuilder: the index spaces and the definitions. Sections are written in module_sections.cpp.
#include "jit/wasm/module.h"

#include <algorithm>

#include "jit/wasm/text.h"

namespace linac::wasm {
namespace {

enum ImportKind : uint8_t { kFunctionKind, kTableKind, kMemoryKind, kGlobalKind };
constexpr uint32_t kMaxPages = 65'536;
constexpr uint8_t kFuncRef = static_cast<uint8_t>(ValueType::kFuncRef);

std::optional<ValueType> constant_type(const ConstantExpression& expression) {
  switch (expression.kind) {
    case ConstantExpression::Kind::kI32:
      return ValueType::kI32;
    case ConstantExpression::Kind::kI64:
      return ValueType::kI64;
    case ConstantExpression::Kind::kF64:
      return ValueType::kF64;
    case ConstantExpression::Kind::kGlobal:
      break;
  }
  return std::nullopt;
}

// Reads what ByteBuffer::u32 wrote, and steps over it.
uint32_t read_u32(const uint8_t*& p) {
  uint32_t value = 0;
  for (int shift = 0;; shift += 7) {
    const uint8_t byte = *p++;
    value |= static_cast<uint32_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

}  // namespace

ConstantExpression ConstantExpression::i32(int32_t value) {
  return {Kind::kI32, static_cast<uint64_t>(static_cast<int64_t>(value))};
}
ConstantExpression ConstantExpression::i64(int64_t value) {
  return {Kind::kI64, static_cast<uint64_t>(value)};
}
ConstantExpression ConstantExpression::f64(double value) {
  return {Kind::kF64, __builtin_bit_cast(uint64_t, value)};
}
ConstantExpression ConstantExpression::global(GlobalIndex global) {
  return {Kind::kGlobal, global.value};
}

ModuleBuilder::ModuleBuilder(std::string_view name, uint32_t max_bytes)
    : name_(name_section_text(name)),
      max_bytes_(std::min(max_bytes, kMaxModuleBytes)),
      code_(kMaxModuleBytes) {}

void ModuleBuilder::fail(std::string_view message) {
  if (error_.empty()) error_ = message;
}

TypeIndex ModuleBuilder::type(std::span<const ValueType> parameters,
                              std::span<const ValueType> results) {
  if (parameters.size() > kMaxParameters || results.size() > kMaxResults) {
    fail("a function type has too many parameters or results");
    return {};
  }
  std::string key(parameters.size() + 1 + results.size(), '\0');
  const auto letter = [](ValueType value) { return static_cast<char>(value); };
  std::transform(parameters.begin(), parameters.end(), key.begin(), letter);
  std::transform(results.begin(), results.end(), key.begin() + parameters.size() + 1, letter);
  const auto [entry, is_new] =
      type_indexes_.try_emplace(std::move(key), static_cast<uint32_t>(types_.size()));
  if (!is_new) return {entry->second};
  if (types_.size() == kMaxTypes) {
    fail("the module has too many types");
    return {};
  }
  types_.push_back({static_cast<uint32_t>(type_values_.size()),
                    static_cast<uint32_t>(parameters.size()),
                    static_cast<uint32_t>(results.size())});
  type_values_.insert(type_values_.end(), parameters.begin(), parameters.end());
  type_values_.insert(type_values_.end(), results.begin(), results.end());
  return {entry->second};
}

// Imports.

bool ModuleBuilder::check_name(std::string_view name) {
  if (name.size() > kMaxNameBytes) {
    fail("the name of an import or export is too long");
    return false;
  }
  if (!is_utf8(name)) {
    fail("the name of an import or export is not UTF-8");
    return false;
  }
  return true;
}

bool ModuleBuilder::import_entry(std::string_view module, std::string_view field, uint8_t kind) {
  if (!check_name(module) || !check_name(field)) return false;
  if (import_count_ == kMaxImports) {
    fail("the module has too many imports");
    return false;
  }
  ++import_count_;
  imports_.name(module);
  imports_.name(field);
  imports_.byte(kind);
  return true;
}

void ModuleBuilder::import_limits(uint32_t minimum, std::optional<uint32_t> maximum) {
  if (maximum && *maximum < minimum) fail("an import's maximum size is below its minimum");
  imports_.byte(maximum ? 1 : 0);
  imports_.u32(minimum);
  if (maximum) imports_.u32(*maximum);
}

FunctionIndex ModuleBuilder::import_function(std::string_view module, std::string_view field,
                                             TypeIndex type, std::string_view name) {
  if (imported_functions_ != function_count()) {
    fail("a function is imported after one was declared");
    return {};
  }
  if (!signature(type)) {
    fail("an imported function has no type");
    return {};
  }
  if (!import_entry(module, field, kFunctionKind)) return {};
  imports_.u32(type.value);
  name_function(name);
  functions_.push_back(type);
  next_body_ = ++imported_functions_;
  return {imported_functions_ - 1};
}

MemoryIndex ModuleBuilder::import_memory(std::string_view module, std::string_view field,
                                         uint32_t minimum, std::optional<uint32_t> maximum) {
  if (memory_count_ > 0) {
    fail("a module has one memory");
    return {};
  }
  if (minimum > kMaxPages || maximum.value_or(0) > kMaxPages) {
    fail("a memory has at most 65536 pages");
    return {};
  }
  if (!import_entry(module, field, kMemoryKind)) return {};
  import_limits(minimum, maximum);
  return {memory_count_++};
}

TableIndex ModuleBuilder::import_table(std::string_view module, std::string_view field,
                                       uint32_t minimum, std::optional<uint32_t> maximum) {
  if (!import_entry(module, field, kTableKind)) return {};
  imports_.byte(kFuncRef);
  import_limits(minimum, maximum);
  return {table_count_++};
}

GlobalIndex ModuleBuilder::import_global(std::string_view module, std::string_view field,
                                         ValueType type, Mutability mutability) {
  if (!global_types_.empty() && !global_types_.back().imported) {
    fail("a global is imported after one was defined");
    return {};
  }
  if (!import_entry(module, field, kGlobalKind)) return {};
  imports_.byte(static_cast<uint8_t>(type));
  imports_.byte(static_cast<uint8_t>(mutability));
  global_types_.push_back({type, mutability, true});
  return {static_cast<uint32_t>(global_types_.size() - 1)};
}

// Definitions.

bool ModuleBuilder::check_constant(const ConstantExpression& expression, ValueType type) {
  if (const auto constant = constant_type(expression)) {
    if (*constant == type) return true;
    fail("a constant expression has the wrong type");
    return false;
  }
  const auto global = global_type({static_cast<uint32_t>(expression.bits)});
  if (!global || !global->imported || global->mutability != Mutability::kConstant ||
      global->type != type) {
    fail("a constant expression needs an imported constant global of its type");
    return false;
  }
  return true;
}

GlobalIndex ModuleBuilder::define_global(ValueType type, Mutability mutability,
                                         ConstantExpression initial) {
  if (global_types_.size() == kMaxGlobals) {
    fail("the module has too many globals");
    return {};
  }
  if (!check_constant(initial, type)) return {};
  globals_.byte(static_cast<uint8_t>(type));
  globals_.byte(static_cast<uint8_t>(mutability));
  write_constant(globals_, initial);
  global_types_.push_back({type, mutability, false});
  ++defined_globals_;
  return {static_cast<uint32_t>(global_types_.size() - 1)};
}

void ModuleBuilder::name_function(std::string_view name) {
  if (name.empty()) return;
  function_names_.u32(function_count());
  function_names_.name(name_section_text(name));
  ++function_name_count_;
}

FunctionIndex ModuleBuilder::declare_function(TypeIndex type, std::string_view name) {
  if (function_count() == kMaxFunctions) {
    fail("the module has too many functions");
    return {};
  }
  if (!signature(type)) {
    fail("a function has no type");
    return {};
  }
  name_function(name);
  functions_.push_back(type);
  return {function_count() - 1};
}

Assembler& ModuleBuilder::begin_function(FunctionIndex function) {
  if (in_function_) fail("a function body begins inside another");
  if (function.value != next_body_ || function.value >= function_count()) {
    fail("function bodies are not in the order of declaration");
  }
  if (front_ == 0) reserve_front();
  in_function_ = true;
  const auto known = function_type(function);
  const auto type = known ? signature(*known) : std::nullopt;
  assembler_.begin(function, type ? static_cast<uint32_t>(type->parameters.size()) : 0);
  return assembler_;
}

void ModuleBuilder::end_function() {
  if (!in_function_) {
    fail("a function body ends that has not begun");
    return;
  }
  assembler_.finish();
  in_function_ = false;
  ++next_body_;
  if (code_.failed() || code_size() > max_bytes_) fail("the module is too large");
}

void ModuleBuilder::export_entry(std::string_view name, uint8_t kind, uint32_t index,
                                 uint32_t count) {
  if (!check_name(name)) return;
  if (index >= count) return fail("what is exported does not exist");
  if (export_names_.size() == kMaxExports) return fail("the module has too many exports");
  if (!export_names_.emplace(name).second) return fail("two exports have one name");
  exports_.name(name);
  exports_.byte(kind);
  exports_.u32(index);
}

void ModuleBuilder::export_function(std::string_view name, FunctionIndex function) {
  export_entry(name, kFunctionKind, function.value, function_count());
}
void ModuleBuilder::export_table(std::string_view name, TableIndex table) {
  export_entry(name, kTableKind, table.value, table_count_);
}
void ModuleBuilder::export_memory(std::string_view name, MemoryIndex memory) {
  export_entry(name, kMemoryKind, memory.value, memory_count_);
}
void ModuleBuilder::export_global(std::string_view name, GlobalIndex global) {
  export_entry(name, kGlobalKind, global.value, static_cast<uint32_t>(global_types_.size()));
}

ElementIndex ModuleBuilder::add_elements(TableIndex table, ConstantExpression offset,
                                         std::span<const FunctionIndex> functions) {
  if (table.value >= table_count_) {
    fail("an element segment's table does not exist");
    return {};
  }
  if (!check_constant(offset, ValueType::kI32)) return {};
  if (segments_.size() == kMaxElementSegments ||
      functions.size() > kMaxTableElements - segment_functions_.size()) {
    fail("the module has too many table elements");
    return {};
  }
  for (const FunctionIndex function : functions) {
    if (function.value >= function_count()) {
      fail("an element segment names a function that does not exist");
      return {};
    }
  }
  segments_.push_back({table, offset, static_cast<uint32_t>(segment_functions_.size()),
                       static_cast<uint32_t>(functions.size())});
  segment_functions_.insert(segment_functions_.end(), functions.begin(), functions.end());
  return {element_count() - 1};
}

DataIndex ModuleBuilder::add_data_segment(std::optional<ConstantExpression> offset,
                                          std::span<const uint8_t> bytes) {
  if (data_count_ == kMaxDataSegments || bytes.size() > kMaxModuleBytes) {
    fail("the module has too much data");
    return {};
  }
  if (offset) {
    if (memory_count_ == 0) {
      fail("an active data segment needs a memory");
      return {};
    }
    if (!check_constant(*offset, ValueType::kI32)) return {};
    data_.byte(0);
    write_constant(data_, *offset);
  } else {
    data_.byte(1);
  }
  data_.u32(static_cast<uint32_t>(bytes.size()));
  data_.bytes(bytes);
  return {data_count_++};
}

DataIndex ModuleBuilder::add_data(ConstantExpression offset, std::span<const uint8_t> bytes) {
  return add_data_segment(offset, bytes);
}
DataIndex ModuleBuilder::add_passive_data(std::span<const uint8_t> bytes) {
  return add_data_segment(std::nullopt, bytes);
}

void ModuleBuilder::set_start(FunctionIndex function) {
  const auto type = function_type(function);
  const auto known = type ? signature(*type) : std::nullopt;
  if (!known || !known->parameters.empty() || !known->results.empty()) {
    return fail("the start function is not of type [] -> []");
  }
  start_ = function;
}

// What is known.

std::optional<ModuleBuilder::Signature> ModuleBuilder::signature(TypeIndex type) const {
  if (type.value >= types_.size()) return std::nullopt;
  const FunctionType& known = types_[type.value];
  const ValueType* values = type_values_.data() + known.start;
  return Signature{{values, known.parameters}, {values + known.parameters, known.results}};
}

std::optional<TypeIndex> ModuleBuilder::function_type(FunctionIndex function) const {
  if (function.value >= functions_.size()) return std::nullopt;
  return functions_[function.value];
}

std::optional<ModuleBuilder::GlobalType> ModuleBuilder::global_type(GlobalIndex global) const {
  if (global.value >= global_types_.size()) return std::nullopt;
  return global_types_[global.value];
}

std::string_view ModuleBuilder::function_name(FunctionIndex function) const {
  const uint8_t* p = function_names_.data();
  const uint8_t* end = p + function_names_.size();
  while (p != end) {
    const uint32_t index = read_u32(p);
    const uint32_t length = read_u32(p);
    if (index == function.value) return {reinterpret_cast<const char*>(p), length};
    p += length;
  }
  return {};
}

uint32_t ModuleBuilder::code_size() const {
  return code_.failed() ? 0 : std::max(code_.size(), front_) - front_;
}

}  // namespace linac::wasm

// SPDX-License-Identifier: Apache-2.0
//
// The validation algorithm of the WebAssembly specification's appendix.
#include "jit/wasm/validator.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "jit/wasm/module.h"

namespace linac::wasm {
namespace {

// Both spellings of each value type, and single values as spans for block types.
struct TypeName {
  char letter;
  ValueType type;
  const char* text;
};
constexpr TypeName kTypeNames[] = {
    {'i', ValueType::kI32, "i32"},         {'I', ValueType::kI64, "i64"},
    {'f', ValueType::kF32, "f32"},         {'F', ValueType::kF64, "f64"},
    {'r', ValueType::kFuncRef, "funcref"}, {'e', ValueType::kExternRef, "externref"},
};

const TypeName* find_type(ValueType type) {
  for (const TypeName& name : kTypeNames) {
    if (name.type == type) return &name;
  }
  return nullptr;
}

std::string text_of(ValueType type) {
  const TypeName* name = find_type(type);
  return name ? name->text : "no type";
}

ValueType type_of(char letter) {
  for (const TypeName& name : kTypeNames) {
    if (name.letter == letter) return name.type;
  }
  return ValueType::kI32;
}

bool is_reference(ValueType type) {
  return type == ValueType::kFuncRef || type == ValueType::kExternRef;
}

std::string numbered(const char* what, uint32_t index) {
  return std::string(what) + " " + std::to_string(index) + " does not exist";
}

}  // namespace

bool Validator::off() const { return !module_.error().empty(); }

void Validator::fail(const std::string& message) const {
  const std::string_view text = opcode_info(opcode_).text;
  const std::string_view name = module_.function_name(function_);
  std::fprintf(stderr, "wasm function %u (%.*s), instruction %u, %.*s: %s\n", function_.value,
               static_cast<int>(name.size()), name.data(), instructions_,
               static_cast<int>(text.size()), text.data(), message.c_str());
  std::abort();
}

void Validator::begin(FunctionIndex function) {
  function_ = function;
  opcode_ = Opcode::nop;
  instructions_ = 0;
  locals_.clear();
  operands_.clear();
  controls_.clear();
  const auto type = module_.function_type(function);
  const auto signature = type ? module_.signature(*type) : std::nullopt;
  if (!signature) return;
  locals_.assign(signature->parameters.begin(), signature->parameters.end());
  enter_construct(Opcode::block, BlockType(*type), 0);
  operands_.clear();  // a function's parameters are locals, not operands
}

void Validator::finish() {
  if (off()) return;
  start(Opcode::end);
  if (controls_.size() != 1) fail("the body ends inside a block");
  leave_construct();
}

void Validator::start(Opcode opcode) {
  opcode_ = opcode;
  ++instructions_;
  if (controls_.empty()) fail("no function has been begun");
}

// Operands.

void Validator::push(std::span<const ValueType> types) {
  for (const ValueType type : types) push(type);
}

void Validator::push_letters(std::string_view letters) {
  for (const char letter : letters) push(type_of(letter));
}

Validator::Operand Validator::pop() {
  const Control& control = controls_.back();
  if (operands_.size() == control.height) {
    if (control.unreachable) return kUnknown;
    fail("an operand is missing");
  }
  const Operand operand = operands_.back();
  operands_.pop_back();
  return operand;
}

void Validator::pop(ValueType expected) {
  const Operand found = pop();
  if (found == kUnknown || found == static_cast<Operand>(expected)) return;
  fail("expects " + text_of(expected) + ", finds " + text_of(static_cast<ValueType>(found)));
}

void Validator::pop(std::span<const ValueType> expected) {
  for (size_t i = expected.size(); i-- > 0;) pop(expected[i]);
}

void Validator::pop_letters(std::string_view letters) {
  for (size_t i = letters.size(); i-- > 0;) pop(type_of(letters[i]));
}

void Validator::set_unreachable() {
  operands_.resize(controls_.back().height);
  controls_.back().unreachable = true;
}

// Constructs.

std::span<const ValueType> Validator::parameters(const Control& control) const {
  if (!control.type.is_type_index()) return {};
  return module_.signature({static_cast<uint32_t>(control.type.code())})->parameters;
}

std::span<const ValueType> Validator::results(const Control& control) const {
  if (control.type.is_empty()) return {};
  if (control.type.is_type_index()) {
    return module_.signature({static_cast<uint32_t>(control.type.code())})->results;
  }
  return {&find_type(control.type.result())->type, 1};
}

std::span<const ValueType> Validator::branch_types(Label label) const {
  if (label.depth >= controls_.size() || controls_[label.depth].serial != label.serial) {
    fail("the target's construct is not open");
  }
  const Control& control = controls_[label.depth];
  return control.opcode == Opcode::loop ? parameters(control) : results(control);
}

const Validator::Control& Validator::innermost(Label label) const {
  const Control& control = controls_.back();
  if (controls_.size() < 2 || label.depth != controls_.size() - 1 ||
      label.serial != control.serial) {
    fail("the label is not that of the innermost open construct");
  }
  return control;
}

void Validator::enter_construct(Opcode opcode, BlockType type, uint32_t serial) {
  controls_.push_back({opcode, type, serial, static_cast<uint32_t>(operands_.size()), false});
  push(parameters(controls_.back()));
}

void Validator::leave_construct() {
  const Control control = controls_.back();
  pop(results(control));
  if (operands_.size() != control.height) {
    fail(std::to_string(operands_.size() - control.height) + " operands are left over");
  }
  controls_.pop_back();
}

uint32_t Validator::open(Opcode opcode, BlockType type) {
  if (off()) return 0;
  start(opcode);
  if (type.is_type_index() && !module_.signature({static_cast<uint32_t>(type.code())})) {
    fail(numbered("type", static_cast<uint32_t>(type.code())));
  }
  if (opcode == Opcode::if_) pop(ValueType::kI32);
  pop(parameters({opcode, type, 0, 0, false}));
  enter_construct(opcode, type, ++serial_);
  return serial_;
}

void Validator::else_(Label label) {
  if (off()) return;
  start(Opcode::else_);
  const Control control = innermost(label);
  if (control.opcode != Opcode::if_) fail("no if is open here");
  leave_construct();
  enter_construct(Opcode::else_, control.type, control.serial);
}

void Validator::end(Label label) {
  if (off()) return;
  start(Opcode::end);
  const Control control = innermost(label);
  if (control.opcode == Opcode::if_) {
    const auto from = parameters(control);
    const auto to = results(control);
    if (!std::equal(from.begin(), from.end(), to.begin(), to.end())) {
      fail("an if without else must give what it takes");
    }
  }
  leave_construct();
  push(results(control));
}

void Validator::branch(Opcode opcode, Label target) {
  if (off()) return;
  start(opcode);
  const auto types = branch_types(target);
  if (opcode == Opcode::br_if) pop(ValueType::kI32);
  pop(types);
  if (opcode == Opcode::br_if) {
    push(types);
  } else {
    set_unreachable();
  }
}

void Validator::branch_table(std::span<const Label> targets, Label otherwise) {
  if (off()) return;
  start(Opcode::br_table);
  pop(ValueType::kI32);
  const auto types = branch_types(otherwise);
  for (const Label target : targets) {
    const auto others = branch_types(target);
    if (!std::equal(types.begin(), types.end(), others.begin(), others.end())) {
      fail("the targets expect different operands");
    }
  }
  pop(types);
  set_unreachable();
}

// Calls.

void Validator::call_signature(Opcode opcode, TypeIndex type) {
  const auto signature = module_.signature(type);
  if (!signature) fail(numbered("type", type.value));
  pop(signature->parameters);
  if (opcode == Opcode::call || opcode == Opcode::call_indirect) {
    push(signature->results);
    return;
  }
  const auto expected = results(controls_.front());
  if (!std::equal(expected.begin(), expected.end(), signature->results.begin(),
                  signature->results.end())) {
    fail("the callee does not return what this function does");
  }
  set_unreachable();
}

void Validator::call(Opcode opcode, FunctionIndex function) {
  if (off()) return;
  start(opcode);
  const auto type = module_.function_type(function);
  if (!type) fail(numbered("function", function.value));
  call_signature(opcode, *type);
}

void Validator::call_indirect(Opcode opcode, TypeIndex type, TableIndex table) {
  if (off()) return;
  start(opcode);
  if (table.value >= module_.table_count()) fail(numbered("table", table.value));
  pop(ValueType::kI32);
  call_signature(opcode, type);
}

// Everything else.

void Validator::constant(ValueType type) {
  if (off()) return;
  start(Opcode::nop);
  push(type);
}

void Validator::plain(Opcode opcode) {
  if (off()) return;
  start(opcode);
  switch (opcode) {
    case Opcode::unreachable:
      return set_unreachable();
    case Opcode::return_:
      pop(results(controls_.front()));
      return set_unreachable();
    case Opcode::drop:
      pop();
      return;
    case Opcode::select: {
      pop(ValueType::kI32);
      const Operand second = pop();
      const Operand first = pop();
      for (const Operand operand : {first, second}) {
        if (is_reference(static_cast<ValueType>(operand))) fail("a reference needs select_typed");
      }
      if (first != second && first != kUnknown && second != kUnknown) {
        fail("the two values differ in type");
      }
      operands_.push_back(first == kUnknown ? second : first);
      return;
    }
    default:
      break;
  }
  const OpcodeInfo& info = opcode_info(opcode);
  if (info.immediates != Immediates::kNone || info.parameters == "*") {
    fail("this instruction has a method of its own");
  }
  pop_letters(info.parameters);
  push_letters(info.results);
}

void Validator::memory(Opcode opcode, uint32_t alignment) {
  if (off()) return;
  start(opcode);
  const OpcodeInfo& info = opcode_info(opcode);
  if (info.immediates != Immediates::kMemoryArgument) fail("this is no load or store");
  if (module_.memory_count() == 0) fail("the module has no memory");
  if (alignment > info.alignment) fail("the alignment is more than natural; it is an exponent");
  pop_letters(info.parameters);
  push_letters(info.results);
}

void Validator::index(Opcode opcode, uint32_t first, uint32_t second) {
  if (off()) return;
  start(opcode);
  const OpcodeInfo& info = opcode_info(opcode);
  const auto expect = [&](const char* what, uint32_t index, uint32_t count) {
    if (index >= count) fail(numbered(what, index));
  };
  switch (info.immediates) {
    case Immediates::kFunction:
      if (!module_.function_type({first})) fail(numbered("function", first));
      break;
    case Immediates::kTableTable:
      expect("table", second, module_.table_count());
      [[fallthrough]];
    case Immediates::kTable:
      expect("table", first, module_.table_count());
      break;
    case Immediates::kElementTable:
      expect("table", second, module_.table_count());
      [[fallthrough]];
    case Immediates::kElement:
      expect("element segment", first, module_.element_count());
      break;
    case Immediates::kDataMemory:
      expect("memory", second, module_.memory_count());
      [[fallthrough]];
    case Immediates::kData:
      expect("data segment", first, module_.data_count());
      break;
    default:
      expect("memory", first, module_.memory_count());
  }
  pop_letters(info.parameters);
  push_letters(info.results);
}

void Validator::local(Opcode opcode, LocalIndex local) {
  if (off()) return;
  start(opcode);
  if (local.value >= locals_.size()) fail(numbered("local", local.value));
  const ValueType type = locals_[local.value];
  if (opcode != Opcode::local_get) pop(type);
  if (opcode != Opcode::local_set) push(type);
}

void Validator::global(Opcode opcode, GlobalIndex global) {
  if (off()) return;
  start(opcode);
  const auto type = module_.global_type(global);
  if (!type) fail(numbered("global", global.value));
  if (opcode == Opcode::global_get) return push(type->type);
  if (type->mutability == Mutability::kConstant) fail("the global is constant");
  pop(type->type);
}

void Validator::select_typed(ValueType type) {
  if (off()) return;
  start(Opcode::select_typed);
  pop(ValueType::kI32);
  pop(type);
  pop(type);
  push(type);
}

void Validator::ref_is_null() {
  if (off()) return;
  start(Opcode::ref_is_null);
  const Operand operand = pop();
  if (operand != kUnknown && !is_reference(static_cast<ValueType>(operand))) {
    fail("expects a reference, finds " + text_of(static_cast<ValueType>(operand)));
  }
  push(ValueType::kI32);
}

}  // namespace linac::wasm

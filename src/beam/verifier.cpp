// SPDX-License-Identifier: Apache-2.0
//
// `verify`: operands first, then where functions begin and end and what the tables say about them,
// then each function by itself.
#include "beam/verifier.h"

#include <algorithm>
#include <string_view>

#include "beam/function_verifier.h"
#include "beam/operand_check.h"

namespace linac::beam {
namespace {

bool fail_at(const File& file, size_t instruction, const std::string& message, Error& error) {
  error = {"Code", file.code.instructions[instruction].code_offset, message};
  return false;
}

bool is_header(Opcode opcode) { return opcode == Opcode::kLabel || opcode == Opcode::kLine; }

int64_t operand_value(const Code& code, size_t instruction, unsigned operand) {
  return code.operands_of(code.instructions[instruction])[operand].value;
}

/// Finds the functions: each begins with labels and lines before its func_info, which the entry
/// label follows.
bool find_functions(const File& file, Facts& facts, Error& error) {
  const Code& code = file.code;
  const size_t last = code.instructions.size() - 1;  // int_code_end
  for (size_t i = 0; i < last; i++) {
    if (code.instructions[i].opcode != Opcode::kFuncInfo) continue;
    // Not past the entry label of the function before.
    const size_t bound = facts.functions.empty() ? 0 : facts.functions.back().func_info + 2;
    size_t begin = i;
    while (begin > bound && is_header(code.instructions[begin - 1].opcode)) begin--;
    if (code.instructions[i + 1].opcode != Opcode::kLabel) {
      return fail_at(file, i, "func_info: no entry label follows", error);
    }
    const auto operands = code.operands_of(code.instructions[i]);
    if (operands[0].value != 1) {
      return fail_at(file, i, "func_info: the module is not this one", error);
    }
    if (!facts.functions.empty()) facts.functions.back().end = static_cast<uint32_t>(begin);
    facts.functions.push_back(
        {static_cast<uint32_t>(i), static_cast<uint32_t>(operand_value(code, i + 1, 0)),
         static_cast<uint32_t>(operands[1].value), static_cast<uint32_t>(operands[2].value),
         static_cast<uint32_t>(begin), static_cast<uint32_t>(last)});
  }
  const size_t code_begins = facts.functions.empty() ? last : facts.functions[0].begin;
  if (code_begins != 0) return fail_at(file, 0, "code stands outside of functions", error);
  if (facts.functions.size() != code.function_count) {
    return fail_at(file, last,
                   "there are " + std::to_string(facts.functions.size()) +
                       " functions, the header says " + std::to_string(code.function_count),
                   error);
  }
  return true;
}

/// Whether an operand of this role names a label of the same function.
bool is_local_label(Role role, const Operand& operand) {
  const bool may_be = role == Role::kJump || role == Role::kFail || role == Role::kFailOrAtom;
  return may_be && operand.kind == OperandKind::kLabel && operand.value != 0;
}

bool check_label(const File& file, const Facts& facts, size_t instruction, const Operand& label,
                 Error& error) {
  const uint32_t target = file.code.label_instructions[static_cast<size_t>(label.value)];
  if (facts.function_of[target] == facts.function_of[instruction]) return true;
  const OpcodeInfo& row = info(file.code.instructions[instruction].opcode);
  return fail_at(file, instruction,
                 std::string(row.name) + ": label " + std::to_string(label.value) +
                     " lies in another function",
                 error);
}

bool check_labels(const File& file, const Facts& facts, Error& error) {
  const Code& code = file.code;
  for (size_t i = 0; i < code.instructions.size(); i++) {
    const OpcodeInfo& row = info(code.instructions[i].opcode);
    const auto operands = code.operands_of(code.instructions[i]);
    for (unsigned o = 0; o < operands.size(); o++) {
      const Role role = row.role(o);
      if (is_local_label(role, operands[o])) {
        if (!check_label(file, facts, i, operands[o], error)) return false;
      } else if (role == Role::kValueLabels || role == Role::kArityLabels) {
        const auto elements = code.elements_of(operands[o]);
        for (size_t e = 1; e < elements.size(); e += 2) {
          if (!check_label(file, facts, i, elements[e], error)) return false;
        }
      }
    }
  }
  return true;
}

/// The function whose entry is `label`, or nullptr.
const Facts::Function* entry_at(const Facts& facts, const ModuleInfo& module, uint32_t label) {
  if (label >= module.entries.size() || module.entries[label] == Facts::kNoFunction) {
    return nullptr;
  }
  return &facts.functions[module.entries[label]];
}

bool check_function(const Facts& facts, const ModuleInfo& module, const File& file,
                    const char* chunk, uint32_t name, uint32_t arity, uint32_t label,
                    Error& error) {
  const Facts::Function* function = entry_at(facts, module, label);
  if (function && function->name == name && function->arity == arity) return true;
  error = {chunk, 0,
           "label " + std::to_string(label) + " is not the entry of " + file.atoms[name] + "/" +
               std::to_string(arity)};
  return false;
}

bool check_tables(const File& file, const Facts& facts, const ModuleInfo& module, Error& error) {
  for (const Export& e : file.exports) {
    if (!check_function(facts, module, file, "ExpT", e.function, e.arity, e.label, error)) {
      return false;
    }
  }
  for (const Export& e : file.locals) {
    if (!check_function(facts, module, file, "LocT", e.function, e.arity, e.label, error)) {
      return false;
    }
  }
  for (const Lambda& l : file.lambdas) {
    if (!check_function(facts, module, file, "FunT", l.function, l.arity, l.label, error)) {
      return false;
    }
  }
  return true;
}

/// Types of what guard BIFs of module erlang return.
struct BifResult {
  const char* function;
  uint16_t types;
};
constexpr uint16_t kNumber = kTypeInteger | kTypeFloat;
constexpr BifResult kBifResults[] = {
    {"+", kNumber},
    {"-", kNumber},
    {"*", kNumber},
    {"/", kTypeFloat},
    {"abs", kNumber},
    {"and", kTypeAtom},
    {"band", kTypeInteger},
    {"binary_part", kTypeBitstring},
    {"bit_size", kTypeInteger},
    {"bnot", kTypeInteger},
    {"bor", kTypeInteger},
    {"bsl", kTypeInteger},
    {"bsr", kTypeInteger},
    {"bxor", kTypeInteger},
    {"byte_size", kTypeInteger},
    {"ceil", kTypeInteger},
    {"div", kTypeInteger},
    {"float", kTypeFloat},
    {"floor", kTypeInteger},
    {"length", kTypeInteger},
    {"map_size", kTypeInteger},
    {"node", kTypeAtom},
    {"not", kTypeAtom},
    {"or", kTypeAtom},
    {"rem", kTypeInteger},
    {"round", kTypeInteger},
    {"self", kTypePid},
    {"size", kTypeInteger},
    {"trunc", kTypeInteger},
    {"tuple_size", kTypeInteger},
    {"xor", kTypeAtom},
    {"=:=", kTypeAtom},
    {"=/=", kTypeAtom},
    {"==", kTypeAtom},
    {"/=", kTypeAtom},
    {"<", kTypeAtom},
    {">", kTypeAtom},
    {"=<", kTypeAtom},
    {">=", kTypeAtom},
};

/// Functions of module erlang that only ever raise.
constexpr struct {
  const char* function;
  uint32_t arity;
} kNeverReturn[] = {{"error", 1}, {"error", 2},     {"error", 3},    {"exit", 1},
                    {"throw", 1}, {"nif_error", 1}, {"nif_error", 2}};

ImportInfo import_info(const File& file, const Import& import) {
  ImportInfo result;
  if (file.atoms[import.module] != "erlang") return result;
  const std::string& name = file.atoms[import.function];
  result.is_setelement = name == "setelement" && import.arity == 3;
  for (const auto& row : kNeverReturn) {
    result.never_returns |= name == row.function && import.arity == row.arity;
  }
  for (const BifResult& row : kBifResults) {
    if (name == row.function && import.arity <= 3) result.result = row.types;
  }
  return result;
}

/// Tags of the external term format, as far as they tell a type.
constexpr struct {
  uint8_t tag;
  uint16_t types;
} kLiteralTypes[] = {
    {70, kTypeFloat},    {97, kTypeInteger},  {98, kTypeInteger},    {106, kTypeNil},
    {107, kTypeCons},    {108, kTypeCons},    {109, kTypeBitstring}, {77, kTypeBitstring},
    {110, kTypeInteger}, {111, kTypeInteger}, {112, kTypeFun},       {113, kTypeFun},
    {116, kTypeMap},     {119, kTypeAtom},    {118, kTypeAtom},      {100, kTypeAtom},
};
constexpr uint8_t kSmallTuple = 104, kLargeTuple = 105;

Value literal_value(const std::vector<uint8_t>& bytes) {
  const uint8_t tag = bytes[1];
  if (tag == kSmallTuple && bytes.size() >= 3) return Value::tuple(bytes[2]);
  if (tag == kLargeTuple && bytes.size() >= 6) {
    return Value::tuple(static_cast<uint32_t>(bytes[2]) << 24 | bytes[3] << 16 | bytes[4] << 8 |
                        bytes[5]);
  }
  for (const auto& row : kLiteralTypes) {
    if (row.tag == tag) return Value::term(row.types);
  }
  return Value::any();
}

ModuleInfo describe_module(const File& file, const Facts& facts) {
  ModuleInfo module;
  module.imports.reserve(file.imports.size());
  for (const Import& import : file.imports) module.imports.push_back(import_info(file, import));
  module.literals.reserve(file.literals.size());
  for (const auto& literal : file.literals) module.literals.push_back(literal_value(literal));
  module.entries.assign(file.code.label_count, Facts::kNoFunction);
  for (size_t i = 0; i < facts.functions.size(); i++) {
    module.entries[facts.functions[i].entry] = static_cast<uint32_t>(i);
  }
  return module;
}

void size_facts(const Code& code, Facts& facts) {
  const size_t count = code.instructions.size();
  facts.frame_size.assign(count, Facts::kUnreachable);
  facts.proven.assign(count, 0);
  facts.clears_frame.assign(count, 0);
  facts.function_of.assign(count, Facts::kNoFunction);
  facts.operand_types.assign(code.operands.size(), kAnyType);
}

}  // namespace

std::optional<Facts> verify(const File& file, Error& error) {
  if (!check_operands(file, error)) return std::nullopt;
  Facts facts;
  size_facts(file.code, facts);
  if (!find_functions(file, facts, error)) return std::nullopt;
  for (size_t i = 0; i < facts.functions.size(); i++) {
    const Facts::Function& function = facts.functions[i];
    std::fill(facts.function_of.begin() + function.begin, facts.function_of.begin() + function.end,
              static_cast<uint32_t>(i));
  }
  const ModuleInfo module = describe_module(file, facts);
  if (!check_labels(file, facts, error) || !check_tables(file, facts, module, error)) {
    return std::nullopt;
  }
  for (const ImportInfo& import : module.imports) {
    facts.never_returns.push_back(import.never_returns ? 1 : 0);
  }
  FunctionVerifier verifier(file, module, facts);
  for (const Facts::Function& function : facts.functions) {
    if (!verifier.verify(function, error)) return std::nullopt;
    facts.max_x = std::max(facts.max_x, function.arity);
  }
  return facts;
}

}  // namespace linac::beam

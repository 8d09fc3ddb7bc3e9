// SPDX-License-Identifier: Apache-2.0
//
// Writes the listing; see disassembler.h. Most instructions print as `{name,Operand,...}` by the
// roles of the opcode table; tests, BIFs and float arithmetic have forms of their own.
#include "beam/disassembler.h"

#include <algorithm>

#include "beam/bit_syntax.h"
#include "beam/erlang_text.h"
#include "beam/opcode.h"
#include "beam/operand_check.h"

namespace linac::beam {
namespace {

/// How an instruction prints, and in which order: operand numbers, '[' and ']' around arguments.
struct Form {
  Opcode opcode;
  const char* head;  ///< what comes before the operands; nullptr: the name
  const char* order;
};

constexpr Form kForms[] = {
    {Opcode::kBif0, "bif", "b{f,0}[]1"},
    {Opcode::kBif1, "bif", "b0[2]3"},
    {Opcode::kBif2, "bif", "b0[23]4"},
    {Opcode::kBif3, "bif", "b0[234]5"},
    {Opcode::kGcBif1, "gc_bif", "b01[3]4"},
    {Opcode::kGcBif2, "gc_bif", "b01[34]5"},
    {Opcode::kGcBif3, "gc_bif", "b01[345]6"},
    {Opcode::kFadd, "bif", "n0[12]3"},
    {Opcode::kFsub, "bif", "n0[12]3"},
    {Opcode::kFmul, "bif", "n0[12]3"},
    {Opcode::kFdiv, "bif", "n0[12]3"},
    {Opcode::kFnegate, "bif", "n0[1]2"},
    {Opcode::kRaise, "bif", "n{f,0}[01]{x,0}"},
    {Opcode::kHasMapFields, "test", "n012"},
    {Opcode::kBsStartMatch3, "test", "n02[1]3"},
    {Opcode::kBsGetInteger2, "test", "n02[1345]6"},
    {Opcode::kBsGetFloat2, "test", "n02[1345]6"},
    {Opcode::kBsGetBinary2, "test", "n02[1345]6"},
    {Opcode::kBsGetUtf8, "test", "n02[13]4"},
    {Opcode::kBsGetUtf16, "test", "n02[13]4"},
    {Opcode::kBsGetUtf32, "test", "n02[13]4"},
    {Opcode::kBsSkipBits2, "test", "n0[1234]"},
    {Opcode::kBsSkipUtf8, "test", "n0[123]"},
    {Opcode::kBsSkipUtf16, "test", "n0[123]"},
    {Opcode::kBsSkipUtf32, "test", "n0[123]"},
    {Opcode::kBsTestTail2, "test", "n0[12]"},
    {Opcode::kBsTestUnit, "test", "n0[12]"},
    {Opcode::kBsMatchString, "test", "n0[12s]"},
    {Opcode::kTestArity, "test", "n0[12]"},
    {Opcode::kIsTaggedTuple, "test", "n0[123]"},
    {Opcode::kIsNativeRecord, "test", "n0[123]"},
    {Opcode::kIsFunction2, "test", "n0[12]"},
    {Opcode::kBsPutString, nullptr, "0s"},
    {Opcode::kBsAdd, nullptr, "0[123]4"},
};

struct TypeName {
  uint16_t mask;
  const char* text;
};
constexpr TypeName kTypeNames[] = {
    {kTypeInteger | kTypeFloat, "number"},
    {kTypeCons | kTypeNil, "{t_list,any,nil}"},
    {kTypeBitstring | kTypeMatchContext, "{t_bs_matchable,1}"},
    {kTypeAtom, "{t_atom,any}"},
    {kTypeBitstring, "{t_bitstring,1}"},
    {kTypeMatchContext, "{t_bs_context,1}"},
    {kTypeCons, "{t_cons,any,any}"},
    {kTypeFloat, "{t_float,any}"},
    {kTypeFun, "{t_fun,any,any}"},
    {kTypeInteger, "{t_integer,any}"},
    {kTypeMap, "{t_map,any,any}"},
    {kTypeNil, "nil"},
    {kTypePid, "pid"},
    {kTypePort, "port"},
    {kTypeReference, "reference"},
    {kTypeTuple, "{t_tuple,0,false,#{}}"},
    {kTypeRecord, "{t_record,any}"},
};

class Lister {
 public:
  Lister(const File& file, const LiteralPrinter& printer)
      : file_(file), code_(file.code), printer_(printer) {}
  std::string list();

 private:
  void header();
  void function_header(size_t func_info);
  void instruction(const Instruction& instruction);
  std::string body(const Instruction& instruction) const;
  std::string formed(const Form& form, const Instruction& instruction) const;

  std::string operand(const Operand& operand, Role role) const;
  std::string plain(const Operand& operand) const;
  std::string typed(const Operand& operand, std::string text) const;
  std::string unsigned_operand(int64_t value, Role role) const;
  std::string list_operand(const Operand& list, Role role) const;
  std::string segments(std::span<const Operand> elements) const;
  std::string commands(std::span<const Operand> elements) const;
  std::string heap(const Operand& operand) const;
  std::string import(int64_t index) const;
  std::string line(int64_t index) const;
  std::string string(int64_t offset, int64_t bytes) const;
  std::string atom(int64_t index) const {
    return atom_text(file_.atoms[static_cast<size_t>(index)]);
  }
  /// Name and arity of the function that a label enters, for a comment.
  std::string function_at(int64_t label) const;

  const File& file_;
  const Code& code_;
  const LiteralPrinter& printer_;
  std::string text_;
};

const Form* find_form(Opcode opcode) {
  for (const Form& form : kForms) {
    if (form.opcode == opcode) return &form;
  }
  return nullptr;
}

/// `{test,is_...,{f,Fail},[Terms]}`.
bool is_plain_test(const OpcodeInfo& row) {
  const bool is_test = std::string_view(row.name).substr(0, 3) == "is_" && row.arity <= 3 &&
                       row.role(0) == Role::kJump;
  return is_test && (row.arity == 2 || row.role(2) == Role::kSource);
}

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += ',';
    text += part;
  }
  return text;
}

std::string flags_text(int64_t flags) {
  std::vector<std::string> names;
  if (flags & kBitFlagLittle) names.push_back("little");
  if (flags & kBitFlagSigned) names.push_back("signed");
  if (flags & kBitFlagNative) names.push_back("native");
  return "{field_flags,[" + join(names) + "]}";
}

std::string Lister::import(int64_t index) const {
  const Import& i = file_.imports[static_cast<size_t>(index)];
  return "{extfunc," + atom(i.module) + "," + atom(i.function) + "," + std::to_string(i.arity) +
         "}";
}

std::string Lister::line(int64_t index) const {
  if (index == 0) return "[]";
  const Line& l = file_.lines[static_cast<size_t>(index)];
  const std::string name = l.file == 0 ? file_.module_name() + ".erl" : file_.line_files[l.file];
  return "[{location," + string_text(name) + "," + std::to_string(l.line) + "}]";
}

std::string Lister::string(int64_t offset, int64_t bytes) const {
  const std::span<const uint8_t> all = file_.strings;
  return "{string," +
         binary_text(all.subspan(static_cast<size_t>(offset), static_cast<size_t>(bytes))) + "}";
}

std::string Lister::typed(const Operand& operand, std::string text) const {
  if (operand.type == 0) return text;
  const Type& type = file_.types[operand.type - 1];
  std::string name;
  std::vector<std::string> members;
  for (const TypeName& row : kTypeNames) {
    if (type.mask == row.mask && name.empty()) name = row.text;
    const bool single = (row.mask & (row.mask - 1)) == 0;
    if (single && (type.mask & row.mask)) members.push_back(row.text);
  }
  if (type.mask == kTypeInteger && (type.min || type.max)) {
    name = "{t_integer,{" + (type.min ? std::to_string(*type.min) : "'-inf'") + "," +
           (type.max ? std::to_string(*type.max) : "'+inf'") + "}}";
  }
  if (name.empty()) name = "{t_union,[" + join(members) + "]}";
  return "{tr," + text + "," + name + "}";
}

std::string Lister::plain(const Operand& operand) const {
  const std::string value = std::to_string(operand.value);
  switch (operand.kind) {
    case OperandKind::kNone:
      return "none";
    case OperandKind::kUnsigned:
      return std::to_string(static_cast<uint64_t>(operand.value));
    case OperandKind::kInteger:
      return "{integer," + value + "}";
    case OperandKind::kBigInteger:
      return "{integer," +
             big_integer_text(code_.big_integers[static_cast<size_t>(operand.value)]) + "}";
    case OperandKind::kAtom:
      return "{atom," + atom(operand.value) + "}";
    case OperandKind::kNil:
      return "nil";
    case OperandKind::kX:
      return typed(operand, "{x," + value + "}");
    case OperandKind::kY:
      return typed(operand, "{y," + value + "}");
    case OperandKind::kFloatRegister:
      return "{fr," + value + "}";
    case OperandKind::kLabel:
      return "{f," + value + "}";
    case OperandKind::kLiteral: {
      const auto& bytes = file_.literals[static_cast<size_t>(operand.value)];
      return "{literal," + (printer_ ? printer_(bytes) : "'#" + value + "'") + "}";
    }
    default:
      return list_operand(operand, Role::kSources);
  }
}

std::string Lister::heap(const Operand& operand) const {
  if (operand.kind != OperandKind::kAllocList) return plain(operand);
  static constexpr const char* kKinds[] = {"words", "floats", "funs"};
  std::vector<std::string> parts;
  const auto elements = code_.elements_of(operand);
  for (size_t i = 0; i < elements.size(); i += 2) {
    parts.push_back("{" + std::string(kKinds[elements[i].value]) + "," +
                    std::to_string(elements[i + 1].value) + "}");
  }
  return "{alloc,[" + join(parts) + "]}";
}

std::string Lister::segments(std::span<const Operand> elements) const {
  std::vector<std::string> parts;
  for (size_t i = 0; i < elements.size(); i++) {
    const size_t field = i % kSegmentOperands;
    if (field == 4 && elements[i].kind == OperandKind::kUnsigned) {
      parts.push_back(string(elements[i].value, elements[i + 1].value));
    } else {
      parts.push_back(plain(elements[i]));
    }
  }
  return "{list,[" + join(parts) + "]}";
}

std::string Lister::commands(std::span<const Operand> elements) const {
  std::vector<std::string> parts;
  for (size_t i = 0; i < elements.size();) {
    const std::string_view name = file_.atoms[static_cast<size_t>(elements[i].value)];
    const size_t count = std::string_view(kMatchCommands[find_match_command(name)].roles).size();
    std::string part = "{" + atom_text(name);
    for (size_t at = 1; at <= count; at++) part += "," + plain(elements[i + at]);
    parts.push_back(part + "}");
    i += 1 + count;
  }
  return "{commands,[" + join(parts) + "]}";
}

std::string Lister::list_operand(const Operand& list, Role role) const {
  const auto elements = code_.elements_of(list);
  if (role == Role::kSegments) return segments(elements);
  if (role == Role::kMatchCommands) return commands(elements);
  std::vector<std::string> parts;
  for (const Operand& element : elements) parts.push_back(plain(element));
  return "{list,[" + join(parts) + "]}";
}

std::string Lister::unsigned_operand(int64_t value, Role role) const {
  switch (role) {
    case Role::kImport:
      return import(value);
    case Role::kLine:
      return line(value);
    case Role::kFlags:
      return flags_text(value);
    case Role::kLambda: {
      const Lambda& lambda = file_.lambdas[static_cast<size_t>(value)];
      return "{f," + std::to_string(lambda.label) + "}," + std::to_string(lambda.index) + "," +
             std::to_string(lambda.old_uniq);
    }
    case Role::kFunTag:
      return "{f," + std::to_string(file_.lambdas[static_cast<size_t>(value)].label) + "}";
    default:
      return std::to_string(static_cast<uint64_t>(value));
  }
}

std::string Lister::operand(const Operand& operand, Role role) const {
  if (role == Role::kHeap) return heap(operand);
  if (operand.kind == OperandKind::kUnsigned) return unsigned_operand(operand.value, role);
  if (operand.kind == OperandKind::kList) return list_operand(operand, role);
  return plain(operand);
}

std::string Lister::formed(const Form& form, const Instruction& instruction) const {
  const OpcodeInfo& row = info(instruction.opcode);
  const auto operands = code_.operands_of(instruction);
  std::string text = "{" + std::string(form.head ? form.head : row.name);
  bool needs_comma = true;
  const auto add = [&](const std::string& part) {
    if (needs_comma) text += ',';
    text += part;
    needs_comma = true;
  };
  for (const char* at = form.order; *at; at++) {
    if (*at == 'n') {
      add(row.name);
    } else if (*at == 'b') {
      const auto import_at = std::find_if(operands.begin(), operands.end(), [&](const Operand& o) {
        return row.role(static_cast<unsigned>(&o - operands.data())) == Role::kImport;
      });
      add(atom(file_.imports[static_cast<size_t>(import_at->value)].function));
    } else if (*at == 's') {
      // bs_match_string counts bits, bs_put_string bytes; the offset comes last.
      const bool bits = instruction.opcode == Opcode::kBsMatchString;
      const int64_t length = operands[operands.size() - 2].value;
      add(string(operands.back().value, bits ? (length + 7) / 8 : length));
    } else if (*at == '[') {
      add("[");
      needs_comma = false;
    } else if (*at == ']') {
      text += ']';
      needs_comma = true;
    } else if (*at == '{') {
      const char* close = std::find(at, at + 8, '}');
      add(std::string(at, close + 1));
      at = close;
    } else {
      const unsigned number = static_cast<unsigned>(*at - '0');
      add(operand(operands[number], row.role(number)));
    }
  }
  return text + "}.";
}

std::string Lister::function_at(int64_t label) const {
  const size_t at = code_.label_instructions[static_cast<size_t>(label)];
  if (at == 0 || code_.instructions[at - 1].opcode != Opcode::kFuncInfo) return "";
  std::string ignored;
  if (!check_instruction(file_, code_.instructions[at - 1], ignored)) return "";
  const auto operands = code_.operands_of(code_.instructions[at - 1]);
  return " % " + atom(operands[1].value) + "/" + std::to_string(operands[2].value);
}

std::string Lister::body(const Instruction& instruction) const {
  const OpcodeInfo& row = info(instruction.opcode);
  const auto operands = code_.operands_of(instruction);
  if (const Form* form = find_form(instruction.opcode)) return formed(*form, instruction);
  if (operands.empty()) return std::string(row.name) + ".";
  if (is_plain_test(row)) {
    return formed({instruction.opcode, "test", row.arity == 2 ? "n0[1]" : "n0[12]"}, instruction);
  }
  std::string text = "{" + atom_text(row.name);
  std::string comment;
  for (unsigned i = 0; i < operands.size(); i++) {
    text += "," + operand(operands[i], row.role(i));
    if (row.role(i) == Role::kCallee) comment = function_at(operands[i].value);
  }
  return text + "}." + comment;
}

void Lister::function_header(size_t func_info) {
  const auto operands = code_.operands_of(code_.instructions[func_info]);
  const Instruction& next = code_.instructions[func_info + 1];
  const int64_t entry = next.opcode == Opcode::kLabel ? code_.operands_of(next)[0].value : 0;
  text_ += "\n\n{function, " + atom(operands[1].value) + ", " + std::to_string(operands[2].value) +
           ", " + std::to_string(entry) + "}.\n";
}

void Lister::instruction(const Instruction& instruction) {
  std::string message;
  const bool is_label = instruction.opcode == Opcode::kLabel;
  text_ += is_label ? "  " : "    ";
  text_ += check_instruction(file_, instruction, message)
               ? body(instruction)
               : "%% " + std::string(info(instruction.opcode).name) + ": " + message;
  text_ += '\n';
}

void Lister::header() {
  std::vector<std::string> exports;
  for (const Export& e : file_.exports) {
    exports.push_back("{" + atom(e.function) + "," + std::to_string(e.arity) + "}");
  }
  std::sort(exports.begin(), exports.end());
  text_ += "{module, " + atom(1) + "}.  %% version = 0\n\n{exports, [" + join(exports) +
           "]}.\n\n{labels, " + std::to_string(code_.label_count) + "}.\n";
}

std::string Lister::list() {
  header();
  const auto& instructions = code_.instructions;
  // A function's labels and lines come before its func_info.
  size_t header_until = 0;
  for (size_t i = 0; i + 1 < instructions.size(); i++) {
    const Opcode opcode = instructions[i].opcode;
    if (i >= header_until && (opcode == Opcode::kLabel || opcode == Opcode::kLine)) {
      size_t end = i;
      while (instructions[end].opcode == Opcode::kLabel ||
             instructions[end].opcode == Opcode::kLine) {
        end++;
      }
      std::string ignored;
      if (instructions[end].opcode == Opcode::kFuncInfo &&
          check_instruction(file_, instructions[end], ignored)) {
        function_header(end);
      }
      header_until = end;
    }
    instruction(instructions[i]);
  }
  return std::move(text_);
}

}  // namespace

std::string disassemble(const File& file, const LiteralPrinter& literal_printer) {
  return Lister(file, literal_printer).list();
}

}  // namespace linac::beam

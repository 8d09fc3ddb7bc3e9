// SPDX-License-Identifier: Apache-2.0
//
// Checks operands by the roles of the opcode table; see operand_check.h.
#include "beam/operand_check.h"

#include "beam/bit_syntax.h"
#include "beam/chunk_readers.h"
#include "beam/verifier.h"
#include "term/layout.h"

namespace linac::beam {
namespace {

constexpr int64_t kMaxBits = int64_t{1} << 31;
constexpr int64_t kMaxTupleArity = (1 << 24) - 1;
constexpr int64_t kMaxUnit = 256;
constexpr int64_t kAllBitFlags = 0x1f;

constexpr uint32_t bit(OperandKind kind) { return 1u << static_cast<unsigned>(kind); }
constexpr uint32_t kUnsignedBit = bit(OperandKind::kUnsigned);
constexpr uint32_t kRegisterBits = bit(OperandKind::kX) | bit(OperandKind::kY);
constexpr uint32_t kConstantBits = bit(OperandKind::kInteger) | bit(OperandKind::kBigInteger) |
                                   bit(OperandKind::kAtom) | bit(OperandKind::kNil) |
                                   bit(OperandKind::kLiteral);

/// Functions of module erlang that `bif` instructions may call, by number of arguments: they use no
/// heap space when they succeed, change nothing, and those without arguments never fail.
constexpr std::string_view kPlainBifs[][24] = {
    {"node", "self"},
    {"get",      "hd",          "is_atom",    "is_binary",    "is_bitstring", "is_boolean",
     "is_float", "is_function", "is_integer", "is_list",      "is_map",       "is_number",
     "is_pid",   "is_port",     "is_record",  "is_reference", "is_tuple",     "node",
     "not",      "tl",          "tuple_size"},
    {"/=", "<", "=/=", "=:=", "=<", "==", ">", ">=", "and", "element", "is_function", "is_map_key",
     "is_record", "map_get", "max", "min", "or", "xor"},
    {"is_integer", "is_record"},
};

/// Kinds that a role allows, as bits.
constexpr uint32_t kinds_of(Role role) {
  switch (role) {
    case Role::kJump:
    case Role::kFail:
    case Role::kCallee:
      return bit(OperandKind::kLabel);
    case Role::kFailOrAtom:
      return bit(OperandKind::kLabel) | bit(OperandKind::kAtom);
    case Role::kSource:
      return kRegisterBits | kConstantBits;
    case Role::kRegister:
    case Role::kDestination:
      return kRegisterBits;
    case Role::kYRegister:
      return bit(OperandKind::kY);
    case Role::kFloatRegister:
      return bit(OperandKind::kFloatRegister);
    case Role::kFloatMove:
      return bit(OperandKind::kFloatRegister) | kRegisterBits | kConstantBits;
    case Role::kAtom:
      return bit(OperandKind::kAtom);
    case Role::kConstant:
      return kConstantBits;
    case Role::kHeap:
      return kUnsignedBit | bit(OperandKind::kAllocList);
    case Role::kNumberOrSource:
      return kUnsignedBit | kRegisterBits | kConstantBits;
    case Role::kFunTag:
      return kUnsignedBit | bit(OperandKind::kAtom);
    case Role::kSources:
    case Role::kValueLabels:
    case Role::kArityLabels:
    case Role::kMapPairs:
    case Role::kMapKeys:
    case Role::kMapElements:
    case Role::kYRegisters:
    case Role::kSegments:
    case Role::kMatchCommands:
    case Role::kUpdates:
    case Role::kRecordFields:
    case Role::kRecordElements:
      return bit(OperandKind::kList);
    default:
      return kUnsignedBit;
  }
}

/// Roles of the elements of a list, repeated; nullptr for lists with a shape of their own.
constexpr const char* element_roles(Role role) {
  switch (role) {
    case Role::kSources:
    case Role::kMapKeys:
      return "s";
    case Role::kValueLabels:
      return "kj";
    case Role::kArityLabels:
      return "uj";
    case Role::kMapPairs:
      return "ss";
    case Role::kMapElements:
      return "sd";
    case Role::kYRegisters:
      return "y";
    case Role::kUpdates:
      return "us";
    case Role::kRecordFields:
      return "as";
    case Role::kRecordElements:
      return "ad";
    default:
      return nullptr;
  }
}

class OperandChecker {
 public:
  explicit OperandChecker(const File& file) : file_(file), code_(file.code) {}

  bool check(const Instruction& instruction);
  const std::string& message() const { return message_; }

 private:
  bool fail(std::string message) {
    message_ = std::move(message);
    return false;
  }
  bool in_range(int64_t value, size_t size, const char* what) {
    if (value >= 0 && static_cast<uint64_t>(value) < size) return true;
    return fail(std::string(what) + " " + std::to_string(value) + " is out of range");
  }
  std::string_view atom(const Operand& operand) const {
    return file_.atoms[static_cast<size_t>(operand.value)];
  }

  bool check_operand(const Operand& operand, Role role);
  bool check_kind(const Operand& operand);
  bool check_number(int64_t value, Role role);
  bool check_label(const Operand& operand, Role role);
  bool check_list(const Operand& list, Role role);
  bool check_elements(std::span<const Operand> elements, std::string_view roles);
  bool check_updates(std::span<const Operand> elements, int64_t arity);
  bool check_segments(std::span<const Operand> elements);
  bool check_commands(std::span<const Operand> elements);
  bool check_string(int64_t offset, int64_t bytes);
  bool check_call(std::span<const Operand> operands, unsigned arity_at, unsigned import_at);
  bool check_special(const Instruction& instruction, std::span<const Operand> operands);
  bool check_bif(std::span<const Operand> operands, unsigned import_at, uint32_t arity);
  bool check_plain_bif(std::span<const Operand> operands, unsigned import_at, uint32_t arity);

  const File& file_;
  const Code& code_;
  std::string message_;
};

bool OperandChecker::check_kind(const Operand& operand) {
  const int64_t value = operand.value;
  switch (operand.kind) {
    case OperandKind::kAtom:
      return in_range(value, file_.atoms.size(), "atom");
    case OperandKind::kX:
      if (operand.type > file_.types.size()) return in_range(operand.type, 0, "type");
      return in_range(value, kMaxRegisters, "X register");
    case OperandKind::kY:
      if (operand.type > file_.types.size()) return in_range(operand.type, 0, "type");
      return in_range(value, kMaxRegisters, "Y register");
    case OperandKind::kFloatRegister:
      return in_range(value, kMaxRegisters, "floating-point register");
    case OperandKind::kLiteral:
      return in_range(value, file_.literals.size(), "literal");
    default:
      return true;
  }
}

bool OperandChecker::check_number(int64_t value, Role role) {
  switch (role) {
    case Role::kArity:
      return in_range(value, kMaxArity + 1, "arity");
    case Role::kLive:
      return in_range(value, kMaxRegisters + 1, "number of live registers");
    case Role::kFrame:
      return in_range(value, kMaxRegisters + 1, "frame size");
    case Role::kHeap:
      return in_range(value, kMaxHeapWords + 1, "heap need");
    case Role::kImport:
      return in_range(value, file_.imports.size(), "import");
    case Role::kLambda:
    case Role::kFunTag:
      return in_range(value, file_.lambdas.size(), "fun");
    case Role::kLine:
      return in_range(value, file_.lines.size(), "line");
    case Role::kFlags:
      return in_range(value, kAllBitFlags + 1, "set of flags");
    case Role::kStringOffset:
      return in_range(value, file_.strings.size() + 1, "string offset");
    case Role::kNumber:
    case Role::kNumberOrSource:
      return in_range(value, kMaxBits, "number");
    default:
      return true;
  }
}

bool OperandChecker::check_label(const Operand& operand, Role role) {
  if (operand.value == 0 && role == Role::kFail) return true;
  if (!in_range(operand.value, code_.label_count, "label")) return false;
  const size_t label = static_cast<size_t>(operand.value);
  if (label == 0 || code_.label_instructions[label] == Code::kNoInstruction) {
    return fail("label " + std::to_string(label) + " is not defined");
  }
  return true;
}

bool OperandChecker::check_operand(const Operand& operand, Role role) {
  if (role == Role::kLabelDefinition) return true;  // the reader checked it
  if (!(kinds_of(role) & bit(operand.kind))) return fail("an operand is of the wrong kind");
  switch (operand.kind) {
    case OperandKind::kUnsigned:
      return check_number(operand.value, role);
    case OperandKind::kLabel:
      return check_label(operand, role);
    case OperandKind::kList:
      return check_list(operand, role);
    case OperandKind::kAllocList: {
      // Two million pairs at most, so the sum cannot overflow.
      int64_t words = 0;
      const auto elements = code_.elements_of(operand);
      for (size_t i = 1; i < elements.size(); i += 2) {
        if (!in_range(elements[i].value, kMaxHeapWords + 1, "heap need")) return false;
        words += elements[i].value * kFunWords;
      }
      return in_range(words, kMaxHeapWords * kFunWords + 1, "heap need");
    }
    case OperandKind::kAtom:
      if (!check_kind(operand)) return false;
      if (role == Role::kFailOrAtom && atom(operand) != "no_fail" && atom(operand) != "resume") {
        return fail("an atom stands where a label must");
      }
      if (role == Role::kFunTag && atom(operand) != "safe" && atom(operand) != "unsafe") {
        return fail("the tag of a fun call is unknown");
      }
      return true;
    default:
      return check_kind(operand);
  }
}

bool OperandChecker::check_elements(std::span<const Operand> elements, std::string_view roles) {
  if (elements.size() % roles.size() != 0) return fail("a list has a wrong number of elements");
  for (size_t i = 0; i < elements.size(); i++) {
    if (!check_operand(elements[i], static_cast<Role>(roles[i % roles.size()]))) return false;
  }
  return true;
}

bool OperandChecker::check_list(const Operand& list, Role role) {
  const auto elements = code_.elements_of(list);
  if (role == Role::kSegments) return check_segments(elements);
  if (role == Role::kMatchCommands) return check_commands(elements);
  return check_elements(elements, element_roles(role));
}

bool OperandChecker::check_string(int64_t offset, int64_t bytes) {
  const int64_t size = static_cast<int64_t>(file_.strings.size());
  if (offset >= 0 && bytes >= 0 && offset <= size && bytes <= size - offset) return true;
  return fail("a string is out of range");
}

bool OperandChecker::check_segments(std::span<const Operand> elements) {
  if (elements.size() % kSegmentOperands != 0) return fail("a segment is incomplete");
  for (size_t i = 0; i < elements.size(); i += kSegmentOperands) {
    const auto segment = elements.subspan(i, kSegmentOperands);
    if (!check_operand(segment[0], Role::kAtom)) return false;
    const unsigned type = find_segment_type(atom(segment[0]));
    if (type == kSegmentTypeCount) return fail("a segment's type is unknown");
    const bool is_string = static_cast<SegmentType>(type) == SegmentType::kString;
    const bool is_append = static_cast<SegmentType>(type) <= SegmentType::kPrivateAppend;
    if (is_append && i != 0) return fail("a segment to append to is not the first");
    if (!check_operand(segment[1], Role::kNumber) || !check_operand(segment[2], Role::kNumber) ||
        !in_range(segment[2].value, kMaxUnit + 1, "unit") ||
        !check_operand(segment[3], Role::kConstant) ||
        !check_operand(segment[4], is_string ? Role::kStringOffset : Role::kSource) ||
        !check_operand(segment[5], is_string ? Role::kConstant : Role::kSource)) {
      return false;
    }
    if (is_string && (segment[5].kind != OperandKind::kInteger ||
                      !check_string(segment[4].value, segment[5].value))) {
      return fail("a string is out of range");
    }
  }
  return true;
}

bool OperandChecker::check_commands(std::span<const Operand> elements) {
  for (size_t i = 0; i < elements.size();) {
    if (!check_operand(elements[i], Role::kAtom)) return false;
    const unsigned command = find_match_command(atom(elements[i]));
    if (command == kMatchCommandCount) return fail("a match command is unknown");
    const std::string_view roles = kMatchCommands[command].roles;
    if (roles.size() > elements.size() - i - 1) return fail("a match command is incomplete");
    const auto operands = elements.subspan(i + 1, roles.size());
    for (size_t at = 0; at < roles.size(); at++) {
      const OperandKind kind = operands[at].kind;
      if (roles[at] == 'N' || roles[at] == 'q') {
        const bool fits =
            kind == OperandKind::kNil || (roles[at] == 'q' && kind == OperandKind::kLiteral);
        if (!fits) return fail("an operand is of the wrong kind");
        if (!check_kind(operands[at])) return false;
      } else if (static_cast<MatchCommand>(command) == MatchCommand::kEqual && at == 2) {
        if (kind != OperandKind::kUnsigned) return fail("an operand is of the wrong kind");
      } else if (!check_operand(operands[at], static_cast<Role>(roles[at]))) {
        return false;
      }
    }
    if (static_cast<MatchCommand>(command) == MatchCommand::kEqual &&
        !in_range(operands[1].value, 65, "number of bits")) {
      return false;
    }
    const bool has_unit = roles.size() == 5;
    if (has_unit && !in_range(operands[3].value, kMaxUnit + 1, "unit")) return false;
    i += 1 + roles.size();
  }
  return true;
}

bool OperandChecker::check_updates(std::span<const Operand> elements, int64_t arity) {
  int64_t previous = 0;
  for (size_t i = 0; i < elements.size(); i += 2) {
    if (elements[i].value <= previous || elements[i].value > arity) {
      return fail("position " + std::to_string(elements[i].value) + " of an update is wrong");
    }
    previous = elements[i].value;
  }
  return true;
}

bool OperandChecker::check_bif(std::span<const Operand> operands, unsigned import_at,
                               uint32_t arity) {
  const Import& import = file_.imports[static_cast<size_t>(operands[import_at].value)];
  if (import.arity != arity) return fail("a BIF is called with a wrong number of arguments");
  return true;
}

bool OperandChecker::check_plain_bif(std::span<const Operand> operands, unsigned import_at,
                                     uint32_t arity) {
  if (!check_bif(operands, import_at, arity)) return false;
  const Import& import = file_.imports[static_cast<size_t>(operands[import_at].value)];
  const std::string_view module = file_.atoms[import.module];
  const std::string_view name = file_.atoms[import.function];
  if (module == "erlang") {
    for (const std::string_view plain : kPlainBifs[arity]) {
      if (plain == name && !plain.empty()) return true;
    }
  }
  return fail(std::string(module) + ":" + std::string(name) + "/" + std::to_string(arity) +
              " is no function for this instruction");
}

bool OperandChecker::check_call(std::span<const Operand> operands, unsigned arity_at,
                                unsigned import_at) {
  return check_bif(operands, import_at, static_cast<uint32_t>(operands[arity_at].value));
}

/// What ties operands of one instruction to each other.
bool OperandChecker::check_special(const Instruction& instruction,
                                   std::span<const Operand> operands) {
  switch (instruction.opcode) {
    case Opcode::kCallExt:
    case Opcode::kCallExtLast:
    case Opcode::kCallExtOnly:
      return check_call(operands, 0, 1);
    case Opcode::kBif0:
      return check_plain_bif(operands, 0, 0);
    case Opcode::kBif1:
      return check_plain_bif(operands, 1, 1);
    case Opcode::kBif2:
      return check_plain_bif(operands, 1, 2);
    case Opcode::kBif3:
      return check_plain_bif(operands, 1, 3);
    case Opcode::kGcBif1:
      return check_bif(operands, 2, 1);
    case Opcode::kGcBif2:
      return check_bif(operands, 2, 2);
    case Opcode::kGcBif3:
      return check_bif(operands, 2, 3);
    case Opcode::kBsMatchString:
      return check_string(operands[3].value, (operands[2].value + 7) / 8);
    case Opcode::kBsPutString:
      return check_string(operands[1].value, operands[0].value);
    case Opcode::kGetTupleElement:
      return in_range(operands[1].value, kMaxTupleArity, "tuple position");
    case Opcode::kSetTupleElement:
      return in_range(operands[2].value, kMaxTupleArity, "tuple position");
    case Opcode::kUpdateRecord:
      return in_range(operands[1].value, kMaxTupleArity + 1, "tuple size") &&
             check_updates(code_.elements_of(operands[4]), operands[1].value);
    case Opcode::kFmove: {
      const bool from = operands[0].kind == OperandKind::kFloatRegister;
      const bool to = operands[1].kind == OperandKind::kFloatRegister;
      const bool to_register = kRegisterBits & bit(operands[1].kind);
      if (from == to || (from && !to_register)) return fail("an operand is of the wrong kind");
      return true;
    }
    case Opcode::kMakeFun3: {
      const Lambda& lambda = file_.lambdas[static_cast<size_t>(operands[0].value)];
      if (lambda.num_free != operands[2].count) {
        return fail("a fun has a wrong number of free variables");
      }
      return true;
    }
    case Opcode::kCallFun2: {
      if (operands[0].kind != OperandKind::kUnsigned) return true;
      const Lambda& lambda = file_.lambdas[static_cast<size_t>(operands[0].value)];
      if (lambda.arity != operands[1].value + lambda.num_free) {
        return fail("a fun is called with a wrong number of arguments");
      }
      return true;
    }
    case Opcode::kBsGetInteger2:
    case Opcode::kBsGetFloat2:
    case Opcode::kBsGetBinary2:
      return in_range(operands[4].value, kMaxUnit + 1, "unit");
    case Opcode::kBsSkipBits2:
      return in_range(operands[3].value, kMaxUnit + 1, "unit");
    case Opcode::kBsTestUnit:
    case Opcode::kBsPutInteger:
    case Opcode::kBsPutBinary:
    case Opcode::kBsPutFloat:
      if (operands[2].value == 0) return fail("a unit is 0");
      return in_range(operands[2].value, kMaxUnit + 1, "unit");
    case Opcode::kBsCreateBin:
      return in_range(operands[3].value, kMaxUnit + 1, "unit");
    default:
      return true;
  }
}

bool OperandChecker::check(const Instruction& instruction) {
  const OpcodeInfo& row = info(instruction.opcode);
  const auto operands = code_.operands_of(instruction);
  for (unsigned i = 0; i < operands.size(); i++) {
    if (!check_operand(operands[i], row.role(i))) return false;
  }
  return check_special(instruction, operands);
}

}  // namespace

bool check_operands(const File& file, Error& error) {
  OperandChecker checker(file);
  for (const Instruction& instruction : file.code.instructions) {
    if (!checker.check(instruction)) {
      error = {"Code", instruction.code_offset,
               std::string(info(instruction.opcode).name) + ": " + checker.message()};
      return false;
    }
  }
  return true;
}

bool check_instruction(const File& file, const Instruction& instruction, std::string& message) {
  OperandChecker checker(file);
  if (checker.check(instruction)) return true;
  message = checker.message();
  return false;
}

uint32_t heap_words(const Code& code, const Operand& operand) {
  if (operand.kind == OperandKind::kUnsigned) return static_cast<uint32_t>(operand.value);
  static constexpr uint32_t kWordsOf[] = {1, kFloatWords, kFunWords};
  uint32_t words = 0;
  const auto elements = code.elements_of(operand);
  for (size_t i = 0; i < elements.size(); i += 2) {
    words += kWordsOf[elements[i].value] * static_cast<uint32_t>(elements[i + 1].value);
  }
  return words;
}

}  // namespace linac::beam

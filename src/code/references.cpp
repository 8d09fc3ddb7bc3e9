// SPDX-License-Identifier: Apache-2.0
#include "code/references.h"

#include <set>
#include <tuple>
#include <unordered_map>

#include "beam/file.h"
#include "beam/verifier.h"
#include "code/linker.h"
#include "memory/heap.h"
#include "term/atom.h"
#include "term/external.h"

namespace linac {

bool FunctionName::operator<(const FunctionName& other) const {
  return std::tie(module, function, arity) < std::tie(other.module, other.function, other.arity);
}

namespace {

using beam::Opcode;
using beam::OperandKind;

struct Found {
  std::set<FunctionName> functions;
  std::set<FunctionName> named;
  std::set<std::string> atoms;
  void add(const Found& other) {
    functions.insert(other.functions.begin(), other.functions.end());
    named.insert(other.named.begin(), other.named.end());
    atoms.insert(other.atoms.begin(), other.atoms.end());
  }
};

/// Funs of modules that a literal holds.
class FunNotes final : public ExportFunMaker {
 public:
  explicit FunNotes(Found& found) : found_(found) {}
  Term make_export_fun(Heap&, Term module, Term function, uint32_t arity) override {
    found_.functions.insert(
        {std::string(atom_text(module)), std::string(atom_text(function)), arity});
    return Term::nil();
  }

 private:
  Found& found_;
};

Found references_of_literal(const std::vector<uint8_t>& literal) {
  Found found;
  FunNotes funs(found);
  BlockHeap heap;
  const char* reason = nullptr;
  const Term whole = decode_external(literal, heap, &reason, &funs);
  std::vector<Term> waiting;
  if (whole) waiting.push_back(whole);
  while (!waiting.empty()) {
    const Term term = waiting.back();
    waiting.pop_back();
    if (term.is_atom()) {
      found.atoms.insert(std::string(atom_text(term)));
    } else if (term.is_cons()) {
      waiting.push_back(head(term));
      waiting.push_back(tail(term));
    } else if (term.is_pointer()) {
      const Kind kind = kind_of(term);
      // Of what else a literal may hold no word is an atom.
      if (kind != Kind::kTuple && kind != Kind::kFlatMap && kind != Kind::kMapRoot &&
          kind != Kind::kMapNode) {
        continue;
      }
      if (kind == Kind::kTuple && tuple_arity(term) >= 2 && tuple_element(term, 0).is_atom() &&
          tuple_element(term, 1).is_atom()) {
        found.named.insert({std::string(atom_text(tuple_element(term, 0))),
                            std::string(atom_text(tuple_element(term, 1))),
                            FunctionName::kAnyArity});
      }
      const uint32_t size = header_size(term.address()[0]);
      for (uint32_t i = 1; i <= size; ++i) waiting.push_back(Term(term.address()[i]));
    }
  }
  return found;
}

/// Position among an instruction's operands of the import that it calls; −1 if it calls none.
int import_operand(Opcode opcode) {
  const bool calls = opcode == Opcode::kCallExt || opcode == Opcode::kCallExtOnly ||
                     opcode == Opcode::kCallExtLast;
  return calls ? 1 : bif_operand(opcode);
}

bool is_local_call(Opcode opcode) {
  return opcode == Opcode::kCall || opcode == Opcode::kCallOnly || opcode == Opcode::kCallLast;
}

class Reader {
 public:
  Reader(const beam::File& file, const beam::Facts& facts) : file_(file) {
    for (const beam::Facts::Function& function : facts.functions) {
      by_entry_[function.entry] = &function;
    }
    for (const std::vector<uint8_t>& literal : file.literals) {
      literals_.push_back(references_of_literal(literal));
    }
  }

  References references(const beam::Facts::Function& function) {
    found_ = {};
    bool is_on_load = false;
    const beam::Code& code = file_.code;
    for (uint32_t i = function.begin; i < function.end; ++i) {
      const beam::Instruction& instruction = code.instructions[i];
      if (instruction.opcode == Opcode::kFuncInfo) continue;
      if (instruction.opcode == Opcode::kOnLoad) is_on_load = true;
      const auto operands = code.operands_of(instruction);
      for (const beam::Operand& operand : operands) add(operand);
      if (const int at = import_operand(instruction.opcode); at >= 0) {
        const beam::Import& import = file_.imports[index_of(operands[static_cast<size_t>(at)])];
        found_.functions.insert(
            {file_.atoms[import.module], file_.atoms[import.function], import.arity});
      } else if (instruction.opcode == Opcode::kApply || instruction.opcode == Opcode::kApplyLast) {
        found_.functions.insert({"erlang", "apply", 3});
      } else if (is_local_call(instruction.opcode)) {
        const auto callee = by_entry_.find(operands[1].value);
        if (callee != by_entry_.end()) add_local(callee->second->name, callee->second->arity);
      } else if (instruction.opcode == Opcode::kMakeFun2 ||
                 instruction.opcode == Opcode::kMakeFun3) {
        const beam::Lambda& lambda = file_.lambdas[index_of(operands[0])];
        add_local(lambda.function, lambda.arity);
      }
    }
    return {{"", file_.atoms[function.name], function.arity},
            {found_.functions.begin(), found_.functions.end()},
            {found_.named.begin(), found_.named.end()},
            {found_.atoms.begin(), found_.atoms.end()},
            is_on_load};
  }

 private:
  static size_t index_of(const beam::Operand& operand) {
    return static_cast<size_t>(operand.value);
  }

  void add(const beam::Operand& operand) {
    if (operand.kind == OperandKind::kAtom) {
      found_.atoms.insert(file_.atoms[index_of(operand)]);
    } else if (operand.kind == OperandKind::kLiteral) {
      found_.add(literals_[index_of(operand)]);
    } else if (operand.kind == OperandKind::kList) {
      for (const beam::Operand& element : file_.code.elements_of(operand)) add(element);
    }
  }

  void add_local(uint32_t name, uint32_t arity) {
    found_.functions.insert({"", file_.atoms[name], arity});
  }

  const beam::File& file_;
  std::unordered_map<int64_t, const beam::Facts::Function*> by_entry_;
  std::vector<Found> literals_;
  Found found_;
};

}  // namespace

std::optional<std::vector<References>> read_references(std::span<const uint8_t> bytes,
                                                       beam::Error& error) {
  const std::optional<beam::File> file = beam::read_file(bytes, error);
  if (!file) return std::nullopt;
  const std::optional<beam::Facts> facts = beam::verify(*file, error);
  if (!facts) return std::nullopt;
  Reader reader(*file, *facts);
  std::vector<References> all;
  for (const beam::Facts::Function& function : facts->functions) {
    all.push_back(reader.references(function));
  }
  return all;
}

}  // namespace linac

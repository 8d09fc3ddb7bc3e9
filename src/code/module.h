// SPDX-License-Identifier: Apache-2.0
//
// A loaded module: the decoded file linked to this VM's atoms, literals, exports and table slots.
// Interpreter and JIT read it; `link_module` (code/linker.h) makes it. Invariants: slot `slot_base
// + i` is `entries[i]`; entry i < label_count is label i, the others are continuations.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "beam/file.h"
#include "beam/verifier.h"
#include "code/bit_operands.h"
#include "code/export.h"
#include "code/fun_table.h"
#include "memory/heap.h"

namespace linac {

struct Module;
struct InterpreterCode;

/// A place in the source, as stack traces name it.
struct Location {
  const Module* module;
  uint32_t function;   ///< index in Facts::functions
  uint32_t line;       ///< index in File::lines, 0 = unknown
  uint32_t has_frame;  ///< the function has its own frame here, whose return address is stale
};

/// Where control can enter: a label, or the instruction after a call.
struct Entry {
  uint32_t instruction;  ///< index in Code::instructions
  uint32_t location;     ///< index in Module::locations; for a continuation, the place of the call
};

/// A native record that the module defines.
struct RecordDefinition {
  Term term;                   ///< as records hold it (term/layout.h), in the literal area
  std::vector<Term> defaults;  ///< by field; the non-value where there is none
};

inline constexpr uint32_t kNoEntry = 0xffffffff;

struct Module {
  Module();
  ~Module();
  uint32_t id = 0;  ///< that no other module ever loaded has
  Term name;
  std::string path;
  bool path_is_atom = false;  ///< as a program has called the place the module comes from
  beam::File file;
  beam::Facts facts;
  std::vector<Term> atoms;                          ///< by atom index of the file
  std::vector<Term> literals;                       ///< by literal index of the file
  std::vector<Term> big_integers;                   ///< by index in Code::big_integers
  std::unordered_map<int64_t, Term> wide_integers;  ///< integers of 60 to 64 bits
  BlockHeap literal_area;
  std::vector<RecordDefinition> records;
  std::vector<ExportEntry*> imports;
  std::vector<BinarySegments> binary_segments;          ///< of bs_create_bin instructions
  std::vector<MatchSteps> match_steps;                  ///< of bs_match instructions
  std::unordered_map<uint32_t, uint32_t> bit_operands;  ///< by instruction: index in one of these
  std::vector<FunEntry*> funs;                          ///< by index in the file's fun table
  SlotIndex slot_base = 0;
  std::vector<Entry> entries;
  std::vector<uint32_t> continuations;          ///< by instruction: entry after it, or kNoEntry
  std::vector<uint32_t> instruction_locations;  ///< by instruction: index in `locations`
  std::vector<Location> locations;
  std::vector<int32_t>
      function_of_label;  ///< by label: function index if it is an entry label, else −1
  std::unique_ptr<InterpreterCode> interpreter_code;  ///< made when first needed
  uint32_t unit = 0;                                  ///< handle of the installed unit
  bool native = false;
  bool is_purged = false;  ///< freed as soon as no process runs

  uint32_t label_count() const { return file.code.label_count; }
  SlotIndex slot_of_label(uint32_t label) const { return slot_base + label; }
  /// Slot of the continuation after an instruction that has one.
  SlotIndex continuation_slot(uint32_t instruction) const {
    return slot_base + continuations[instruction];
  }
  const Location& location_of(uint32_t instruction) const {
    return locations[instruction_locations[instruction]];
  }
  /// `lists:map/2`, for messages and names.
  std::string function_name(uint32_t function) const;
};

/// The term that a constant operand stands for. Precondition: kAtom, kNil, kInteger, kBigInteger or
/// kLiteral.
Term constant_term(const Module& module, const beam::Operand& operand);

/// Heap words that a kHeap operand asks for, in our object sizes.
uint32_t heap_words(const beam::Code& code, const beam::Operand& operand);

}  // namespace linac

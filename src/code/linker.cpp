// SPDX-License-Identifier: Apache-2.0
#include "code/linker.h"

#include <algorithm>

#include "beam/normalise.h"
#include "interpreter/code.h"
#include "term/atom.h"
#include "term/external.h"
#include "term/integer.h"

namespace linac {

Module::Module() = default;
Module::~Module() = default;

std::string Module::function_name(uint32_t function) const {
  const beam::Facts::Function& info = facts.functions[function];
  return file.module_name() + ":" + file.atoms[info.name] + "/" + std::to_string(info.arity);
}

bool has_continuation(beam::Opcode opcode) {
  using beam::Opcode;
  switch (opcode) {
    case Opcode::kCall:
    case Opcode::kCallExt:
    case Opcode::kCallFun:
    case Opcode::kCallFun2:
    case Opcode::kApply:
    case Opcode::kWaitTimeout:
      return true;
    default:
      return false;
  }
}

int bif_operand(beam::Opcode opcode) {
  using beam::Opcode;
  switch (opcode) {
    case Opcode::kBif0:
      return 0;
    case Opcode::kBif1:
    case Opcode::kBif2:
    case Opcode::kBif3:
      return 1;
    case Opcode::kGcBif1:
    case Opcode::kGcBif2:
    case Opcode::kGcBif3:
      return 2;
    default:
      return -1;
  }
}

Term constant_term(const Module& module, const beam::Operand& operand) {
  const auto index = static_cast<size_t>(operand.value);
  switch (operand.kind) {
    case beam::OperandKind::kAtom:
      return module.atoms[index];
    case beam::OperandKind::kInteger:
      if (Term::fits_small(operand.value)) return Term::small(operand.value);
      return module.wide_integers.at(operand.value);
    case beam::OperandKind::kBigInteger:
      return module.big_integers[index];
    case beam::OperandKind::kLiteral:
      return module.literals[index];
    default:
      return Term::nil();
  }
}

uint32_t heap_words(const beam::Code& code, const beam::Operand& operand) {
  if (operand.kind != beam::OperandKind::kAllocList) return static_cast<uint32_t>(operand.value);
  uint32_t words = 0;
  const auto elements = code.elements_of(operand);
  constexpr uint32_t kWordsOf[] = {1, kFloatWords, beam::kFunWords};
  for (size_t i = 0; i + 1 < elements.size(); i += 2) {
    words += kWordsOf[elements[i].value] * static_cast<uint32_t>(elements[i + 1].value);
  }
  return words;
}

namespace {

/// Modules that OTP builds into its emulator. They are there without line numbers.
bool is_preloaded(std::string_view module) {
  constexpr std::string_view kModules[] = {"atomics",
                                           "counters",
                                           "erl_init",
                                           "erl_prim_loader",
                                           "erl_tracer",
                                           "erlang",
                                           "erts_code_purger",
                                           "erts_dirty_process_signal_handler",
                                           "erts_internal",
                                           "erts_literal_area_collector",
                                           "init",
                                           "persistent_term",
                                           "prim_buffer",
                                           "prim_eval",
                                           "prim_file",
                                           "prim_inet",
                                           "prim_net",
                                           "prim_socket",
                                           "prim_zip",
                                           "socket_registry",
                                           "zlib"};
  return std::find(std::begin(kModules), std::end(kModules), module) != std::end(kModules);
}

using beam::Instruction;
using beam::Opcode;

/// Exports named by literals (`fun M:F/A`).
class LiteralExports final : public ExportFunMaker {
 public:
  explicit LiteralExports(ExportTable& exports) : exports_(exports) {}
  Term make_export_fun(Heap& heap, Term module, Term function, uint32_t arity) override {
    ExportEntry* entry = exports_.intern(module, function, arity);
    return entry == nullptr ? Term::non_value() : make_external_fun(heap, *entry);
  }

 private:
  ExportTable& exports_;
};

/// An integer from big-endian bytes in two's complement, as compact terms hold it.
Term integer_from_bytes(Heap& heap, const std::vector<uint8_t>& bytes) {
  const bool negative = !bytes.empty() && (bytes[0] & 0x80) != 0;
  std::vector<Word> limbs((bytes.size() + 7) / 8, negative ? ~Word{0} : 0);
  for (size_t i = 0; i < bytes.size(); ++i) {
    const size_t position = bytes.size() - 1 - i;
    Word& limb = limbs[position / 8];
    const size_t shift = position % 8 * 8;
    limb = (limb & ~(Word{0xff} << shift)) | (Word{bytes[i]} << shift);
  }
  if (negative) {
    bool carry = true;
    for (Word& limb : limbs) {
      limb = ~limb + (carry ? 1 : 0);
      carry = carry && limb == 0;
    }
  }
  return make_integer(heap, limbs.data(), limbs.size(), negative);
}

bool intern_atoms(Module& module, std::string& error) {
  module.atoms.reserve(module.file.atoms.size());
  module.atoms.push_back(Term::nil());
  for (size_t i = 1; i < module.file.atoms.size(); ++i) {
    const Term atom = intern(module.file.atoms[i]);
    if (!atom) {
      error = "the atom table is full";
      return false;
    }
    module.atoms.push_back(atom);
  }
  return true;
}

bool build_literals(Module& module, ExportTable& exports, std::string& error) {
  LiteralExports export_funs(exports);
  module.literals.reserve(module.file.literals.size());
  for (size_t i = 0; i < module.file.literals.size(); ++i) {
    const char* reason = nullptr;
    const Term literal =
        decode_external(module.file.literals[i], module.literal_area, &reason, &export_funs);
    if (!literal) {
      error = "chunk LitT: literal " + std::to_string(i) + ": " + reason;
      return false;
    }
    module.literals.push_back(literal);
  }
  for (const std::vector<uint8_t>& bytes : module.file.code.big_integers) {
    module.big_integers.push_back(integer_from_bytes(module.literal_area, bytes));
  }
  // Constants of 60 to 64 bits are integers on file but no small ones here.
  for (const beam::Operand& operand : module.file.code.operands) {
    if (operand.kind == beam::OperandKind::kInteger && !Term::fits_small(operand.value)) {
      module.wide_integers.try_emplace(operand.value, module.literal_area.integer(operand.value));
    }
  }
  return true;
}

/// The definitions of native records, with their defaults.
void build_records(Module& module) {
  for (const beam::Record& record : module.file.records) {
    RecordDefinition& made = module.records.emplace_back();
    std::vector<Term> elements = {module.name, module.atoms[record.name],
                                  atoms::boolean(record.exported)};
    for (const beam::Record::Field& field : record.fields) {
      elements.push_back(module.atoms[field.name]);
      const bool has_default = field.default_value.kind != beam::OperandKind::kNone;
      made.defaults.push_back(has_default ? constant_term(module, field.default_value)
                                          : Term::non_value());
    }
    made.term = module.literal_area.tuple_of(elements);
  }
}

/// Entries for labels and continuations, and the place of each instruction in the source.
void find_entries(Module& module) {
  const beam::Code& code = module.file.code;
  const size_t count = code.instructions.size();
  module.entries.assign(code.label_count, Entry{beam::Code::kNoInstruction, 0});
  module.continuations.assign(count, kNoEntry);
  module.instruction_locations.resize(count);
  module.function_of_label.assign(code.label_count, -1);
  for (size_t i = 0; i < module.facts.functions.size(); ++i) {
    module.function_of_label[module.facts.functions[i].entry] = static_cast<int32_t>(i);
  }

  const bool has_lines = !is_preloaded(module.file.module_name());
  uint32_t line = 0;
  module.locations.push_back({&module, 0, 0, 0});
  for (uint32_t i = 0; i < count; ++i) {
    const Instruction& instruction = code.instructions[i];
    if (instruction.opcode == Opcode::kLine && has_lines) {
      line = static_cast<uint32_t>(code.operands[instruction.operands].value);
    }
    const uint32_t function = module.facts.function_of[i];
    // Tail calls release the frame before they can fail.
    const bool releases =
        instruction.opcode == Opcode::kCallExtLast || instruction.opcode == Opcode::kApplyLast;
    const uint32_t has_frame = module.facts.frame_size[i] >= 0 && !releases ? 1 : 0;
    const Location& last = module.locations.back();
    if (last.function != function || last.line != line || last.has_frame != has_frame) {
      module.locations.push_back({&module, function, line, has_frame});
    }
    const auto location = static_cast<uint32_t>(module.locations.size() - 1);
    module.instruction_locations[i] = location;
    if (instruction.opcode == Opcode::kLabel) {
      const auto label = static_cast<size_t>(code.operands[instruction.operands].value);
      module.entries[label] = Entry{i, location};
    }
  }
  for (uint32_t i = 0; i < count; ++i) {
    if (!has_continuation(code.instructions[i].opcode) || i + 1 >= count) continue;
    module.continuations[i] = static_cast<uint32_t>(module.entries.size());
    module.entries.push_back(Entry{i + 1, module.instruction_locations[i]});
  }
}

/// What OTP has in C has a stand-in in the module's Erlang code. Calls within the module would go
/// to that; they become calls of the BIF that is there in its place.
void redirect_stand_ins(Module& module, ExportTable& exports) {
  beam::Code& code = module.file.code;
  std::unordered_map<int64_t, size_t> import_of_label;
  for (const beam::Facts::Function& function : module.facts.functions) {
    ExportEntry* entry = exports.find(module.atoms[1], module.atoms[function.name], function.arity);
    if (entry == nullptr || entry->bif == nullptr) continue;
    import_of_label[function.entry] = module.imports.size();
    module.imports.push_back(entry);
  }
  if (import_of_label.empty()) return;
  for (Instruction& instruction : code.instructions) {
    Opcode external;
    switch (instruction.opcode) {
      case Opcode::kCall:
        external = Opcode::kCallExt;
        break;
      case Opcode::kCallLast:
        external = Opcode::kCallExtLast;
        break;
      case Opcode::kCallOnly:
        external = Opcode::kCallExtOnly;
        break;
      default:
        continue;
    }
    beam::Operand& target = code.operands[instruction.operands + 1];
    auto found = import_of_label.find(target.value);
    if (found == import_of_label.end()) continue;
    instruction.opcode = external;
    target.kind = beam::OperandKind::kUnsigned;
    target.value = static_cast<int64_t>(found->second);
  }
}

bool link_imports(Module& module, ExportTable& exports, std::string& error) {
  for (const beam::Import& import : module.file.imports) {
    ExportEntry* entry =
        exports.intern(module.atoms[import.module], module.atoms[import.function], import.arity);
    if (entry == nullptr) {
      error = "the function table is full";
      return false;
    }
    module.imports.push_back(entry);
  }
  redirect_stand_ins(module, exports);
  return true;
}

/// A guard that calls what does not exist would just be false: such code is not let in.
bool check_bifs(const Module& module, std::string& error) {
  const beam::Code& code = module.file.code;
  for (const Instruction& instruction : code.instructions) {
    const int at = bif_operand(instruction.opcode);
    if (at < 0) continue;
    const auto index =
        static_cast<size_t>(code.operands_of(instruction)[static_cast<size_t>(at)].value);
    if (module.imports[index]->bif != nullptr) continue;
    const beam::Import& import = module.file.imports[index];
    error = "chunk Code at offset " + std::to_string(instruction.code_offset) +
            ": there is no BIF " + module.file.atoms[import.module] + ":" +
            module.file.atoms[import.function] + "/" + std::to_string(import.arity);
    return false;
  }
  return true;
}

bool reserve_slots(Module& module, SlotTable& slots, std::string& error) {
  const auto count = static_cast<uint32_t>(module.entries.size());
  std::optional<SlotIndex> base = slots.reserve(count);
  if (!base) {
    error = "the function table is full";
    return false;
  }
  module.slot_base = *base;
  for (uint32_t i = 0; i < count; ++i) {
    Slot& slot = slots[*base + i];
    slot.kind = SlotKind::kLabel;
    slot.index = i;
    slot.module = &module;
  }
  return true;
}

/// The BIF that a label is the stand-in of; null if it is none's.
const ExportEntry* bif_of_label(const Module& module, const ExportTable& exports, uint32_t label) {
  const int32_t index = module.function_of_label[label];
  if (index < 0) return nullptr;
  const beam::Facts::Function& function = module.facts.functions[static_cast<size_t>(index)];
  const ExportEntry* entry = exports.find(module.name, module.atoms[function.name], function.arity);
  return entry != nullptr && entry->bif != nullptr ? entry : nullptr;
}

void make_fun_entries(Module& module, FunTable& funs) {
  for (const beam::Lambda& lambda : module.file.lambdas) {
    FunEntry fun;
    fun.module = module.name;
    fun.function = module.atoms[lambda.function];
    fun.arity = lambda.arity - lambda.num_free;
    fun.index = lambda.index;
    fun.uniq = lambda.old_uniq;
    fun.num_free = lambda.num_free;
    fun.md5 = module.file.md5;
    module.funs.push_back(funs.acquire(fun));
  }
}

/// Modules stay in memory for long: what linking has turned into something else, and room that
/// vectors have kept for more, goes.
void drop_what_is_linked(Module& module) {
  module.file.literals = {};
  module.file.code.instructions.shrink_to_fit();
  module.file.code.operands.shrink_to_fit();
  module.entries.shrink_to_fit();
  module.locations.shrink_to_fit();
  module.facts.operand_types.shrink_to_fit();
}

/// Where the fun of a module's fun table begins.
SlotIndex fun_slot(const Module& module, const ExportTable& exports, size_t lambda) {
  const uint32_t label = module.file.lambdas[lambda].label;
  const ExportEntry* bif = bif_of_label(module, exports, label);
  return bif != nullptr ? bif->slot : module.slot_of_label(label);
}

}  // namespace

std::unique_ptr<Module> link_module(std::span<const uint8_t> bytes, std::string_view path,
                                    ExportTable& exports, SlotTable& slots, FunTable& funs,
                                    std::string& error) {
  auto module = std::make_unique<Module>();
  module->path = std::string(path);
  beam::Error beam_error;
  std::optional<beam::File> file = beam::read_file(bytes, beam_error);
  if (!file) {
    error = beam_error.sentence(module->path);
    return nullptr;
  }
  module->file = std::move(*file);
  std::optional<beam::Facts> facts = beam::verify(module->file, beam_error);
  if (!facts) {
    error = beam_error.sentence(module->path);
    return nullptr;
  }
  module->facts = std::move(*facts);
  beam::normalise(module->file, module->facts);

  std::string reason;
  bool linked = intern_atoms(*module, reason) && build_literals(*module, exports, reason) &&
                link_imports(*module, exports, reason) && check_bifs(*module, reason);
  if (linked) {
    module->name = module->atoms[1];
    build_records(*module);
    find_entries(*module);
    linked = reserve_slots(*module, slots, reason);
  }
  if (!linked) {
    error = beam::Error{"", 0, reason}.sentence(module->path);
    return nullptr;
  }
  make_fun_entries(*module, funs);
  decode_bit_operands(*module);
  drop_what_is_linked(*module);
  return module;
}

void publish_exports(Module& module, const Module* old, ExportTable& exports) {
  if (old != nullptr) withdraw_exports(*old, exports);
  for (const beam::Export& exported : module.file.exports) {
    ExportEntry* entry =
        exports.intern(module.name, module.atoms[exported.function], exported.arity);
    // A BIF stays a BIF: OTP's `erlang` and `lists` hold only stand-ins for theirs.
    if (entry != nullptr && entry->bif == nullptr) {
      exports.set_slot(*entry, module.slot_of_label(exported.label));
    }
  }
}

void withdraw_exports(const Module& module, ExportTable& exports) {
  for (const beam::Export& gone : module.file.exports) {
    ExportEntry* entry = exports.find(module.name, module.atoms[gone.function], gone.arity);
    if (entry != nullptr && entry->bif == nullptr) exports.set_slot(*entry, 0);
  }
}

void attach_funs(Module& module, const ExportTable& exports, FunTable& funs) {
  for (size_t i = 0; i < module.funs.size(); ++i) {
    funs.attach(*module.funs[i], module, fun_slot(module, exports, i));
  }
}

bool detach_funs(Module& module, std::span<Module* const> others, const ExportTable& exports,
                 FunTable& funs) {
  for (FunEntry* const entry : module.funs) {
    if (entry->code != &module) continue;
    bool taken_over = false;
    for (Module* const other : others) {
      const auto found = std::find(other->funs.begin(), other->funs.end(), entry);
      if (found == other->funs.end()) continue;
      const auto lambda = static_cast<size_t>(found - other->funs.begin());
      funs.attach(*entry, *other, fun_slot(*other, exports, lambda));
      taken_over = true;
      break;
    }
    if (!taken_over && !funs.detach(*entry)) return false;
  }
  return true;
}

void unlink_module(Module& module, SlotTable& slots, FunTable& funs) {
  slots.release(module.slot_base, static_cast<uint32_t>(module.entries.size()));
  for (FunEntry* const entry : module.funs) funs.release(*entry);
  module.funs.clear();
}

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// A small assembler for tests: makes `.beam` files in memory, right or deliberately wrong, chunk by
// chunk. Not a compiler's assembler: what a test states goes into the file unchecked.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "beam/opcode.h"

namespace linac::beam::testing {

using Bytes = std::vector<uint8_t>;

inline void append(Bytes& bytes, const Bytes& more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}
inline void append_u32(Bytes& bytes, uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<uint8_t>(value >> shift));
}
inline void append_u16(Bytes& bytes, uint16_t value) {
  bytes.push_back(static_cast<uint8_t>(value >> 8));
  bytes.push_back(static_cast<uint8_t>(value));
}
inline Bytes text_bytes(const std::string& text) { return {text.begin(), text.end()}; }

/// The compact encoding of `value` with a tag of three bits.
inline Bytes compact(unsigned tag, int64_t value) {
  if (value >= 0 && value < 16) return {static_cast<uint8_t>(value << 4 | tag)};
  if (value >= 0 && value < 0x800) {
    return {static_cast<uint8_t>((value >> 3 & 0xe0) | 8 | tag), static_cast<uint8_t>(value)};
  }
  Bytes big;
  for (int shift = 56; shift >= 0; shift -= 8) big.push_back(static_cast<uint8_t>(value >> shift));
  while (big.size() > 2 && ((big[0] == 0 && big[1] < 0x80) || (big[0] == 0xff && big[1] >= 0x80))) {
    big.erase(big.begin());
  }
  Bytes bytes = {static_cast<uint8_t>((big.size() - 2) << 5 | 0x18 | tag)};
  append(bytes, big);
  return bytes;
}

// Operands, encoded.
inline Bytes u(int64_t value) { return compact(0, value); }
inline Bytes integer(int64_t value) { return compact(1, value); }
inline Bytes x(int64_t number) { return compact(3, number); }
inline Bytes y(int64_t number) { return compact(4, number); }
inline Bytes f(int64_t label) { return compact(5, label); }
inline Bytes nil() { return compact(2, 0); }
inline Bytes extended(int64_t form, std::initializer_list<Bytes> parts) {
  Bytes bytes = compact(7, form);
  for (const Bytes& part : parts) append(bytes, part);
  return bytes;
}
inline Bytes fr(int64_t number) { return extended(2, {u(number)}); }
inline Bytes literal(int64_t index) { return extended(4, {u(index)}); }
inline Bytes typed(const Bytes& reg, int64_t type) { return extended(5, {reg, u(type)}); }
inline Bytes list(const std::vector<Bytes>& elements) {
  Bytes bytes = extended(1, {u(static_cast<int64_t>(elements.size()))});
  for (const Bytes& element : elements) append(bytes, element);
  return bytes;
}
/// Pairs of kind (0 words, 1 floats, 2 funs) and amount.
inline Bytes alloc(std::initializer_list<std::pair<int64_t, int64_t>> pairs) {
  Bytes bytes = extended(3, {u(static_cast<int64_t>(pairs.size()))});
  for (const auto& [kind, amount] : pairs) {
    append(bytes, u(kind));
    append(bytes, u(amount));
  }
  return bytes;
}

class BeamBuilder {
 public:
  explicit BeamBuilder(const std::string& module = "m") { atom_index(module); }

  int64_t atom_index(const std::string& name) {
    const auto [at, added] = atom_numbers_.emplace(name, atoms_.size() + 1);
    if (added) atoms_.push_back(name);
    return static_cast<int64_t>(at->second);
  }
  Bytes atom(const std::string& name) { return compact(2, atom_index(name)); }

  /// An operand that names an import.
  Bytes import(const std::string& module, const std::string& function, uint32_t arity) {
    append_u32(imports_, static_cast<uint32_t>(atom_index(module)));
    append_u32(imports_, static_cast<uint32_t>(atom_index(function)));
    append_u32(imports_, arity);
    return u(import_count_++);
  }
  /// An operand that names a literal; `term` is an external term without its version byte.
  Bytes add_literal(Bytes term) {
    term.insert(term.begin(), 131);
    append_u32(literals_, static_cast<uint32_t>(term.size()));
    append(literals_, term);
    return literal(literal_count_++);
  }
  /// An operand that names a fun.
  Bytes lambda(const std::string& function, uint32_t arity, uint32_t label, uint32_t num_free) {
    append_u32(lambdas_, static_cast<uint32_t>(atom_index(function)));
    for (const uint32_t field : {arity, label, lambda_count_, num_free, 0u}) {
      append_u32(lambdas_, field);
    }
    return u(lambda_count_++);
  }

  BeamBuilder& op(Opcode opcode, std::initializer_list<Bytes> operands = {}) {
    code_.push_back(static_cast<uint8_t>(opcode));
    for (const Bytes& operand : operands) append(code_, operand);
    return *this;
  }
  BeamBuilder& label(int64_t number) {
    if (number >= label_count) label_count = static_cast<uint32_t>(number) + 1;
    return op(Opcode::kLabel, {u(number)});
  }
  /// Labels `number` and `number + 1`, and func_info between them.
  BeamBuilder& function(const std::string& name, uint32_t arity, int64_t number) {
    function_count++;
    label(number).op(Opcode::kFuncInfo, {atom(atoms_[0]), atom(name), u(arity)});
    append_u32(exports_, static_cast<uint32_t>(atom_index(name)));
    append_u32(exports_, arity);
    append_u32(exports_, static_cast<uint32_t>(number + 1));
    export_count_++;
    return label(number + 1);
  }

  /// Adds a chunk as it is, or replaces the one the builder would make.
  BeamBuilder& chunk(const std::string& name, Bytes bytes) {
    chunks_[name] = std::move(bytes);
    return *this;
  }
  BeamBuilder& without_chunk(const std::string& name) {
    removed_[name] = true;
    return *this;
  }

  /// The code without its header, int_code_end included.
  Bytes code() const {
    Bytes bytes = code_;
    bytes.push_back(static_cast<uint8_t>(Opcode::kIntCodeEnd));
    return bytes;
  }

  Bytes build() const {
    std::map<std::string, Bytes> all = chunks_;
    const auto add = [&](const char* name, Bytes bytes) { all.emplace(name, std::move(bytes)); };
    add("AtU8", atom_chunk());
    add("Code", code_chunk());
    add("ImpT", counted(import_count_, imports_));
    add("ExpT", counted(export_count_, exports_));
    add("StrT", strings);
    if (lambda_count_) add("FunT", counted(lambda_count_, lambdas_));
    if (literal_count_) {
      Bytes table = {0, 0, 0, 0};
      append(table, counted(literal_count_, literals_));
      add("LitT", table);
    }
    for (const auto& [name, removed] : removed_) all.erase(name);
    Bytes body = text_bytes("BEAM");
    for (const auto& [name, bytes] : all) {
      append(body, text_bytes(name));
      append_u32(body, static_cast<uint32_t>(bytes.size()));
      append(body, bytes);
      while (body.size() % 4) body.push_back(0);
    }
    Bytes file = text_bytes("FOR1");
    append_u32(file, static_cast<uint32_t>(body.size()));
    append(file, body);
    return file;
  }

  static Bytes counted(uint32_t count, const Bytes& entries) {
    Bytes bytes;
    append_u32(bytes, count);
    append(bytes, entries);
    return bytes;
  }

  uint32_t label_count = 1;
  uint32_t function_count = 0;
  uint32_t max_opcode = 181;
  Bytes strings;

 private:
  Bytes atom_chunk() const {
    Bytes bytes;
    append_u32(bytes, static_cast<uint32_t>(atoms_.size()));
    for (const std::string& atom : atoms_) {
      bytes.push_back(static_cast<uint8_t>(atom.size()));
      append(bytes, text_bytes(atom));
    }
    return bytes;
  }
  Bytes code_chunk() const {
    Bytes bytes;
    for (const uint32_t field : {16u, 0u, max_opcode, label_count, function_count}) {
      append_u32(bytes, field);
    }
    append(bytes, code());
    return bytes;
  }

  std::vector<std::string> atoms_;
  std::map<std::string, size_t> atom_numbers_;
  Bytes imports_, exports_, lambdas_, literals_, code_;
  uint32_t import_count_ = 0, export_count_ = 0, lambda_count_ = 0, literal_count_ = 0;
  std::map<std::string, Bytes> chunks_;
  std::map<std::string, bool> removed_;
};

}  // namespace linac::beam::testing

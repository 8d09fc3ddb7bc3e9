// SPDX-License-Identifier: Apache-2.0
//
// Builds one WebAssembly module. Order of use: imports, declare every function, then define the
// bodies in the order of declaration; types, exports, segments and further imported globals may
// come at any time before `finish`. Bodies are written once, into the bytes that `finish` returns;
// the sections before them fill a gap left in front. Invariant: nothing here aborts on size or
// order: the first limit passed or rule broken is kept as a sentence, and `finish` returns it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "jit/wasm/assembler.h"
#include "jit/wasm/byte_buffer.h"
#include "jit/wasm/types.h"

namespace linac::wasm {

/// Value of a global at the start, or offset of a segment: one constant or one imported constant
/// global (sums need the extended-const proposal, which not all our engines have).
struct ConstantExpression {
  enum class Kind : uint8_t { kI32, kI64, kF64, kGlobal };
  Kind kind = Kind::kI32;
  uint64_t bits = 0;  ///< sign-extended integer, a double's bits, or the global's index

  static ConstantExpression i32(int32_t value);
  static ConstantExpression i64(int64_t value);
  static ConstantExpression f64(double value);
  static ConstantExpression global(GlobalIndex global);
};

/// A finished module, or what went wrong. Owns the bytes.
class FinishedModule {
 public:
  bool ok() const { return error_.empty(); }
  /// A sentence without a full stop; empty if all went well.
  const std::string& error() const { return error_; }
  /// The module; empty if there is an error. Valid as long as this object.
  std::span<const uint8_t> bytes() const { return {buffer_.data() + start_, size_}; }

 private:
  friend class ModuleBuilder;
  ByteBuffer buffer_;
  uint32_t start_ = 0;
  uint32_t size_ = 0;
  std::string error_;
};

class ModuleBuilder {
 public:
  /// `name` goes to the name section. A module larger than `max_bytes` is an error.
  explicit ModuleBuilder(std::string_view name = {}, uint32_t max_bytes = kMaxModuleBytes);
  ModuleBuilder(const ModuleBuilder&) = delete;
  ModuleBuilder& operator=(const ModuleBuilder&) = delete;

  /// Index of a function type; equal types share one.
  TypeIndex type(std::span<const ValueType> parameters, std::span<const ValueType> results);
  TypeIndex type(std::initializer_list<ValueType> parameters,
                 std::initializer_list<ValueType> results) {
    return type(std::span(parameters.begin(), parameters.size()),
                std::span(results.begin(), results.size()));
  }

  // Imports. Functions must precede declare_function, globals define_global.

  FunctionIndex import_function(std::string_view module, std::string_view field, TypeIndex type,
                                std::string_view name = {});
  /// At most one memory. Sizes in pages of 64 KiB.
  MemoryIndex import_memory(std::string_view module, std::string_view field, uint32_t minimum,
                            std::optional<uint32_t> maximum = {});
  /// A table of functions.
  TableIndex import_table(std::string_view module, std::string_view field, uint32_t minimum,
                          std::optional<uint32_t> maximum = {});
  GlobalIndex import_global(std::string_view module, std::string_view field, ValueType type,
                            Mutability mutability = Mutability::kConstant);

  // Definitions.

  GlobalIndex define_global(ValueType type, Mutability mutability, ConstantExpression initial);
  /// `name` goes to the name section, for stack traces and profilers: `lists:map/2@label 7`.
  FunctionIndex declare_function(TypeIndex type, std::string_view name = {});

  /// Starts the body of `function`, which must be the first declared one that has none. The
  /// Assembler stays valid until end_function.
  Assembler& begin_function(FunctionIndex function);
  /// Writes the body's final `end`, its locals and its size.
  void end_function();

  void export_function(std::string_view name, FunctionIndex function);
  void export_table(std::string_view name, TableIndex table);
  void export_memory(std::string_view name, MemoryIndex memory);
  void export_global(std::string_view name, GlobalIndex global);

  /// An active segment: instantiation writes `functions` to consecutive slots of `table` from
  /// `offset` on.
  ElementIndex add_elements(TableIndex table, ConstantExpression offset,
                            std::span<const FunctionIndex> functions);
  /// An active segment: instantiation copies `bytes` to memory at `offset`.
  DataIndex add_data(ConstantExpression offset, std::span<const uint8_t> bytes);
  /// A passive segment, for memory_init.
  DataIndex add_passive_data(std::span<const uint8_t> bytes);
  /// Instantiation calls `function`, of type [] -> [].
  void set_start(FunctionIndex function);

  /// Ends the module. The builder is spent.
  FinishedModule finish();

  /// Keeps `message` (a sentence without a full stop) unless an error is kept already.
  void fail(std::string_view message);
  const std::string& error() const { return error_; }

  /// Bytes of function bodies so far.
  uint32_t code_size() const;

  // What is known of an index, for the validator. An index out of range gives nothing.

  struct Signature {
    std::span<const ValueType> parameters;
    std::span<const ValueType> results;
  };
  struct GlobalType {
    ValueType type;
    Mutability mutability;
    bool imported;
  };
  std::optional<Signature> signature(TypeIndex type) const;
  std::optional<TypeIndex> function_type(FunctionIndex function) const;
  /// The name given to a function; empty if none. Slow: for messages.
  std::string_view function_name(FunctionIndex function) const;
  std::optional<GlobalType> global_type(GlobalIndex global) const;
  uint32_t table_count() const { return table_count_; }
  uint32_t memory_count() const { return memory_count_; }
  uint32_t element_count() const { return static_cast<uint32_t>(segments_.size()); }
  uint32_t data_count() const { return data_count_; }

 private:
  friend class Assembler;

  struct FunctionType {
    uint32_t start;  // in type_values_: parameters, then results
    uint32_t parameters;
    uint32_t results;
  };
  struct Segment {
    TableIndex table;
    ConstantExpression offset;
    uint32_t start;  // in segment_functions_
    uint32_t count;
  };

  struct LocalName {
    FunctionIndex function;
    LocalIndex local;
    std::string name;
  };

  bool import_entry(std::string_view module, std::string_view field, uint8_t kind);
  void import_limits(uint32_t minimum, std::optional<uint32_t> maximum);
  void name_function(std::string_view name);
  void export_entry(std::string_view name, uint8_t kind, uint32_t index, uint32_t count);
  bool check_name(std::string_view name);
  bool check_constant(const ConstantExpression& expression, ValueType type);
  DataIndex add_data_segment(std::optional<ConstantExpression> offset,
                             std::span<const uint8_t> bytes);
  // Sections.
  static void write_constant(ByteBuffer& out, const ConstantExpression& expression);
  void reserve_front();
  void write_front(ByteBuffer& front) const;
  void write_types(ByteBuffer& front) const;
  void write_functions(ByteBuffer& front) const;
  void write_elements(ByteBuffer& front) const;
  uint32_t write_local_names(ByteBuffer& out);
  void write_names();

  uint32_t function_count() const { return static_cast<uint32_t>(functions_.size()); }

  std::string error_;
  std::string name_;
  uint32_t max_bytes_;

  std::vector<ValueType> type_values_;
  std::vector<FunctionType> types_;
  std::unordered_map<std::string, uint32_t> type_indexes_;

  // Sections written as their entries come: bytes without the count in front.
  ByteBuffer imports_;
  ByteBuffer globals_;
  ByteBuffer exports_;
  std::unordered_set<std::string> export_names_;
  ByteBuffer data_;
  ByteBuffer function_names_;
  uint32_t import_count_ = 0;
  uint32_t defined_globals_ = 0;
  uint32_t data_count_ = 0;
  uint32_t function_name_count_ = 0;

  std::vector<TypeIndex> functions_;  // imported, then declared
  uint32_t imported_functions_ = 0;
  uint32_t next_body_ = 0;  // function index
  bool in_function_ = false;
  std::vector<GlobalType> global_types_;
  uint32_t table_count_ = 0;
  uint32_t memory_count_ = 0;
  std::vector<Segment> segments_;
  std::vector<FunctionIndex> segment_functions_;
  std::vector<FunctionIndex> referenced_functions_;  // by ref_func
  std::vector<LocalName> local_names_;
  std::optional<FunctionIndex> start_;

  ByteBuffer code_;     // gap for the front, then bodies
  uint32_t front_ = 0;  // size of the gap
  Assembler assembler_{*this, code_};
};

}  // namespace linac::wasm

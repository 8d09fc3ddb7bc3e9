// SPDX-License-Identifier: Apache-2.0
//
// Words of the WebAssembly encoder: value and block types, the index spaces as types of their own,
// and the limits every engine shares. Used by every file of this folder and by those who emit code.
// Invariant: enumerators hold the binary format's own bytes, so encoding one is a cast.
#pragma once

#include <cstdint>

namespace linac::wasm {

/// Types of values, as the binary format writes them.
enum class ValueType : uint8_t {
  kI32 = 0x7f,
  kI64 = 0x7e,
  kF32 = 0x7d,
  kF64 = 0x7c,
  kFuncRef = 0x70,
  kExternRef = 0x6f,
};

enum class Mutability : uint8_t { kConstant = 0, kMutable = 1 };

// One type per index space, so that a local never passes for a function. Indexes count from 0;
// imports come first.
struct TypeIndex {
  uint32_t value = 0;
};
struct FunctionIndex {
  uint32_t value = 0;
};
struct LocalIndex {
  uint32_t value = 0;
};
struct GlobalIndex {
  uint32_t value = 0;
};
struct TableIndex {
  uint32_t value = 0;
};
struct MemoryIndex {
  uint32_t value = 0;
};
struct ElementIndex {
  uint32_t value = 0;
};
struct DataIndex {
  uint32_t value = 0;
};

/// Type of a block: nothing, one result, or a function type (several results, or parameters).
class BlockType {
 public:
  constexpr BlockType() = default;
  constexpr BlockType(ValueType result)  // NOLINT(google-explicit-constructor)
      : code_(static_cast<int64_t>(result) - 0x80) {}
  constexpr BlockType(TypeIndex type)  // NOLINT(google-explicit-constructor)
      : code_(type.value) {}

  /// The signed 33-bit number the binary format uses.
  constexpr int64_t code() const { return code_; }
  constexpr bool is_type_index() const { return code_ >= 0; }
  constexpr bool is_empty() const { return code_ == kEmpty; }
  /// The single result; only if neither empty nor a type index.
  constexpr ValueType result() const { return static_cast<ValueType>(code_ + 0x80); }

 private:
  static constexpr int64_t kEmpty = -64;
  int64_t code_ = kEmpty;
};

/// A construct that branches may target, handed out by Assembler::block, loop and if_. Valid until
/// its `end`.
struct Label {
  uint32_t depth = 0;   ///< number of constructs open inside the function, this one included
  uint32_t serial = 0;  ///< tells a stale label from a live one; 0 unless validating
};

// Limits of the WebAssembly JavaScript interface, which engines share, and in places (imports) of
// the oldest engine we run on.
constexpr uint32_t kMaxTypes = 1'000'000;
constexpr uint32_t kMaxFunctions = 1'000'000;
constexpr uint32_t kMaxImports = 100'000;
constexpr uint32_t kMaxExports = 100'000;
constexpr uint32_t kMaxGlobals = 1'000'000;
constexpr uint32_t kMaxParameters = 1'000;
constexpr uint32_t kMaxResults = 1'000;
constexpr uint32_t kMaxLocals = 50'000;
constexpr uint32_t kMaxNameBytes = 100'000;
constexpr uint32_t kMaxBranchTableEntries = 65'520;
constexpr uint32_t kMaxFunctionBytes = 7'654'321;
constexpr uint32_t kMaxModuleBytes = 1u << 30;
constexpr uint32_t kMaxElementSegments = 100'000;
constexpr uint32_t kMaxDataSegments = 100'000;
constexpr uint32_t kMaxTableElements = 10'000'000;

}  // namespace linac::wasm

// SPDX-License-Identifier: Apache-2.0
//
// Layouts of heap objects: what the address in a pointer term points at. A cons cell is two words
// with no header; all else starts with a header word (tag 0xC) whose bits 56-59 are the kind, 32-55
// `aux` and 0-31 the number of words that follow. The collector relies on that size, and on
// `is_raw` to know which words to follow. Invariant: a header's size covers the whole object;
// objects never overlap and never hold a return address.
#pragma once

#include "term/term.h"

namespace linac {

enum class Kind : uint8_t {
  kTuple = 0,        ///< elements
  kFlatMap = 1,      ///< tuple of keys in term order, values in the same order
  kMapNode = 2,      ///< inner node of a large map: children (see MapTrie); aux: which it has
  kMapRoot = 3,      ///< large map: number of keys (small integer), then as an inner node
  kFun = 4,          ///< see FunLayout; aux: bits 0-7 arity, bit 8 external
  kBigInteger = 5,   ///< little-endian 64-bit limbs of the magnitude; aux bit 0: negative
  kFloat = 6,        ///< one double
  kReference = 7,    ///< two raw words; see make_reference and, with aux, make_resource
  kExternal = 8,     ///< pid, port or reference of another node
  kHeapBinary = 9,   ///< size in bytes (raw), bytes padded to words
  kRefcBinary = 10,  ///< size in bytes (raw), BinaryData* (raw), link of the off-heap list (raw)
  kSubBinary = 11,  ///< size in bits (raw), offset in bits (raw), base (a heap or refc binary term)
  kMatchContext = 12,  ///< see the match context's offsets below
  kRecord = 13,        ///< native record: its definition (a tuple), values of its fields
  kFiller = 15,        ///< dead space
};

inline constexpr int kKindShift = 56;
inline constexpr int kAuxShift = 32;

constexpr Word make_header(Kind kind, uint32_t size, uint32_t aux = 0) {
  return tag_bits(Tag::kHeader) | (static_cast<Word>(kind) << kKindShift) |
         (static_cast<Word>(aux & 0xffffff) << kAuxShift) | size;
}
constexpr Kind header_kind(Word header) { return static_cast<Kind>((header >> kKindShift) & 0xf); }
constexpr uint32_t header_aux(Word header) {
  return static_cast<uint32_t>(header >> kAuxShift) & 0xffffff;
}
/// Words after the header.
constexpr uint32_t header_size(Word header) { return static_cast<uint32_t>(header); }

/// Whether no word of such an object is a term. The other kinds may hold raw words among their
/// terms, but none that could be taken for a pointer.
constexpr bool is_raw(Kind kind) {
  constexpr uint32_t kRawKinds =
      1u << static_cast<int>(Kind::kBigInteger) | 1u << static_cast<int>(Kind::kFloat) |
      1u << static_cast<int>(Kind::kReference) | 1u << static_cast<int>(Kind::kHeapBinary) |
      1u << static_cast<int>(Kind::kRefcBinary) | 1u << static_cast<int>(Kind::kFiller);
  return (kRawKinds >> static_cast<int>(kind)) & 1;
}

inline Kind kind_of(Term term) { return header_kind(term.address()[0]); }

// --- cons cells
inline Term head(Term cons) { return Term(cons.address()[0]); }
inline Term tail(Term cons) { return Term(cons.address()[1]); }
/// Writes a cons cell to two words at `at`.
inline Term make_cons(Word* at, Term head, Term tail) {
  at[0] = head.bits();
  at[1] = tail.bits();
  return Term::pointer(Tag::kCons, at);
}

// --- tuples
inline uint32_t tuple_arity(Term tuple) { return header_size(tuple.address()[0]); }
/// Element `index`, counted from 0.
inline Term tuple_element(Term tuple, uint32_t index) { return Term(tuple.address()[1 + index]); }

// --- floats
inline constexpr uint32_t kFloatWords = 2;
inline bool is_boxed_float(Term term) { return term.is_boxed() && kind_of(term) == Kind::kFloat; }
inline bool is_float(Term term) { return term.is_immediate_float() || is_boxed_float(term); }
/// Value of a float term, immediate or boxed.
inline double float_value(Term term) {
  if (term.is_immediate_float()) return term.immediate_float_value();
  return __builtin_bit_cast(double, term.address()[1]);
}

// --- big integers
inline uint32_t big_limbs(Term big) { return header_size(big.address()[0]); }
inline bool big_is_negative(Term big) { return header_aux(big.address()[0]) & 1; }
inline const Word* big_magnitude(Term big) { return big.address() + 1; }

// --- references
inline constexpr uint32_t kReferenceWords = 3;
inline bool is_reference(Term term) { return term.is_boxed() && kind_of(term) == Kind::kReference; }

// --- pids, ports and references of other nodes
/// What a Kind::kExternal is, in `aux`.
enum class ExternalType : uint8_t { kPid = 0, kPort = 1, kReference = 2 };
/// Word offsets: node (an atom), creation, then numbers of 32 bits each, all small integers. A pid
/// has two numbers (the higher bits first), so has a port, a reference one to five.
inline constexpr uint32_t kExternalNodeOffset = 1;
inline constexpr uint32_t kExternalCreationOffset = 2;
inline constexpr uint32_t kExternalNumbersOffset = 3;
inline bool is_external(Term term, ExternalType type) {
  return term.is_boxed() && kind_of(term) == Kind::kExternal &&
         header_aux(term.address()[0]) == static_cast<uint32_t>(type);
}

/// Pids, ports and references of any node.
inline bool is_pid(Term term) {
  return term.is_local_pid() || is_external(term, ExternalType::kPid);
}
inline bool is_port(Term term) {
  return term.is_local_port() || is_external(term, ExternalType::kPort);
}
inline bool is_any_reference(Term term) {
  return is_reference(term) || is_external(term, ExternalType::kReference);
}

// --- funs
struct FunEntry;     // code/fun.h
struct ExportEntry;  // code/export.h
inline constexpr uint32_t kFunAuxExternal = 0x100;
/// Word offsets inside a fun. A local fun: FunEntry*, creator pid, free variables. An external one:
/// ExportEntry*.
inline constexpr uint32_t kFunEntryOffset = 1;
inline constexpr uint32_t kFunCreatorOffset = 2;
inline constexpr uint32_t kFunEnvironmentOffset = 3;
inline constexpr uint32_t kExternalFunWords = 2;
inline uint32_t fun_arity(Term fun) { return header_aux(fun.address()[0]) & 0xff; }
inline bool fun_is_external(Term fun) { return header_aux(fun.address()[0]) & kFunAuxExternal; }
inline uint32_t fun_num_free(Term fun) {
  return fun_is_external(fun) ? 0 : header_size(fun.address()[0]) - (kFunEnvironmentOffset - 1);
}
inline FunEntry* fun_entry(Term fun) {
  return reinterpret_cast<FunEntry*>(static_cast<uintptr_t>(fun.address()[kFunEntryOffset]));
}
inline ExportEntry* fun_export(Term fun) {
  return reinterpret_cast<ExportEntry*>(static_cast<uintptr_t>(fun.address()[kFunEntryOffset]));
}

// --- maps
/// Keys that a flat map has at most; one with more is a trie. A map's size alone decides.
inline constexpr uint32_t kMaxFlatMapSize = 32;
inline bool is_flat_map(Term map) { return kind_of(map) == Kind::kFlatMap; }
inline uint32_t flat_map_size(Term map) { return header_size(map.address()[0]) - 1; }
inline Term flat_map_keys(Term map) { return Term(map.address()[1]); }
inline Term flat_map_value(Term map, uint32_t index) { return Term(map.address()[2 + index]); }

// --- native records
/// Word offsets inside a record. The definition is {Module, Name, Exported, Field ...}; no program
/// sees it.
inline constexpr uint32_t kRecordDefinitionOffset = 1;
inline constexpr uint32_t kRecordValuesOffset = 2;
inline constexpr uint32_t kRecordFirstField = 3;
inline bool is_native_record(Term term) {
  return term.is_boxed() && kind_of(term) == Kind::kRecord;
}
inline Term record_definition(Term record) {
  return Term(record.address()[kRecordDefinitionOffset]);
}
/// Value of field `index` in the order of the definition.
inline Term record_value(Term record, uint32_t index) {
  return Term(record.address()[kRecordValuesOffset + index]);
}
inline uint32_t record_definition_fields(Term definition) {
  return tuple_arity(definition) - kRecordFirstField;
}
inline Term record_definition_field(Term definition, uint32_t index) {
  return tuple_element(definition, kRecordFirstField + index);
}

// --- match contexts
/// Word offsets inside a match context. Positions are raw, in bits from the first byte of `base`, a
/// heap or refc binary; `bytes` is the address of that byte, which follows `base` in a collection.
inline constexpr uint32_t kContextEndOffset = 1;
inline constexpr uint32_t kContextPositionOffset = 2;
inline constexpr uint32_t kContextBaseOffset = 3;
inline constexpr uint32_t kContextBytesOffset = 4;
inline constexpr uint32_t kMatchContextWords = 5;
inline bool is_match_context(Term term) {
  return term.is_boxed() && kind_of(term) == Kind::kMatchContext;
}

/// In the header of a reference that stands for a resource (memory/resource.h).
inline constexpr uint32_t kReferenceAuxResource = 1;

/// Whether an object of this header is one owner of some BinaryData, held by its second word, and
/// linked into its heap's off-heap chain by its third.
inline bool owns_binary_data(Word header) {
  const Kind kind = header_kind(header);
  return kind == Kind::kRefcBinary ||
         (kind == Kind::kReference && header_aux(header) == kReferenceAuxResource);
}

struct Resource;  // memory/resource.h

/// Payload of a reference-counted binary, outside all heaps; or the owner of a resource.
struct BinaryData {
  uint32_t references;
  Resource* resource;  ///< null for bytes
  /// Bits that some bitstring may hold, from the first. They never change; a bitstring that ends
  /// there may be continued in place, if there is room.
  uint64_t used_bits;
  uint64_t capacity;  ///< bytes allocated behind this struct
  uint8_t* bytes() { return reinterpret_cast<uint8_t*>(this + 1); }
};

}  // namespace linac

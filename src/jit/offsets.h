// SPDX-License-Identifier: Apache-2.0
//
// Where compiled code finds what it reads and writes itself: byte offsets in the wasm32 build's
// structs. The only numbers of their kind; the wasm build refuses to compile when a struct and its
// constant disagree.
#pragma once

#include <cstddef>
#include <cstdint>

#include "code/export.h"
#include "code/module.h"
#include "runtime/context.h"

namespace linac {

inline constexpr uint32_t kContextHeapTopOffset = 4;
inline constexpr uint32_t kContextStackPointerOffset = 8;
inline constexpr uint32_t kContextXOffset = 256;
inline constexpr uint32_t kContextFOffset = kContextXOffset + 8 * kXRegisters;
inline constexpr uint32_t kContextScratchOffset = kContextFOffset + 8 * kFloatRegisters;
inline constexpr uint32_t kContextMapPlacesOffset = kContextScratchOffset + 8 * kScratchWords;
inline constexpr uint32_t kExportEntrySlotOffset = 32;
inline constexpr uint32_t kFunEntrySlotOffset = 40;
inline constexpr uint32_t kWordBytes = 8;
/// In a match context, in bytes.
inline constexpr uint32_t kMatchEndOffset = kContextEndOffset * kWordBytes;
inline constexpr uint32_t kMatchPositionOffset = kContextPositionOffset * kWordBytes;
inline constexpr uint32_t kMatchBaseOffset = kContextBaseOffset * kWordBytes;
inline constexpr uint32_t kMatchBytesOffset = kContextBytesOffset * kWordBytes;
inline constexpr uint32_t kBinaryDataUsedBitsOffset = 8;
inline constexpr uint32_t kBinaryDataCapacityOffset = 16;
inline constexpr uint32_t kBinaryDataBytesOffset = 24;

#ifdef __wasm32__
// These structs have bases and virtual functions, but one layout on this platform.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Winvalid-offsetof"
struct ContextOffsets {
  static_assert(offsetof(Context, heap) == 0);
  static_assert(offsetof(ProcessHeap, top_) == kContextHeapTopOffset);
  static_assert(offsetof(ProcessHeap, limit_) == kContextStackPointerOffset);
  static_assert(offsetof(Context, x) == kContextXOffset);
  static_assert(offsetof(Context, f) == kContextFOffset);
  static_assert(offsetof(Context, scratch) == kContextScratchOffset);
  static_assert(offsetof(Context, map_places) == kContextMapPlacesOffset);
  static_assert(offsetof(ExportEntry, slot) == kExportEntrySlotOffset);
  static_assert(offsetof(FunEntry, slot) == kFunEntrySlotOffset);
  static_assert(offsetof(BinaryData, used_bits) == kBinaryDataUsedBitsOffset);
  static_assert(offsetof(BinaryData, capacity) == kBinaryDataCapacityOffset);
  static_assert(sizeof(BinaryData) == kBinaryDataBytesOffset);
};
#pragma clang diagnostic pop
#endif

}  // namespace linac

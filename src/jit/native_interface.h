// SPDX-License-Identifier: Apache-2.0
//
// `NativeInterface`: the functions of the runtime that compiled code calls, an array of function
// pointers. Primitive i is called by pushing its arguments, `i32.load offset=4*i` of the interface,
// `call_indirect`. Names and signatures stand in one table, from which the emitter takes wasm types
// and messages take names. Adding one: a line here, and the function in native_interface.cpp; the
// order is the interface.
#pragma once

#include <cstdint>
#include <string_view>

namespace linac {

enum class Primitive : uint32_t {
  kReductionsExhausted,
  kCollect,
  kCallBif,
  kGuardBif0,
  kGuardBif1,
  kGuardBif2,
  kGuardBif3,
  kFailGuardBif1,
  kFailGuardBif2,
  kFailGuardBif3,
  kAdd,
  kSubtract,
  kMultiply,
  kCompare,
  kEqual,
  kEqualExact,
  kHasType,
  kIsFunctionOfArity,
  kPrepareCallFun,
  kPrepareApply,
  kPrepareApplyList,
  kRaisePending,
  kRaiseError,
  kRaiseErrorWith,
  kRaiseFunctionClause,
  kRaiseAgain,
  kRawRaise,
  kCatchEnd,
  kBuildStacktrace,
  kLoopRec,
  kLoopRecEnd,
  kRemoveMessage,
  kWait,
  kWaitTimeout,
  kTimeout,
  kReserveReceiveMarker,
  kBindReceiveMarker,
  kClearReceiveMarker,
  kUseReceiveMarker,
  kFloating,
  kToDouble,
  kMakeFun,
  kPutMap,
  kMapGet,
  kMapFind,
  kIsRecordOf,
  kIsRecordAccessible,
  kRecordField,
  kGetRecordField,
  kPutRecord,
  kCopyTuple,
  kSelf,
  kStartMatch,
  kGetInteger,
  kGetFloat,
  kGetBitstring,
  kGetUtf,
  kGetTail,
  kSkipBits,
  kMatchString,
  kMatchBits,
  kCreateBitstring,
  kInitWritable,
  kBeginBitstring,
  kBeginAppend,
  kPutInteger,
  kPutFloat,
  kPutBitstring,
  kPutUtf,
  kPutString,
  kAddSegmentSizes,
  kUtfBytes,
  kCount,
};

inline constexpr uint32_t kPrimitiveCount = static_cast<uint32_t>(Primitive::kCount);

struct NativeInterface {
  const void* functions[kPrimitiveCount];
};

/// The interface of this program; the same for all VMs.
const NativeInterface& native_interface();

/// Name of a primitive, and its signature: parameters, a colon, results; i = i32 (pointers, slots,
/// truth values), w = i64 (a term), d = f64.
struct PrimitiveInfo {
  std::string_view name;
  std::string_view signature;
};
const PrimitiveInfo& info(Primitive primitive);

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// Thin by rule: each function here hands over to the one implementation in src/runtime.
#include "jit/native_interface.h"

#include <cmath>

#include "code/module.h"
#include "runtime/arithmetic.h"
#include "runtime/bit_builder.h"
#include "runtime/call.h"
#include "runtime/collect.h"
#include "runtime/exception.h"
#include "runtime/match_context.h"
#include "runtime/message.h"
#include "runtime/native_record.h"
#include "runtime/put_map.h"
#include "runtime/tuple.h"
#include "runtime/type_test.h"
#include "term/compare.h"
#include "term/map.h"
#include "vm_state.h"

namespace linac {

namespace {

Word guard_bif_0(Context* context, const ExportEntry* function) {
  return call_guard_bif(*context, *function, nullptr).bits();
}
Word guard_bif_1(Context* context, const ExportEntry* function, Word a) {
  const Term arguments[] = {Term(a)};
  return call_guard_bif(*context, *function, arguments).bits();
}
Word guard_bif_2(Context* context, const ExportEntry* function, Word a, Word b) {
  const Term arguments[] = {Term(a), Term(b)};
  return call_guard_bif(*context, *function, arguments).bits();
}
Word guard_bif_3(Context* context, const ExportEntry* function, Word a, Word b, Word c) {
  const Term arguments[] = {Term(a), Term(b), Term(c)};
  return call_guard_bif(*context, *function, arguments).bits();
}

// An inline fast path or a primitive has found that the BIF fails: the BIF itself says why.
Context* fail_guard_bif(Context* context, const ExportEntry* function, const Term* arguments,
                        const Location* location) {
  call_guard_bif(*context, *function, arguments);
  return raise_guard_bif(*context, *function, arguments, location);
}
Context* fail_guard_bif_1(Context* context, const ExportEntry* function, Word a,
                          const Location* location) {
  const Term arguments[] = {Term(a)};
  return fail_guard_bif(context, function, arguments, location);
}
Context* fail_guard_bif_2(Context* context, const ExportEntry* function, Word a, Word b,
                          const Location* location) {
  const Term arguments[] = {Term(a), Term(b)};
  return fail_guard_bif(context, function, arguments, location);
}
Context* fail_guard_bif_3(Context* context, const ExportEntry* function, Word a, Word b, Word c,
                          const Location* location) {
  const Term arguments[] = {Term(a), Term(b), Term(c)};
  return fail_guard_bif(context, function, arguments, location);
}

Context* call_bif_primitive(Context* context, const ExportEntry* function,
                            const Location* location) {
  return call_bif(*context, *function, location);
}

Word add_primitive(Context* context, Word a, Word b) {
  Term error;
  return add(context->heap, Term(a), Term(b), error).bits();
}
Word subtract_primitive(Context* context, Word a, Word b) {
  Term error;
  return subtract(context->heap, Term(a), Term(b), error).bits();
}
Word multiply_primitive(Context* context, Word a, Word b) {
  Term error;
  return multiply(context->heap, Term(a), Term(b), error).bits();
}

int32_t compare_primitive(Word a, Word b) { return compare(Term(a), Term(b)); }
int32_t equal_primitive(Word a, Word b) { return equal(Term(a), Term(b)); }
int32_t equal_exact_primitive(Word a, Word b) { return equal_exact(Term(a), Term(b)); }
int32_t has_type_primitive(Word term, uint32_t opcode) {
  return has_type(Term(term), static_cast<beam::Opcode>(opcode));
}
int32_t is_function_of_arity_primitive(Word term, Word arity) {
  return is_function_of_arity(Term(term), Term(arity));
}

int32_t collect_primitive(Context* context, uint32_t need, uint32_t live) {
  return collect(*context, need, live);
}
Context* reductions_exhausted_primitive(Context* context, uint32_t live) {
  return reductions_exhausted(*context, live);
}
SlotIndex prepare_call_fun_primitive(Context* context, uint32_t arity, Word fun) {
  return prepare_call_fun(*context, arity, Term(fun));
}
SlotIndex prepare_apply_primitive(Context* context, uint32_t arity) {
  return prepare_apply(*context, arity);
}

SlotIndex prepare_apply_list_primitive(Context* context, uint32_t arity) {
  return prepare_apply_list(*context, arity);
}

Context* raise_pending(Context* context, const Location* location) {
  return dispatch_exception(*context, location);
}
Context* raise_error_primitive(Context* context, Word reason, const Location* location) {
  return raise_error(*context, Term(reason), location);
}
Context* raise_error_with_primitive(Context* context, Word tag, Word value,
                                    const Location* location) {
  return raise_error_with(*context, Term(tag), Term(value), location);
}
Context* raise_function_clause_primitive(Context* context, uint32_t arity,
                                         const Location* location) {
  return raise_function_clause(*context, arity, location);
}
Context* raw_raise_primitive(Context* context, const Location* location) {
  return raw_raise(*context, location);
}

Context* raise_again_primitive(Context* context, Word exception_class, Word reason, Word trace,
                               const Location* location) {
  return raise_again(*context, Term(exception_class), Term(reason), Term(trace), location);
}
void catch_end_primitive(Context* context) { catch_end(*context); }
void build_stacktrace_primitive(Context* context) {
  context->x[0] = build_stacktrace(*context, context->x[0]);
}

Word loop_rec_primitive(Context* context) { return loop_rec(*context).bits(); }
Context* loop_rec_end_primitive(Context* context) { return loop_rec_end(*context); }
void remove_message_primitive(Context* context) { remove_message(*context); }
Context* wait_primitive(Context* context) { return wait(*context); }
Context* wait_timeout_primitive(Context* context, Word milliseconds, const Location* location) {
  return wait_timeout(*context, Term(milliseconds), location);
}
void timeout_primitive(Context* context) { timeout(*context); }
Word reserve_receive_marker_primitive(Context* context) {
  return reserve_receive_marker(*context).bits();
}
void bind_receive_marker_primitive(Context* context, Word marker, Word reference) {
  bind_receive_marker(*context, Term(marker), Term(reference));
}
void clear_receive_marker_primitive(Context* context, Word reference) {
  clear_receive_marker(*context, Term(reference));
}
void use_receive_marker_primitive(Context* context, Word reference) {
  use_receive_marker(*context, Term(reference));
}

Word floating_primitive(Context* context, double value) {
  return context->heap.floating(value).bits();
}
// No float is a NaN, so a NaN says: not a number, or too large.
double to_double_primitive(Word number) {
  bool ok = false;
  const double value = to_double(Term(number), ok);
  return ok ? value : NAN;
}

Word make_fun_primitive(Context* context, FunEntry* entry) {
  return make_fun(*context, *entry, context->scratch).bits();
}
Word put_map_primitive(Context* context, Word map, uint32_t count, uint32_t exact) {
  return put_map(*context, Term(map), {context->scratch, count}, exact != 0).bits();
}
Word map_get_primitive(Word map, Word key) { return map_get(Term(map), Term(key)).bits(); }
Word map_find_primitive(Context* context, Word map, Word key, uint32_t place) {
  if (!is_flat_map(Term(map))) return map_get(Term(map), Term(key)).bits();
  const std::optional<uint32_t> index = flat_map_find(Term(map), Term(key));
  if (!index) return kNonValueBits;
  context->map_places[place] = static_cast<uint8_t>(*index + 1);
  return flat_map_value(Term(map), *index).bits();
}
int32_t is_record_of_primitive(Word record, Word module, Word name) {
  return is_record_of(Term(record), Term(module), Term(name));
}
int32_t is_record_accessible_primitive(Word record, Word scope, const Module* module) {
  return is_record_accessible(Term(record), Term(scope), module->name);
}
Word record_field_primitive(Context* context, Word record, Word field) {
  const Term value = record_field(Term(record), Term(field));
  return (value ? value : bad_record(*context, Term(record))).bits();
}
Word get_record_field_primitive(Context* context, const Module* module, Word record, Word id,
                                Word field) {
  return get_record_field(*context, *module, Term(record), Term(id), Term(field)).bits();
}
Word put_record_primitive(Context* context, const Module* module, Word id, Word source,
                          uint32_t count, uint32_t partial) {
  return put_record(*context, *module, Term(id), Term(source), {context->scratch, count},
                    partial != 0)
      .bits();
}
Word copy_tuple_primitive(Context* context, Word tuple) {
  return copy_tuple(context->heap, Term(tuple)).bits();
}
Word self_primitive(Context* context) { return context->process->pid().bits(); }

Word start_match_primitive(Context* context, Word source) {
  return start_match(context->heap, Term(source)).bits();
}
Word get_integer_primitive(Context* context, Word match, Word size, uint32_t unit, uint32_t flags) {
  return get_integer(context->heap, MatchContext(Term(match)), Term(size), unit, flags).bits();
}
Word get_float_primitive(Context* context, Word match, Word size, uint32_t unit, uint32_t flags) {
  return get_float(context->heap, MatchContext(Term(match)), Term(size), unit, flags).bits();
}
Word get_bitstring_primitive(Context* context, Word match, Word size, uint32_t unit) {
  return get_bitstring(context->heap, MatchContext(Term(match)), Term(size), unit).bits();
}
Word get_utf_primitive(Word match, uint32_t encoding, uint32_t flags) {
  return get_utf(MatchContext(Term(match)), static_cast<UtfEncoding>(encoding), flags).bits();
}
Word get_tail_primitive(Context* context, Word match) {
  return get_tail(context->heap, MatchContext(Term(match))).bits();
}
int32_t skip_bits_primitive(Word match, Word size, uint32_t unit) {
  return skip_bits(MatchContext(Term(match)), Term(size), unit);
}
int32_t match_string_primitive(Word match, const uint8_t* string, uint32_t bits) {
  return match_string(MatchContext(Term(match)), string, bits);
}
int32_t match_bits_primitive(Word match, uint64_t value, uint32_t bits) {
  return match_bits(MatchContext(Term(match)), value, bits);
}

Word create_bitstring_primitive(Context* context, const BinarySegments* segments) {
  return create_bitstring(*context, *segments).bits();
}
Word init_writable_primitive(Context* context, Word size) {
  return init_writable(*context, Term(size)).bits();
}
Word begin_bitstring_primitive(Context* context, Word size, uint32_t unit) {
  return begin_bitstring(*context, Term(size), unit).bits();
}
Word begin_append_primitive(Context* context, Word source, Word size, uint32_t unit,
                            uint32_t is_private) {
  return begin_append(*context, Term(source), Term(size), unit, is_private != 0).bits();
}
int32_t put_integer_primitive(Context* context, Word value, Word size, uint32_t unit,
                              uint32_t flags) {
  return put_integer(*context, Term(value), Term(size), unit, flags);
}
int32_t put_float_primitive(Context* context, Word value, Word size, uint32_t unit,
                            uint32_t flags) {
  return put_float(*context, Term(value), Term(size), unit, flags);
}
int32_t put_bitstring_primitive(Context* context, Word value, Word size, uint32_t unit) {
  return put_bitstring(*context, Term(value), Term(size), unit);
}
int32_t put_utf_primitive(Context* context, uint32_t encoding, Word value, uint32_t flags) {
  return put_utf(*context, static_cast<UtfEncoding>(encoding), Term(value), flags);
}
int32_t put_string_primitive(Context* context, const uint8_t* string, uint32_t bytes) {
  return put_string(*context, string, bytes);
}
Word add_segment_sizes_primitive(Context* context, Word a, Word b, uint32_t unit) {
  return add_segment_sizes(*context, Term(a), Term(b), unit).bits();
}
Word utf_bytes_primitive(uint32_t encoding, Word value) {
  return utf_bytes(static_cast<UtfEncoding>(encoding), Term(value)).bits();
}

struct Row {
  Primitive primitive;
  PrimitiveInfo info;
  const void* function;
};

template <typename Function>
const void* address(Function* function) {
  return reinterpret_cast<const void*>(function);
}

const Row kRows[] = {
    {Primitive::kReductionsExhausted,
     {"reductions_exhausted", "ii:i"},
     address(reductions_exhausted_primitive)},
    {Primitive::kCollect, {"collect", "iii:i"}, address(collect_primitive)},
    {Primitive::kCallBif, {"call_bif", "iii:i"}, address(call_bif_primitive)},
    {Primitive::kGuardBif0, {"guard_bif_0", "ii:w"}, address(guard_bif_0)},
    {Primitive::kGuardBif1, {"guard_bif_1", "iiw:w"}, address(guard_bif_1)},
    {Primitive::kGuardBif2, {"guard_bif_2", "iiww:w"}, address(guard_bif_2)},
    {Primitive::kGuardBif3, {"guard_bif_3", "iiwww:w"}, address(guard_bif_3)},
    {Primitive::kFailGuardBif1, {"fail_guard_bif_1", "iiwi:i"}, address(fail_guard_bif_1)},
    {Primitive::kFailGuardBif2, {"fail_guard_bif_2", "iiwwi:i"}, address(fail_guard_bif_2)},
    {Primitive::kFailGuardBif3, {"fail_guard_bif_3", "iiwwwi:i"}, address(fail_guard_bif_3)},
    {Primitive::kAdd, {"add", "iww:w"}, address(add_primitive)},
    {Primitive::kSubtract, {"subtract", "iww:w"}, address(subtract_primitive)},
    {Primitive::kMultiply, {"multiply", "iww:w"}, address(multiply_primitive)},
    {Primitive::kCompare, {"compare", "ww:i"}, address(compare_primitive)},
    {Primitive::kEqual, {"equal", "ww:i"}, address(equal_primitive)},
    {Primitive::kEqualExact, {"equal_exact", "ww:i"}, address(equal_exact_primitive)},
    {Primitive::kHasType, {"has_type", "wi:i"}, address(has_type_primitive)},
    {Primitive::kIsFunctionOfArity,
     {"is_function_of_arity", "ww:i"},
     address(is_function_of_arity_primitive)},
    {Primitive::kPrepareCallFun,
     {"prepare_call_fun", "iiw:i"},
     address(prepare_call_fun_primitive)},
    {Primitive::kPrepareApply, {"prepare_apply", "ii:i"}, address(prepare_apply_primitive)},
    {Primitive::kPrepareApplyList,
     {"prepare_apply_list", "ii:i"},
     address(prepare_apply_list_primitive)},
    {Primitive::kRaisePending, {"raise_pending", "ii:i"}, address(raise_pending)},
    {Primitive::kRaiseError, {"raise_error", "iwi:i"}, address(raise_error_primitive)},
    {Primitive::kRaiseErrorWith,
     {"raise_error_with", "iwwi:i"},
     address(raise_error_with_primitive)},
    {Primitive::kRaiseFunctionClause,
     {"raise_function_clause", "iii:i"},
     address(raise_function_clause_primitive)},
    {Primitive::kRaiseAgain, {"raise_again", "iwwwi:i"}, address(raise_again_primitive)},
    {Primitive::kRawRaise, {"raw_raise", "ii:i"}, address(raw_raise_primitive)},
    {Primitive::kCatchEnd, {"catch_end", "i:"}, address(catch_end_primitive)},
    {Primitive::kBuildStacktrace, {"build_stacktrace", "i:"}, address(build_stacktrace_primitive)},
    {Primitive::kLoopRec, {"loop_rec", "i:w"}, address(loop_rec_primitive)},
    {Primitive::kLoopRecEnd, {"loop_rec_end", "i:i"}, address(loop_rec_end_primitive)},
    {Primitive::kRemoveMessage, {"remove_message", "i:"}, address(remove_message_primitive)},
    {Primitive::kWait, {"wait", "i:i"}, address(wait_primitive)},
    {Primitive::kWaitTimeout, {"wait_timeout", "iwi:i"}, address(wait_timeout_primitive)},
    {Primitive::kTimeout, {"timeout", "i:"}, address(timeout_primitive)},
    {Primitive::kReserveReceiveMarker,
     {"reserve_receive_marker", "i:w"},
     address(reserve_receive_marker_primitive)},
    {Primitive::kBindReceiveMarker,
     {"bind_receive_marker", "iww:"},
     address(bind_receive_marker_primitive)},
    {Primitive::kClearReceiveMarker,
     {"clear_receive_marker", "iw:"},
     address(clear_receive_marker_primitive)},
    {Primitive::kUseReceiveMarker,
     {"use_receive_marker", "iw:"},
     address(use_receive_marker_primitive)},
    {Primitive::kFloating, {"floating", "id:w"}, address(floating_primitive)},
    {Primitive::kToDouble, {"to_double", "w:d"}, address(to_double_primitive)},
    {Primitive::kMakeFun, {"make_fun", "ii:w"}, address(make_fun_primitive)},
    {Primitive::kPutMap, {"put_map", "iwii:w"}, address(put_map_primitive)},
    {Primitive::kMapGet, {"map_get", "ww:w"}, address(map_get_primitive)},
    {Primitive::kMapFind, {"map_find", "iwwi:w"}, address(map_find_primitive)},
    {Primitive::kIsRecordOf, {"is_record_of", "www:i"}, address(is_record_of_primitive)},
    {Primitive::kIsRecordAccessible,
     {"is_record_accessible", "wwi:i"},
     address(is_record_accessible_primitive)},
    {Primitive::kRecordField, {"record_field", "iww:w"}, address(record_field_primitive)},
    {Primitive::kGetRecordField,
     {"get_record_field", "iiwww:w"},
     address(get_record_field_primitive)},
    {Primitive::kPutRecord, {"put_record", "iiwwii:w"}, address(put_record_primitive)},
    {Primitive::kCopyTuple, {"copy_tuple", "iw:w"}, address(copy_tuple_primitive)},
    {Primitive::kSelf, {"self", "i:w"}, address(self_primitive)},
    {Primitive::kStartMatch, {"start_match", "iw:w"}, address(start_match_primitive)},
    {Primitive::kGetInteger, {"get_integer", "iwwii:w"}, address(get_integer_primitive)},
    {Primitive::kGetFloat, {"get_float", "iwwii:w"}, address(get_float_primitive)},
    {Primitive::kGetBitstring, {"get_bitstring", "iwwi:w"}, address(get_bitstring_primitive)},
    {Primitive::kGetUtf, {"get_utf", "wii:w"}, address(get_utf_primitive)},
    {Primitive::kGetTail, {"get_tail", "iw:w"}, address(get_tail_primitive)},
    {Primitive::kSkipBits, {"skip_bits", "wwi:i"}, address(skip_bits_primitive)},
    {Primitive::kMatchString, {"match_string", "wii:i"}, address(match_string_primitive)},
    {Primitive::kMatchBits, {"match_bits", "wwi:i"}, address(match_bits_primitive)},
    {Primitive::kCreateBitstring,
     {"create_bitstring", "ii:w"},
     address(create_bitstring_primitive)},
    {Primitive::kInitWritable, {"init_writable", "iw:w"}, address(init_writable_primitive)},
    {Primitive::kBeginBitstring, {"begin_bitstring", "iwi:w"}, address(begin_bitstring_primitive)},
    {Primitive::kBeginAppend, {"begin_append", "iwwii:w"}, address(begin_append_primitive)},
    {Primitive::kPutInteger, {"put_integer", "iwwii:i"}, address(put_integer_primitive)},
    {Primitive::kPutFloat, {"put_float", "iwwii:i"}, address(put_float_primitive)},
    {Primitive::kPutBitstring, {"put_bitstring", "iwwi:i"}, address(put_bitstring_primitive)},
    {Primitive::kPutUtf, {"put_utf", "iiwi:i"}, address(put_utf_primitive)},
    {Primitive::kPutString, {"put_string", "iii:i"}, address(put_string_primitive)},
    {Primitive::kAddSegmentSizes,
     {"add_segment_sizes", "iwwi:w"},
     address(add_segment_sizes_primitive)},
    {Primitive::kUtfBytes, {"utf_bytes", "iw:w"}, address(utf_bytes_primitive)},
};
static_assert(sizeof(kRows) / sizeof(kRows[0]) == kPrimitiveCount);

NativeInterface make_interface() {
  NativeInterface made;
  for (const Row& row : kRows) made.functions[static_cast<uint32_t>(row.primitive)] = row.function;
  return made;
}

}  // namespace

const NativeInterface& native_interface() {
  static const NativeInterface kInterface = make_interface();
  return kInterface;
}

const PrimitiveInfo& info(Primitive primitive) {
  return kRows[static_cast<uint32_t>(primitive)].info;
}

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// Every generic BEAM opcode of OTP 25 to 29, in one table: number, name, arity, status and the role
// of each operand. Decoder, verifier, disassembler, interpreter and JIT all read this table; nobody
// keeps a second one. Numbers and arities are those of OTP's `genop.tab`. Invariant: entry i of
// `kOpcodes` describes opcode i, and the string of roles is as long as the arity.
#pragma once

#include <cstdint>
#include <string_view>

namespace linac::beam {

/// Generic opcodes. The value is the byte in the code chunk.
enum class Opcode : uint8_t {
  kLabel = 1,
  kFuncInfo = 2,
  kIntCodeEnd = 3,
  kCall = 4,
  kCallLast = 5,
  kCallOnly = 6,
  kCallExt = 7,
  kCallExtLast = 8,
  kBif0 = 9,
  kBif1 = 10,
  kBif2 = 11,
  kAllocate = 12,
  kAllocateHeap = 13,
  kAllocateZero = 14,
  kAllocateHeapZero = 15,
  kTestHeap = 16,
  kInit = 17,
  kDeallocate = 18,
  kReturn = 19,
  kSend = 20,
  kRemoveMessage = 21,
  kTimeout = 22,
  kLoopRec = 23,
  kLoopRecEnd = 24,
  kWait = 25,
  kWaitTimeout = 26,
  kMPlus = 27,
  kMMinus = 28,
  kMTimes = 29,
  kMDiv = 30,
  kIntDiv = 31,
  kIntRem = 32,
  kIntBand = 33,
  kIntBor = 34,
  kIntBxor = 35,
  kIntBsl = 36,
  kIntBsr = 37,
  kIntBnot = 38,
  kIsLt = 39,
  kIsGe = 40,
  kIsEq = 41,
  kIsNe = 42,
  kIsEqExact = 43,
  kIsNeExact = 44,
  kIsInteger = 45,
  kIsFloat = 46,
  kIsNumber = 47,
  kIsAtom = 48,
  kIsPid = 49,
  kIsReference = 50,
  kIsPort = 51,
  kIsNil = 52,
  kIsBinary = 53,
  kIsConstant = 54,
  kIsList = 55,
  kIsNonemptyList = 56,
  kIsTuple = 57,
  kTestArity = 58,
  kSelectVal = 59,
  kSelectTupleArity = 60,
  kJump = 61,
  kCatch = 62,
  kCatchEnd = 63,
  kMove = 64,
  kGetList = 65,
  kGetTupleElement = 66,
  kSetTupleElement = 67,
  kPutString = 68,
  kPutList = 69,
  kPutTuple = 70,
  kPut = 71,
  kBadmatch = 72,
  kIfEnd = 73,
  kCaseEnd = 74,
  kCallFun = 75,
  kMakeFun = 76,
  kIsFunction = 77,
  kCallExtOnly = 78,
  kBsStartMatch = 79,
  kBsGetInteger = 80,
  kBsGetFloat = 81,
  kBsGetBinary = 82,
  kBsSkipBits = 83,
  kBsTestTail = 84,
  kBsSave = 85,
  kBsRestore = 86,
  kBsInit = 87,
  kBsFinal = 88,
  kBsPutInteger = 89,
  kBsPutBinary = 90,
  kBsPutFloat = 91,
  kBsPutString = 92,
  kBsNeedBuf = 93,
  kFclearerror = 94,
  kFcheckerror = 95,
  kFmove = 96,
  kFconv = 97,
  kFadd = 98,
  kFsub = 99,
  kFmul = 100,
  kFdiv = 101,
  kFnegate = 102,
  kMakeFun2 = 103,
  kTry = 104,
  kTryEnd = 105,
  kTryCase = 106,
  kTryCaseEnd = 107,
  kRaise = 108,
  kBsInit2 = 109,
  kBsBitsToBytes = 110,
  kBsAdd = 111,
  kApply = 112,
  kApplyLast = 113,
  kIsBoolean = 114,
  kIsFunction2 = 115,
  kBsStartMatch2 = 116,
  kBsGetInteger2 = 117,
  kBsGetFloat2 = 118,
  kBsGetBinary2 = 119,
  kBsSkipBits2 = 120,
  kBsTestTail2 = 121,
  kBsSave2 = 122,
  kBsRestore2 = 123,
  kGcBif1 = 124,
  kGcBif2 = 125,
  kBsFinal2 = 126,
  kBsBitsToBytes2 = 127,
  kPutLiteral = 128,
  kIsBitstr = 129,
  kBsContextToBinary = 130,
  kBsTestUnit = 131,
  kBsMatchString = 132,
  kBsInitWritable = 133,
  kBsAppend = 134,
  kBsPrivateAppend = 135,
  kTrim = 136,
  kBsInitBits = 137,
  kBsGetUtf8 = 138,
  kBsSkipUtf8 = 139,
  kBsGetUtf16 = 140,
  kBsSkipUtf16 = 141,
  kBsGetUtf32 = 142,
  kBsSkipUtf32 = 143,
  kBsUtf8Size = 144,
  kBsPutUtf8 = 145,
  kBsUtf16Size = 146,
  kBsPutUtf16 = 147,
  kBsPutUtf32 = 148,
  kOnLoad = 149,
  kRecvMark = 150,
  kRecvSet = 151,
  kGcBif3 = 152,
  kLine = 153,
  kPutMapAssoc = 154,
  kPutMapExact = 155,
  kIsMap = 156,
  kHasMapFields = 157,
  kGetMapElements = 158,
  kIsTaggedTuple = 159,
  kBuildStacktrace = 160,
  kRawRaise = 161,
  kGetHd = 162,
  kGetTl = 163,
  kPutTuple2 = 164,
  kBsGetTail = 165,
  kBsStartMatch3 = 166,
  kBsGetPosition = 167,
  kBsSetPosition = 168,
  kSwap = 169,
  kBsStartMatch4 = 170,
  kMakeFun3 = 171,
  kInitYregs = 172,
  kRecvMarkerBind = 173,
  kRecvMarkerClear = 174,
  kRecvMarkerReserve = 175,
  kRecvMarkerUse = 176,
  kBsCreateBin = 177,
  kCallFun2 = 178,
  kNifStart = 179,
  kBadrecord = 180,
  kUpdateRecord = 181,
  kBsMatch = 182,
  kExecutableLine = 183,
  kDebugLine = 184,
  kBif3 = 185,
  kIsAnyNativeRecord = 186,
  kIsNativeRecord = 187,
  kGetRecordElements = 188,
  kPutRecord = 189,
  kIsRecordAccessible = 190,
  kGetRecordField = 191,
};

inline constexpr uint8_t kMaxOpcode = static_cast<uint8_t>(Opcode::kGetRecordField);

enum class OpcodeStatus : uint8_t {
  kCurrent,  ///< OTP 29's compiler can still emit it
  kOld,      ///< OTP 29 refuses it, OTP 25 loads it: we load it too
  kRemoved,  ///< OTP 25 refuses it, and so do we (it has no roles)
};

/// No bitstring's tail is told apart from one of this many bits or more: no match is that long.
inline constexpr int64_t kMaxTailBits = UINT32_MAX;

/// What an operand is for, hence which kinds it may have. One character each, so that a row of the
/// table reads at a glance.
enum class Role : char {
  kNone = 0,
  // labels
  kLabelDefinition = 'l',  ///< number of the label defined here (kUnsigned)
  kJump = 'j',             ///< label of the same function, never 0 (kLabel)
  kFail = 'f',             ///< like kJump, or label 0: raise an exception (kLabel)
  kFailOrAtom = 'Z',       ///< like kJump, or the atom no_fail or resume
  kCallee = 'c',           ///< entry label of a function of this module (kLabel)
  // values
  kSource = 's',         ///< any term: kX, kY, or a constant (integer, atom, nil, literal)
  kRegister = 'r',       ///< a term in a register: kX or kY
  kDestination = 'd',    ///< register written: kX or kY
  kYRegister = 'y',      ///< kY: holds a catch tag, or is cleared (init)
  kFloatRegister = 'F',  ///< kFloatRegister, read or written (the last one is the one written)
  kFloatMove = 'm',      ///< fmove: one side is a kFloatRegister, the other a term or register
  kAtom = 'a',           ///< kAtom
  kConstant = 'k',       ///< kAtom, kNil, kInteger, kBigInteger or kLiteral
  // numbers, all kUnsigned
  kNumber = 'u',
  kTailBits = 'x',        ///< bits of a tail, of any size; above kMaxTailBits it is that
  kFlags = 'g',           ///< bit-syntax flags: 2 little, 4 signed, 16 native
  kArity = 'A',           ///< number of arguments in X registers, at most 255
  kLive = 'L',            ///< x0 ... live-1 hold terms, all other X registers die
  kFrame = 'n',           ///< number of Y registers
  kHeap = 'h',            ///< heap words, kUnsigned or kAllocList
  kStringOffset = 'z',    ///< byte offset in File::strings
  kImport = 'b',          ///< index in File::imports
  kLambda = 'U',          ///< index in File::lambdas
  kLine = 'i',            ///< index in File::lines
  kNumberOrSource = 'w',  ///< kUnsigned, or as kSource (size of bs_init2)
  kFunTag = 't',          ///< atom safe or unsafe, or kUnsigned: index in File::lambdas
  // lists, all kList
  kSources = 'S',         ///< sources
  kValueLabels = 'V',     ///< select_val: constant, label, ...
  kArityLabels = 'T',     ///< select_tuple_arity: arity (kUnsigned), label, ...
  kMapPairs = 'M',        ///< key source, value source, ...
  kMapKeys = 'K',         ///< key sources
  kMapElements = 'E',     ///< key source, destination, ...
  kYRegisters = 'Y',      ///< Y registers
  kSegments = 'B',        ///< bs_create_bin: type atom, segment number, unit, flags, source, size
  kMatchCommands = 'C',   ///< bs_match: command atom and its operands, ...
  kUpdates = 'P',         ///< update_record: position from 1 (kUnsigned), source, ...
  kRecordFields = 'R',    ///< put_record: field atom, source, ...
  kRecordElements = 'G',  ///< get_record_elements: field atom, destination, ...
};

struct OpcodeInfo {
  const char* name;  ///< as in OTP's listings
  uint8_t arity;     ///< number of operands
  OpcodeStatus status;
  const char* roles;  ///< one Role per operand; empty if removed

  constexpr Role role(unsigned operand) const { return static_cast<Role>(roles[operand]); }
};

inline constexpr OpcodeInfo kOpcodes[] = {
    {"", 0, OpcodeStatus::kRemoved, ""},                         // 0 is no opcode
    {"label", 1, OpcodeStatus::kCurrent, "l"},                   // 1
    {"func_info", 3, OpcodeStatus::kCurrent, "aaA"},             // 2
    {"int_code_end", 0, OpcodeStatus::kCurrent, ""},             // 3
    {"call", 2, OpcodeStatus::kCurrent, "Ac"},                   // 4
    {"call_last", 3, OpcodeStatus::kCurrent, "Acn"},             // 5
    {"call_only", 2, OpcodeStatus::kCurrent, "Ac"},              // 6
    {"call_ext", 2, OpcodeStatus::kCurrent, "Ab"},               // 7
    {"call_ext_last", 3, OpcodeStatus::kCurrent, "Abn"},         // 8
    {"bif0", 2, OpcodeStatus::kCurrent, "bd"},                   // 9
    {"bif1", 4, OpcodeStatus::kCurrent, "fbsd"},                 // 10
    {"bif2", 5, OpcodeStatus::kCurrent, "fbssd"},                // 11
    {"allocate", 2, OpcodeStatus::kCurrent, "nL"},               // 12
    {"allocate_heap", 3, OpcodeStatus::kCurrent, "nhL"},         // 13
    {"allocate_zero", 2, OpcodeStatus::kOld, "nL"},              // 14
    {"allocate_heap_zero", 3, OpcodeStatus::kOld, "nhL"},        // 15
    {"test_heap", 2, OpcodeStatus::kCurrent, "hL"},              // 16
    {"init", 1, OpcodeStatus::kOld, "y"},                        // 17
    {"deallocate", 1, OpcodeStatus::kCurrent, "n"},              // 18
    {"return", 0, OpcodeStatus::kCurrent, ""},                   // 19
    {"send", 0, OpcodeStatus::kCurrent, ""},                     // 20
    {"remove_message", 0, OpcodeStatus::kCurrent, ""},           // 21
    {"timeout", 0, OpcodeStatus::kCurrent, ""},                  // 22
    {"loop_rec", 2, OpcodeStatus::kCurrent, "jd"},               // 23
    {"loop_rec_end", 1, OpcodeStatus::kCurrent, "j"},            // 24
    {"wait", 1, OpcodeStatus::kCurrent, "j"},                    // 25
    {"wait_timeout", 2, OpcodeStatus::kCurrent, "js"},           // 26
    {"m_plus", 4, OpcodeStatus::kRemoved, ""},                   // 27
    {"m_minus", 4, OpcodeStatus::kRemoved, ""},                  // 28
    {"m_times", 4, OpcodeStatus::kRemoved, ""},                  // 29
    {"m_div", 4, OpcodeStatus::kRemoved, ""},                    // 30
    {"int_div", 4, OpcodeStatus::kRemoved, ""},                  // 31
    {"int_rem", 4, OpcodeStatus::kRemoved, ""},                  // 32
    {"int_band", 4, OpcodeStatus::kRemoved, ""},                 // 33
    {"int_bor", 4, OpcodeStatus::kRemoved, ""},                  // 34
    {"int_bxor", 4, OpcodeStatus::kRemoved, ""},                 // 35
    {"int_bsl", 4, OpcodeStatus::kRemoved, ""},                  // 36
    {"int_bsr", 4, OpcodeStatus::kRemoved, ""},                  // 37
    {"int_bnot", 3, OpcodeStatus::kRemoved, ""},                 // 38
    {"is_lt", 3, OpcodeStatus::kCurrent, "jss"},                 // 39
    {"is_ge", 3, OpcodeStatus::kCurrent, "jss"},                 // 40
    {"is_eq", 3, OpcodeStatus::kCurrent, "jss"},                 // 41
    {"is_ne", 3, OpcodeStatus::kCurrent, "jss"},                 // 42
    {"is_eq_exact", 3, OpcodeStatus::kCurrent, "jss"},           // 43
    {"is_ne_exact", 3, OpcodeStatus::kCurrent, "jss"},           // 44
    {"is_integer", 2, OpcodeStatus::kCurrent, "js"},             // 45
    {"is_float", 2, OpcodeStatus::kCurrent, "js"},               // 46
    {"is_number", 2, OpcodeStatus::kCurrent, "js"},              // 47
    {"is_atom", 2, OpcodeStatus::kCurrent, "js"},                // 48
    {"is_pid", 2, OpcodeStatus::kCurrent, "js"},                 // 49
    {"is_reference", 2, OpcodeStatus::kCurrent, "js"},           // 50
    {"is_port", 2, OpcodeStatus::kCurrent, "js"},                // 51
    {"is_nil", 2, OpcodeStatus::kCurrent, "js"},                 // 52
    {"is_binary", 2, OpcodeStatus::kCurrent, "js"},              // 53
    {"is_constant", 2, OpcodeStatus::kRemoved, ""},              // 54
    {"is_list", 2, OpcodeStatus::kCurrent, "js"},                // 55
    {"is_nonempty_list", 2, OpcodeStatus::kCurrent, "js"},       // 56
    {"is_tuple", 2, OpcodeStatus::kCurrent, "js"},               // 57
    {"test_arity", 3, OpcodeStatus::kCurrent, "jsu"},            // 58
    {"select_val", 3, OpcodeStatus::kCurrent, "sjV"},            // 59
    {"select_tuple_arity", 3, OpcodeStatus::kCurrent, "sjT"},    // 60
    {"jump", 1, OpcodeStatus::kCurrent, "j"},                    // 61
    {"catch", 2, OpcodeStatus::kCurrent, "yj"},                  // 62
    {"catch_end", 1, OpcodeStatus::kCurrent, "y"},               // 63
    {"move", 2, OpcodeStatus::kCurrent, "sd"},                   // 64
    {"get_list", 3, OpcodeStatus::kCurrent, "rdd"},              // 65
    {"get_tuple_element", 3, OpcodeStatus::kCurrent, "rud"},     // 66
    {"set_tuple_element", 3, OpcodeStatus::kCurrent, "sru"},     // 67
    {"put_string", 3, OpcodeStatus::kRemoved, ""},               // 68
    {"put_list", 3, OpcodeStatus::kCurrent, "ssd"},              // 69
    {"put_tuple", 2, OpcodeStatus::kRemoved, ""},                // 70
    {"put", 1, OpcodeStatus::kRemoved, ""},                      // 71
    {"badmatch", 1, OpcodeStatus::kCurrent, "s"},                // 72
    {"if_end", 0, OpcodeStatus::kCurrent, ""},                   // 73
    {"case_end", 1, OpcodeStatus::kCurrent, "s"},                // 74
    {"call_fun", 1, OpcodeStatus::kCurrent, "A"},                // 75
    {"make_fun", 3, OpcodeStatus::kRemoved, ""},                 // 76
    {"is_function", 2, OpcodeStatus::kCurrent, "js"},            // 77
    {"call_ext_only", 2, OpcodeStatus::kCurrent, "Ab"},          // 78
    {"bs_start_match", 2, OpcodeStatus::kRemoved, ""},           // 79
    {"bs_get_integer", 5, OpcodeStatus::kRemoved, ""},           // 80
    {"bs_get_float", 5, OpcodeStatus::kRemoved, ""},             // 81
    {"bs_get_binary", 5, OpcodeStatus::kRemoved, ""},            // 82
    {"bs_skip_bits", 4, OpcodeStatus::kRemoved, ""},             // 83
    {"bs_test_tail", 2, OpcodeStatus::kRemoved, ""},             // 84
    {"bs_save", 1, OpcodeStatus::kRemoved, ""},                  // 85
    {"bs_restore", 1, OpcodeStatus::kRemoved, ""},               // 86
    {"bs_init", 2, OpcodeStatus::kRemoved, ""},                  // 87
    {"bs_final", 2, OpcodeStatus::kRemoved, ""},                 // 88
    {"bs_put_integer", 5, OpcodeStatus::kOld, "fsugs"},          // 89
    {"bs_put_binary", 5, OpcodeStatus::kOld, "fsugs"},           // 90
    {"bs_put_float", 5, OpcodeStatus::kOld, "fsugs"},            // 91
    {"bs_put_string", 2, OpcodeStatus::kOld, "uz"},              // 92
    {"bs_need_buf", 1, OpcodeStatus::kRemoved, ""},              // 93
    {"fclearerror", 0, OpcodeStatus::kOld, ""},                  // 94
    {"fcheckerror", 1, OpcodeStatus::kOld, "f"},                 // 95
    {"fmove", 2, OpcodeStatus::kCurrent, "mm"},                  // 96
    {"fconv", 2, OpcodeStatus::kCurrent, "sF"},                  // 97
    {"fadd", 4, OpcodeStatus::kCurrent, "fFFF"},                 // 98
    {"fsub", 4, OpcodeStatus::kCurrent, "fFFF"},                 // 99
    {"fmul", 4, OpcodeStatus::kCurrent, "fFFF"},                 // 100
    {"fdiv", 4, OpcodeStatus::kCurrent, "fFFF"},                 // 101
    {"fnegate", 3, OpcodeStatus::kCurrent, "fFF"},               // 102
    {"make_fun2", 1, OpcodeStatus::kOld, "U"},                   // 103
    {"try", 2, OpcodeStatus::kCurrent, "yj"},                    // 104
    {"try_end", 1, OpcodeStatus::kCurrent, "y"},                 // 105
    {"try_case", 1, OpcodeStatus::kCurrent, "y"},                // 106
    {"try_case_end", 1, OpcodeStatus::kCurrent, "s"},            // 107
    {"raise", 2, OpcodeStatus::kCurrent, "ss"},                  // 108
    {"bs_init2", 6, OpcodeStatus::kOld, "fwhLgd"},               // 109
    {"bs_bits_to_bytes", 3, OpcodeStatus::kRemoved, ""},         // 110
    {"bs_add", 5, OpcodeStatus::kOld, "fssud"},                  // 111
    {"apply", 1, OpcodeStatus::kCurrent, "A"},                   // 112
    {"apply_last", 2, OpcodeStatus::kCurrent, "An"},             // 113
    {"is_boolean", 2, OpcodeStatus::kCurrent, "js"},             // 114
    {"is_function2", 3, OpcodeStatus::kCurrent, "jss"},          // 115
    {"bs_start_match2", 5, OpcodeStatus::kRemoved, ""},          // 116
    {"bs_get_integer2", 7, OpcodeStatus::kCurrent, "jrLsugd"},   // 117
    {"bs_get_float2", 7, OpcodeStatus::kCurrent, "jrLsugd"},     // 118
    {"bs_get_binary2", 7, OpcodeStatus::kCurrent, "jrLsugd"},    // 119
    {"bs_skip_bits2", 5, OpcodeStatus::kCurrent, "jrsug"},       // 120
    {"bs_test_tail2", 3, OpcodeStatus::kCurrent, "jrx"},         // 121
    {"bs_save2", 2, OpcodeStatus::kRemoved, ""},                 // 122
    {"bs_restore2", 2, OpcodeStatus::kRemoved, ""},              // 123
    {"gc_bif1", 5, OpcodeStatus::kCurrent, "fLbsd"},             // 124
    {"gc_bif2", 6, OpcodeStatus::kCurrent, "fLbssd"},            // 125
    {"bs_final2", 2, OpcodeStatus::kRemoved, ""},                // 126
    {"bs_bits_to_bytes2", 2, OpcodeStatus::kRemoved, ""},        // 127
    {"put_literal", 2, OpcodeStatus::kRemoved, ""},              // 128
    {"is_bitstr", 2, OpcodeStatus::kCurrent, "js"},              // 129
    {"bs_context_to_binary", 1, OpcodeStatus::kRemoved, ""},     // 130
    {"bs_test_unit", 3, OpcodeStatus::kOld, "jru"},              // 131
    {"bs_match_string", 4, OpcodeStatus::kCurrent, "jruz"},      // 132
    {"bs_init_writable", 0, OpcodeStatus::kCurrent, ""},         // 133
    {"bs_append", 8, OpcodeStatus::kOld, "fshLusgd"},            // 134
    {"bs_private_append", 6, OpcodeStatus::kOld, "fsusgd"},      // 135
    {"trim", 2, OpcodeStatus::kCurrent, "nn"},                   // 136
    {"bs_init_bits", 6, OpcodeStatus::kOld, "fwhLgd"},           // 137
    {"bs_get_utf8", 5, OpcodeStatus::kCurrent, "jrLgd"},         // 138
    {"bs_skip_utf8", 4, OpcodeStatus::kCurrent, "jrLg"},         // 139
    {"bs_get_utf16", 5, OpcodeStatus::kCurrent, "jrLgd"},        // 140
    {"bs_skip_utf16", 4, OpcodeStatus::kCurrent, "jrLg"},        // 141
    {"bs_get_utf32", 5, OpcodeStatus::kCurrent, "jrLgd"},        // 142
    {"bs_skip_utf32", 4, OpcodeStatus::kCurrent, "jrLg"},        // 143
    {"bs_utf8_size", 3, OpcodeStatus::kOld, "fsd"},              // 144
    {"bs_put_utf8", 3, OpcodeStatus::kOld, "fgs"},               // 145
    {"bs_utf16_size", 3, OpcodeStatus::kOld, "fsd"},             // 146
    {"bs_put_utf16", 3, OpcodeStatus::kOld, "fgs"},              // 147
    {"bs_put_utf32", 3, OpcodeStatus::kOld, "fgs"},              // 148
    {"on_load", 0, OpcodeStatus::kCurrent, ""},                  // 149
    {"recv_mark", 1, OpcodeStatus::kOld, "j"},                   // 150
    {"recv_set", 1, OpcodeStatus::kOld, "j"},                    // 151
    {"gc_bif3", 7, OpcodeStatus::kCurrent, "fLbsssd"},           // 152
    {"line", 1, OpcodeStatus::kCurrent, "i"},                    // 153
    {"put_map_assoc", 5, OpcodeStatus::kCurrent, "fsdLM"},       // 154
    {"put_map_exact", 5, OpcodeStatus::kCurrent, "fsdLM"},       // 155
    {"is_map", 2, OpcodeStatus::kCurrent, "js"},                 // 156
    {"has_map_fields", 3, OpcodeStatus::kCurrent, "jsK"},        // 157
    {"get_map_elements", 3, OpcodeStatus::kCurrent, "jsE"},      // 158
    {"is_tagged_tuple", 4, OpcodeStatus::kCurrent, "jsua"},      // 159
    {"build_stacktrace", 0, OpcodeStatus::kCurrent, ""},         // 160
    {"raw_raise", 0, OpcodeStatus::kCurrent, ""},                // 161
    {"get_hd", 2, OpcodeStatus::kCurrent, "rd"},                 // 162
    {"get_tl", 2, OpcodeStatus::kCurrent, "rd"},                 // 163
    {"put_tuple2", 2, OpcodeStatus::kCurrent, "dS"},             // 164
    {"bs_get_tail", 3, OpcodeStatus::kCurrent, "rdL"},           // 165
    {"bs_start_match3", 4, OpcodeStatus::kCurrent, "jsLd"},      // 166
    {"bs_get_position", 3, OpcodeStatus::kCurrent, "rdL"},       // 167
    {"bs_set_position", 2, OpcodeStatus::kCurrent, "rr"},        // 168
    {"swap", 2, OpcodeStatus::kCurrent, "rr"},                   // 169
    {"bs_start_match4", 4, OpcodeStatus::kCurrent, "ZLsd"},      // 170
    {"make_fun3", 3, OpcodeStatus::kCurrent, "UdS"},             // 171
    {"init_yregs", 1, OpcodeStatus::kCurrent, "Y"},              // 172
    {"recv_marker_bind", 2, OpcodeStatus::kCurrent, "rr"},       // 173
    {"recv_marker_clear", 1, OpcodeStatus::kCurrent, "r"},       // 174
    {"recv_marker_reserve", 1, OpcodeStatus::kCurrent, "d"},     // 175
    {"recv_marker_use", 1, OpcodeStatus::kCurrent, "r"},         // 176
    {"bs_create_bin", 6, OpcodeStatus::kCurrent, "fhLudB"},      // 177
    {"call_fun2", 3, OpcodeStatus::kCurrent, "tAs"},             // 178
    {"nif_start", 0, OpcodeStatus::kCurrent, ""},                // 179
    {"badrecord", 1, OpcodeStatus::kCurrent, "s"},               // 180
    {"update_record", 5, OpcodeStatus::kCurrent, "ausdP"},       // 181
    {"bs_match", 3, OpcodeStatus::kCurrent, "jrC"},              // 182
    {"executable_line", 2, OpcodeStatus::kCurrent, "iu"},        // 183
    {"debug_line", 4, OpcodeStatus::kCurrent, "aiuu"},           // 184
    {"bif3", 6, OpcodeStatus::kCurrent, "fbsssd"},               // 185
    {"is_any_native_record", 2, OpcodeStatus::kCurrent, "js"},   // 186
    {"is_native_record", 4, OpcodeStatus::kCurrent, "jsaa"},     // 187
    {"get_record_elements", 3, OpcodeStatus::kCurrent, "frG"},   // 188
    {"put_record", 6, OpcodeStatus::kCurrent, "fksdLR"},         // 189
    {"is_record_accessible", 3, OpcodeStatus::kCurrent, "fra"},  // 190
    {"get_record_field", 5, OpcodeStatus::kCurrent, "frkad"},    // 191
};

static_assert(sizeof(kOpcodes) / sizeof(kOpcodes[0]) == kMaxOpcode + 1);

constexpr const OpcodeInfo& info(Opcode opcode) { return kOpcodes[static_cast<uint8_t>(opcode)]; }

/// Whether control may go on at the next instruction.
constexpr bool falls_through(Opcode opcode) {
  switch (opcode) {
    case Opcode::kReturn:
    case Opcode::kJump:
    case Opcode::kSelectVal:
    case Opcode::kSelectTupleArity:
    case Opcode::kCallLast:
    case Opcode::kCallOnly:
    case Opcode::kCallExtLast:
    case Opcode::kCallExtOnly:
    case Opcode::kApplyLast:
    case Opcode::kFuncInfo:
    case Opcode::kBadmatch:
    case Opcode::kCaseEnd:
    case Opcode::kTryCaseEnd:
    case Opcode::kBadrecord:
    case Opcode::kIfEnd:
    case Opcode::kRaise:
    case Opcode::kWait:
    case Opcode::kLoopRecEnd:
    case Opcode::kIntCodeEnd:
      return false;
    default:
      return true;
  }
}

namespace internal {
constexpr bool opcode_table_is_consistent() {
  for (const OpcodeInfo& opcode : kOpcodes) {
    const size_t roles = std::string_view(opcode.roles).size();
    if (opcode.status == OpcodeStatus::kRemoved ? roles != 0 : roles != opcode.arity) return false;
  }
  return true;
}
static_assert(opcode_table_is_consistent());
}  // namespace internal

}  // namespace linac::beam

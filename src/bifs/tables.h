// SPDX-License-Identifier: Apache-2.0
//
// Every table of BIFs: one per area, defined in the file of the same name. bif_tables.cpp puts them
// together; a new table is declared here and named there.
#pragma once

#include "bifs/bif.h"

namespace linac {

extern const BifTable kAsn1rtNifBifs;
extern const BifTable kAtomicsBifs;
extern const BifTable kBinaryBifs;
extern const BifTable kBinarySearchBifs;
extern const BifTable kCryptoBifs;
extern const BifTable kCryptoCipherBifs;
extern const BifTable kErlDdllBifs;
extern const BifTable kErlPrimLoaderBifs;
extern const BifTable kErlangApplyBifs;
extern const BifTable kErlangAtomBifs;
extern const BifTable kErlangBinaryBifs;
extern const BifTable kErlangCalendarBifs;
extern const BifTable kErlangChecksumBifs;
extern const BifTable kErlangCodeBifs;
extern const BifTable kErlangDictionaryBifs;
extern const BifTable kErlangExceptionBifs;
extern const BifTable kErlangExternalBifs;
extern const BifTable kErlangFloatBifs;
extern const BifTable kErlangFunBifs;
extern const BifTable kErlangGuardBifs;
extern const BifTable kErlangHashBifs;
extern const BifTable kErlangIdentifierBifs;
extern const BifTable kErlangIntegerBifs;
extern const BifTable kErlangLoadingBifs;
extern const BifTable kErlangMemoryBifs;
extern const BifTable kErlangMonitorBifs;
extern const BifTable kErlangNodeBifs;
extern const BifTable kErlangOperatorBifs;
extern const BifTable kErlangPacketBifs;
extern const BifTable kErlangPortBifs;
extern const BifTable kErlangProcessBifs;
extern const BifTable kErlangProcessInfoBifs;
extern const BifTable kErlangSpawnBifs;
extern const BifTable kErlangSuspendBifs;
extern const BifTable kErlangSystemBifs;
extern const BifTable kErlangSystemInfoBifs;
extern const BifTable kErlangSystemMonitorBifs;
extern const BifTable kErlangTagBifs;
extern const BifTable kErlangTimeBifs;
extern const BifTable kErlangTimerBifs;
extern const BifTable kErlangTraceBifs;
extern const BifTable kErlangTupleBifs;
extern const BifTable kErtsBifs;
extern const BifTable kErtsDebugBifs;
extern const BifTable kErtsDebugStateBifs;
extern const BifTable kEtsBifs;
extern const BifTable kEtsInfoBifs;
extern const BifTable kEtsInsertBifs;
extern const BifTable kEtsRowBifs;
extern const BifTable kEtsSelectBifs;
extern const BifTable kEtsUpdateBifs;
extern const BifTable kInitBifs;
extern const BifTable kListsBifs;
extern const BifTable kMapsBifs;
extern const BifTable kMatchSpecBifs;
extern const BifTable kMathBifs;
extern const BifTable kNetKernelBifs;
extern const BifTable kOsBifs;
extern const BifTable kPersistentTermBifs;
extern const BifTable kPrimBufferBifs;
extern const BifTable kPrimTtyBifs;
extern const BifTable kPrimFileBifs;
extern const BifTable kPrimFileNameBifs;
extern const BifTable kPrimFilePathBifs;
extern const BifTable kRecordsBifs;
extern const BifTable kReBifs;
extern const BifTable kUnicodeBifs;
extern const BifTable kZlibBifs;

}  // namespace linac

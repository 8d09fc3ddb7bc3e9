// SPDX-License-Identifier: Apache-2.0
#include "bifs/bif.h"
#include "bifs/tables.h"

namespace linac {

std::span<const BifTable* const> bif_tables() {
  static constexpr const BifTable* kTables[] = {
      &kAsn1rtNifBifs,
      &kAtomicsBifs,
      &kBinaryBifs,
      &kBinarySearchBifs,
      &kCryptoBifs,
      &kCryptoCipherBifs,
      &kErlDdllBifs,
      &kErlPrimLoaderBifs,
      &kErlangApplyBifs,
      &kErlangAtomBifs,
      &kErlangBinaryBifs,
      &kErlangCalendarBifs,
      &kErlangChecksumBifs,
      &kErlangCodeBifs,
      &kErlangDictionaryBifs,
      &kErlangExceptionBifs,
      &kErlangExternalBifs,
      &kErlangFloatBifs,
      &kErlangFunBifs,
      &kErlangGuardBifs,
      &kErlangHashBifs,
      &kErlangIdentifierBifs,
      &kErlangIntegerBifs,
      &kErlangLoadingBifs,
      &kErlangMemoryBifs,
      &kErlangMonitorBifs,
      &kErlangNodeBifs,
      &kErlangOperatorBifs,
      &kErlangPacketBifs,
      &kErlangPortBifs,
      &kErlangProcessBifs,
      &kErlangProcessInfoBifs,
      &kErlangSpawnBifs,
      &kErlangSuspendBifs,
      &kErlangSystemBifs,
      &kErlangSystemInfoBifs,
      &kErlangSystemMonitorBifs,
      &kErlangTagBifs,
      &kErlangTimeBifs,
      &kErlangTimerBifs,
      &kErlangTraceBifs,
      &kErlangTupleBifs,
      &kErtsBifs,
      &kErtsDebugBifs,
      &kErtsDebugStateBifs,
      &kEtsBifs,
      &kEtsInfoBifs,
      &kEtsInsertBifs,
      &kEtsRowBifs,
      &kEtsSelectBifs,
      &kEtsUpdateBifs,
      &kInitBifs,
      &kListsBifs,
      &kMapsBifs,
      &kMatchSpecBifs,
      &kMathBifs,
      &kNetKernelBifs,
      &kOsBifs,
      &kPersistentTermBifs,
      &kPrimBufferBifs,
      &kPrimTtyBifs,
      &kPrimFileBifs,
      &kPrimFileNameBifs,
      &kPrimFilePathBifs,
      &kRecordsBifs,
      &kReBifs,
      &kUnicodeBifs,
      &kZlibBifs,
  };
  return kTables;
}

bool is_light(const BifTable& table) {
  return &table == &kErlPrimLoaderBifs || &table == &kInitBifs;
}

}  // namespace linac

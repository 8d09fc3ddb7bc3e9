// SPDX-License-Identifier: Apache-2.0
#include "bifs/ets_options.h"

#include <algorithm>
#include <bit>

#include "term/atom.h"
#include "term/layout.h"

namespace linac {

namespace {

struct NamedType {
  Term name;
  TableType type;
};
constexpr NamedType kTypes[] = {{atoms::kSet, TableType::kSet},
                                {atoms::kOrderedSet, TableType::kOrderedSet},
                                {atoms::kBag, TableType::kBag},
                                {atoms::kDuplicateBag, TableType::kDuplicateBag}};

std::optional<TableType> read_type(Term name) {
  for (const NamedType& type : kTypes) {
    if (type.name == name) return type.type;
  }
  return std::nullopt;
}

std::optional<Protection> read_protection(Term name) {
  if (name == atoms::kPublic) return Protection::kPublic;
  if (name == atoms::kProtected) return Protection::kProtected;
  if (name == atoms::kPrivate) return Protection::kPrivate;
  return std::nullopt;
}

std::optional<bool> read_boolean(Term term) {
  if (term == atoms::kTrue) return true;
  if (term == atoms::kFalse) return false;
  return std::nullopt;
}

/// {heir, none} or {heir, Pid, Data}
std::optional<HeirOption> read_heir(Term option) {
  if (!option.is_tuple() || tuple_arity(option) < 2 || tuple_element(option, 0) != atoms::kHeir) {
    return std::nullopt;
  }
  const Term pid = tuple_element(option, 1);
  if (tuple_arity(option) == 2 && pid == atoms::kNone) return HeirOption{};
  if (tuple_arity(option) != 3 || !pid.is_local_pid()) return std::nullopt;
  return HeirOption{pid, tuple_element(option, 2)};
}

/// {debug_hash_fixed_number_of_locks, N}: as many locks as OTP makes of it.
std::optional<uint32_t> read_fixed_locks(Term value) {
  static const Term kFixedLocks = intern("debug_hash_fixed_number_of_locks");
  constexpr int64_t kMostLocks = 32768;
  constexpr uint32_t kFewestLocks = 64;
  if (!value.is_tuple() || tuple_arity(value) != 2 || tuple_element(value, 0) != kFixedLocks) {
    return std::nullopt;
  }
  const Term number = tuple_element(value, 1);
  if (!number.is_small() || number.small_value() < 1 || number.small_value() > kMostLocks) {
    return std::nullopt;
  }
  return std::max(kFewestLocks, std::bit_floor(static_cast<uint32_t>(number.small_value())));
}

/// Options while they are read; `counters` is what the last {decentralized_counters, _} says.
struct Reading {
  NewTableOptions result;
  std::optional<bool> counters;
};

bool read_atom(Term option, Reading& reading) {
  TableOptions& table = reading.result.table;
  if (const auto type = read_type(option)) {
    // As in OTP, set is what a table is anyway: it takes nothing back.
    if (*type != TableType::kSet) table.type = *type;
  } else if (const auto protection = read_protection(option)) {
    table.protection = *protection;
  } else if (option == atoms::kNamedTable) {
    table.named = true;
  } else if (option == atoms::kCompressed) {
    table.compressed = true;
  } else {
    return false;
  }
  return true;
}

bool read_pair(Term name, Term value, Reading& reading) {
  constexpr int64_t kMaxPosition = (1 << 24) - 1;
  TableOptions& table = reading.result.table;
  if (name == atoms::kKeypos) {
    if (!value.is_small() || value.small_value() < 1) return false;
    // No object has so many elements, so none can be inserted.
    table.key_position = static_cast<uint32_t>(std::min(value.small_value(), kMaxPosition + 1));
    return true;
  }
  if (name == atoms::kWriteConcurrency && value == atoms::kAuto) {
    table.write_concurrency = value;
    table.fixed_locks = 0;
    return true;
  }
  if (name == atoms::kWriteConcurrency && value.is_tuple()) {
    const std::optional<uint32_t> locks = read_fixed_locks(value);
    if (!locks) return false;
    table.write_concurrency = atoms::kTrue;
    table.fixed_locks = *locks;
    return true;
  }
  const std::optional<bool> boolean = read_boolean(value);
  if (!boolean) return false;
  if (name == atoms::kWriteConcurrency) {
    table.write_concurrency = value;
    table.fixed_locks = 0;
  } else if (name == atoms::kReadConcurrency) {
    table.read_concurrency = *boolean;
  } else if (name == atoms::kDecentralizedCounters) {
    reading.counters = *boolean;
  } else {
    return false;
  }
  return true;
}

bool read_option(Term option, Reading& reading) {
  if (option.is_atom()) return read_atom(option, reading);
  if (const auto heir = read_heir(option)) {
    reading.result.heir = *heir;
    return true;
  }
  if (!option.is_tuple() || tuple_arity(option) != 2) return false;
  return read_pair(tuple_element(option, 0), tuple_element(option, 1), reading);
}

}  // namespace

std::optional<NewTableOptions> read_table_options(Term list) {
  Reading reading;
  for (; list.is_cons(); list = tail(list)) {
    if (!read_option(head(list), reading)) return std::nullopt;
  }
  if (!list.is_nil()) return std::nullopt;
  TableOptions& table = reading.result.table;
  // As OTP, where a table of one process's own needs no locks, and where only many locks make more
  // than one counter worth it.
  if (table.type == TableType::kOrderedSet && table.fixed_locks != 0) return std::nullopt;
  if (table.protection == Protection::kPrivate) {
    table.write_concurrency = atoms::kFalse;
    table.fixed_locks = 0;
  }
  const bool by_default = table.type == TableType::kOrderedSet || table.fixed_locks != 0 ||
                          table.write_concurrency == atoms::kAuto;
  table.decentralized_counters =
      table.write_concurrency != atoms::kFalse && reading.counters.value_or(by_default);
  return reading.result;
}

std::optional<ChangedOptions> read_changed_options(Term options) {
  ChangedOptions changed;
  auto read_one = [&changed](Term option) {
    if (const auto heir = read_heir(option)) {
      if (changed.heir) return false;
      changed.heir = heir;
      return true;
    }
    if (!option.is_tuple() || tuple_arity(option) != 2) return false;
    if (tuple_element(option, 0) != atoms::kProtection || changed.protection) return false;
    changed.protection = read_protection(tuple_element(option, 1));
    return changed.protection.has_value();
  };
  if (options.is_tuple()) {
    if (!read_one(options)) return std::nullopt;
    return changed;
  }
  for (; options.is_cons(); options = tail(options)) {
    if (!read_one(head(options))) return std::nullopt;
  }
  if (!options.is_nil()) return std::nullopt;
  return changed;
}

}  // namespace linac

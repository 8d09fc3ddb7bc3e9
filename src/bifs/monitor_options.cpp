// SPDX-License-Identifier: Apache-2.0
#include "bifs/monitor_options.h"

#include "term/atom.h"
#include "term/layout.h"

namespace linac {

namespace {

std::optional<AliasKind> read_alias_kind(Term term) {
  if (term == atoms::kExplicitUnalias) return AliasKind::kExplicit;
  if (term == atoms::kDemonitor) return AliasKind::kDemonitor;
  if (term == atoms::kReplyDemonitor) return AliasKind::kReplyDemonitor;
  return std::nullopt;
}

}  // namespace

bool read_monitor_options(Term list, MonitorOptions& options) {
  for (; list.is_cons(); list = tail(list)) {
    const Term option = head(list);
    if (!option.is_tuple() || tuple_arity(option) != 2) return false;
    const Term name = tuple_element(option, 0);
    const Term value = tuple_element(option, 1);
    if (name == atoms::kAlias) {
      options.alias = read_alias_kind(value);
      if (!options.alias) return false;
    } else if (name == atoms::kTag) {
      options.tag = value;
    } else {
      return false;
    }
  }
  return list.is_nil();
}

}  // namespace linac

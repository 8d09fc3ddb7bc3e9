// SPDX-License-Identifier: Apache-2.0
//
// Module `erl_ddll`: drivers are built in, and libraries with others cannot be loaded. Loading
// fails as it does in OTP for a file that is not there.
#include <algorithm>
#include <iterator>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "ports/driver.h"
#include "runtime/list.h"
#include "term/atom.h"
#include "term/layout.h"

namespace linac {

namespace {

constexpr int64_t kOpenError = -10;

/// A driver's name given as an atom or a string; nothing if it is neither.
std::optional<std::string> read_name(Term term) {
  std::optional<std::string> name;
  if (term.is_atom()) {
    name = std::string(atom_text(term));
  } else if (term.is_cons()) {
    name = read_latin1_list(term);
  }
  return name && !name->empty() ? name : std::nullopt;
}

bool is_pair(Term term, Term name) {
  return term.is_tuple() && tuple_arity(term) == 2 && tuple_element(term, 0) == name;
}

/// [kill_ports] or [].
bool are_driver_options(Term list) {
  static const Term kKillPorts = intern("kill_ports");
  for (; list.is_cons(); list = tail(list)) {
    if (head(list) != kKillPorts) return false;
  }
  return list.is_nil();
}

/// Options of try_load/3, or those of try_unload/2.
bool are_options(Term list, bool loads) {
  static const Term kMonitor = intern("monitor"), kReload = intern("reload"),
                    kDriverOptions = intern("driver_options"), kPending = intern("pending"),
                    kPendingDriver = intern("pending_driver"), kKillPorts = intern("kill_ports");
  const auto is_pending = [&](Term value) { return value == kPending || value == kPendingDriver; };
  for (; list.is_cons(); list = tail(list)) {
    const Term option = head(list);
    const bool is_known =
        (is_pair(option, kMonitor) && is_pending(tuple_element(option, 1))) ||
        (loads && is_pair(option, kReload) && is_pending(tuple_element(option, 1))) ||
        (loads && is_pair(option, kDriverOptions) &&
         are_driver_options(tuple_element(option, 1))) ||
        (!loads && option == kKillPorts);
    if (!is_known) return false;
  }
  return list.is_nil();
}

Term failure(Context& context, Term reason) { return context.heap.tuple(atoms::kError, reason); }

Term try_load(Context& context, const Term* arguments) {
  const auto name = read_name(arguments[1]);
  const bool has_path = arguments[0].is_atom() || arguments[0].is_list();
  if (!has_path || !name || !are_options(arguments[2], true)) return context.badarg();
  if (find_driver(*name) != nullptr) return failure(context, intern("linked_in_driver"));
  for (Term list = arguments[2]; list.is_cons(); list = tail(list)) {
    if (is_pair(head(list), intern("reload"))) return failure(context, intern("not_loaded"));
  }
  const Term reason = context.heap.tuple(intern("open_error"), Term::small(kOpenError));
  return failure(context, reason);
}

Term try_unload(Context& context, const Term* arguments) {
  const auto name = read_name(arguments[0]);
  if (!name || !are_options(arguments[1], false)) return context.badarg();
  return failure(context,
                 intern(find_driver(*name) != nullptr ? "linked_in_driver" : "not_loaded"));
}

Term loaded_drivers(Context& context, const Term*) {
  std::vector<Term> names;
  for (const std::string_view name : driver_names()) {
    names.push_back(context.heap.string(name.data(), name.size()));
  }
  return context.heap.tuple(atoms::kOk, make_list(context.heap, names));
}

Term info(Context& context, const Term* arguments) {
  static constexpr std::string_view kItems[] = {"processes", "driver_options", "port_count",
                                                "awaiting_load", "awaiting_unload"};
  const auto name = read_name(arguments[0]);
  if (!name || find_driver(*name) == nullptr || !arguments[1].is_atom()) return context.badarg();
  const std::string_view item = atom_text(arguments[1]);
  if (item == "linked_in_driver") return atoms::kTrue;
  if (item == "permanent") return atoms::kFalse;
  if (std::find(std::begin(kItems), std::end(kItems), item) == std::end(kItems)) {
    return context.badarg();
  }
  return intern("linked_in_driver");
}

Term format_error(Context& context, const Term* arguments) {
  struct Text {
    std::string_view reason;
    std::string_view text;
  };
  static constexpr Text kTexts[] = {
      {"bad_driver_name", "Bad driver name"},
      {"inconsistent",
       "Driver name and/or driver options are inconsistent with currently loaded driver"},
      {"linked_in_driver", "Driver is statically linked and cannot be loaded/unloaded"},
      {"not_loaded", "DDLL driver is not loaded"},
      {"already_loaded", "DDLL driver is already loaded successfully"},
  };
  constexpr std::string_view kOpenText =
      "cannot open shared object file: No such file or directory";
  const Term reason = arguments[0];
  if (is_pair(reason, intern("open_error"))) {
    return context.heap.string(kOpenText.data(), kOpenText.size());
  }
  if (!reason.is_atom()) return context.badarg();
  for (const Text& text : kTexts) {
    if (atom_text(reason) == text.reason) {
      return context.heap.string(text.text.data(), text.text.size());
    }
  }
  return context.badarg();
}

constexpr Bif kTable[] = {
    {"erl_ddll", "try_load", 3, try_load},
    {"erl_ddll", "try_unload", 2, try_unload},
    {"erl_ddll", "loaded_drivers", 0, loaded_drivers},
    {"erl_ddll", "info", 2, info},
    {"erl_ddll", "format_error_int", 1, format_error},
};

}  // namespace

constinit const BifTable kErlDdllBifs = kTable;

}  // namespace linac

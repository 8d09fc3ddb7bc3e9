// SPDX-License-Identifier: Apache-2.0
#include "bifs/otp_bifs.h"

#include <algorithm>
#include <iterator>

namespace linac {

namespace {

/// Modules whose functions here are no BIFs in OTP, with few exceptions.
constexpr std::string_view kOtherModules[] = {
    "asn1rt_nif", "code_server", "crypto",    "erl_prim_loader", "erts_code_purger",
    "init",       "prim_buffer", "prim_file", "records",         "zlib",
};

struct Name {
  std::string_view module;
  std::string_view function;
  uint32_t arity;
  bool operator==(const Name&) const = default;
};

/// In other modules: instructions, Erlang code or of later releases in OTP.
constexpr Name kOthers[] = {
    {"erlang", "alias", 0},
    {"erlang", "apply", 2},
    {"erlang", "apply", 3},
    {"erlang", "atom_to_binary", 1},
    {"erlang", "binary_to_atom", 1},
    {"erlang", "binary_to_existing_atom", 1},
    {"erlang", "check_process_code", 2},
    {"erlang", "check_process_code", 3},
    {"erlang", "garbage_collect", 0},
    {"erlang", "garbage_collect", 1},
    {"erlang", "garbage_collect", 2},
    {"erlang", "group_leader", 2},
    {"erlang", "halt", 0},
    {"erlang", "halt", 1},
    {"erlang", "is_integer", 3},
    {"erlang", "is_record", 1},
    {"erlang", "load_module", 2},
    {"erlang", "long_work_trap", 2},
    {"erlang", "max", 2},
    {"erlang", "memory", 0},
    {"erlang", "memory", 1},
    {"erlang", "min", 2},
    {"erlang", "prepare_loading", 2},
    {"erlang", "purge_module", 1},
    {"erlang", "re_run_trap", 3},
    {"erlang", "spawn", 1},
    {"erlang", "spawn_link", 1},
    {"erlang", "spawn_monitor", 1},
    {"erlang", "spawn_monitor", 3},
    {"erlang", "spawn_opt", 2},
    {"erlang", "yield", 0},
    {"erts_internal", "check_process_code", 3},
    {"erts_internal", "mc_iterator", 1},
    {"erts_internal", "mc_refill", 1},
    {"erts_internal", "release_literal_area_switch", 0},
    {"erts_internal", "trace_pattern_set", 1},
    {"ets", "delete_trap", 2},
    {"ets", "first_lookup", 1},
    {"ets", "insert_trap", 4},
    {"ets", "last_lookup", 1},
    {"ets", "lookup_element", 4},
    {"ets", "next_lookup", 2},
    {"ets", "prev_lookup", 2},
    {"ets", "select_trap", 3},
    {"ets", "update_element", 4},
};

}  // namespace

bool is_bif_in_otp(std::string_view module, std::string_view function, uint32_t arity) {
  const auto is_in = [](const auto& list, const auto& item) {
    return std::find(std::begin(list), std::end(list), item) != std::end(list);
  };
  return !is_in(kOtherModules, module) && !is_in(kOthers, Name{module, function, arity});
}

}  // namespace linac

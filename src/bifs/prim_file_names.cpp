// SPDX-License-Identifier: Apache-2.0
//
// File names between programs and the host: `prim_file`'s functions of that. Names are UTF-8 on
// every host; one that is not stays a binary. Source: "Notes about raw file names" in module file's
// manual.
#include <string>
#include <vector>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"
#include "term/utf8.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Characters of a list of characters and such lists, nested to any depth. False: it is none.
bool append_name(Term list, std::string& name) {
  std::vector<Term> rests;
  for (Term at = list;;) {
    if (at.is_nil()) {
      if (rests.empty()) return true;
      at = rests.back();
      rests.pop_back();
      continue;
    }
    if (!at.is_cons()) return false;
    const Term first = head(at);
    if (first.is_list()) {
      rests.push_back(tail(at));
      at = first;
      continue;
    }
    const std::optional<int64_t> character = read_integer(first, 1, 0x10ffff);
    if (!character || (*character >= 0xd800 && *character <= 0xdfff)) return false;
    append_utf8(name, static_cast<uint32_t>(*character));
    at = tail(at);
  }
}

bool append_raw_name(Term bitstring, std::string& name) {
  const BitsView view = bits_of(bitstring);
  for (size_t i = 0; i < view.whole_bytes(); ++i) {
    name.push_back(static_cast<char>(view.byte(i)));
  }
  return name.find('\0') == std::string::npos;
}

/// The name as the host has it, with a zero byte behind it.
Term internal_name2native(Context& context, const Term* arguments) {
  std::string name;
  const Term argument = arguments[0];
  const bool good = argument.is_bitstring() ? append_raw_name(argument, name)
                                            : argument.is_list() && append_name(argument, name);
  if (!good) return context.badarg();
  return make_binary(context.heap, name.c_str(), name.size() + 1);
}

/// A list of characters, or {error, warning}: what OTP's flag `+fnuw`, the default, tells of names
/// that are no UTF-8.
Term internal_native2name(Context& context, const Term* arguments) {
  static const Term kWarning = intern("warning");
  const std::optional<std::string> name = read_binary(arguments[0]);
  if (!name) return context.badarg();
  if (!is_utf8(*name)) return context.heap.tuple(atoms::kError, kWarning);
  return unicode_list(context.heap, *name);
}

Term is_translatable(Context& context, const Term* arguments) {
  const std::optional<std::string> name = read_binary(arguments[0]);
  if (!name) return context.badarg();
  return atoms::boolean(is_utf8(*name));
}

/// For names of file systems that take letters and accents apart.
Term internal_normalize_utf8(Context& context, const Term* arguments) {
  const std::optional<std::string> name = read_binary(arguments[0]);
  if (!name || !is_utf8(*name)) return context.badarg();
  Vm::State& state = context.vm->state();
  context.x[0] = unicode_list(context.heap, *name);
  return trap_to(context,
                 *state.exports.intern(intern("unicode"), intern("characters_to_nfc_list"), 1));
}

constexpr Bif kTable[] = {
    {"prim_file", "internal_name2native", 1, internal_name2native},
    {"prim_file", "internal_native2name", 1, internal_native2name},
    {"prim_file", "internal_normalize_utf8", 1, internal_normalize_utf8},
    {"prim_file", "is_translatable", 1, is_translatable},
};

}  // namespace

constinit const BifTable kPrimFileNameBifs = kTable;

}  // namespace linac

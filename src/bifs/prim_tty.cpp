// SPDX-License-Identifier: Apache-2.0
//
// OTP's module `prim_tty` of OTP 26 and later: standard input and output, be they a terminal or
// not. Its handle is a port (ports/tty_driver.cpp). Of what terminals can do, it gets what every
// one in use understands. Sources: the module's own Erlang code, and ECMA-48.
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "bifs/argument.h"
#include "bifs/environment.h"
#include "bifs/tables.h"
#include "platforms/platform.h"
#include "platforms/port_host.h"
#include "ports/port.h"
#include "ports/port_signals.h"
#include "ports/terminal_line.h"
#include "ports/tty_control.h"
#include "runtime/iolist.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/map.h"
#include "vm_state.h"

namespace linac {

namespace {

constexpr uint8_t kOutput = 1;

Term enotsup(Context& context) {
  static const Term kEnotsup = intern("enotsup");
  return context.heap.tuple(atoms::kError, kEnotsup);
}

std::optional<WindowSize> window_size(Context& context, int descriptor) {
  return context.vm->state().platform.ports().window_size(descriptor);
}

Term isatty_1(Context& context, const Term* arguments) {
  static const Term kNames[] = {intern("stdin"), intern("stdout"), intern("stderr")};
  const auto found = std::find(std::begin(kNames), std::end(kNames), arguments[0]);
  if (found == std::end(kNames)) return context.badarg();
  const auto size = window_size(context, static_cast<int>(found - std::begin(kNames)));
  return size ? atoms::kTrue : atoms::kFalse;
}

Term tty_create(Context& context, const Term*) {
  PortSettings settings;
  settings.kind = PortKind::kSpawnDriver;
  settings.command = "prim_tty";
  Term error;
  const Port* const port = open_port(context, settings, error);
  if (port == nullptr) return context.heap.tuple(atoms::kError, error);
  return context.heap.tuple(atoms::kOk, port->term());
}

/// Asks the driver; a `badarg` if that is no terminal's handle.
Term ask(Context& context, Term handle, TtyOperation operation, Term argument) {
  Port* const port = handle.is_local_port() ? find_port(context, handle) : nullptr;
  const Term answer = port != nullptr ? port->driver->call(context, operation, argument) : Term();
  return answer ? answer : context.badarg();
}

/// Whether an option of a map has that value.
bool has_option(Term options, Term name, Term value) {
  const Term found = options.is_map() ? map_get(options, name) : Term::non_value();
  return found && found == value;
}

bool can_move_cursor(Context& context) {
  const auto& environment = environment_of(context);
  const auto found = environment.find("TERM");
  return found != environment.end() && !found->second.empty() && found->second != "dumb";
}

/// OTP 26 and 27: the third argument says what the terminal is to do by itself; it is asked for
/// only where there is to be line editing.
Term tty_init_3(Context& context, const Term* arguments) {
  static const Term kCanon = intern("canon");
  if (!window_size(context, 0) || !window_size(context, kOutput)) return enotsup(context);
  const bool is_cooked = has_option(arguments[2], kCanon, atoms::kTrue);
  return ask(context, arguments[0], kTtySetRaw, is_cooked ? atoms::kFalse : atoms::kTrue);
}

/// OTP 28 and later.
Term tty_init_2(Context& context, const Term* arguments) {
  static const Term kInput = intern("input"), kRaw = intern("raw");
  const bool is_raw = has_option(arguments[1], kInput, kRaw);
  return ask(context, arguments[0], kTtySetRaw, is_raw ? atoms::kTrue : atoms::kFalse);
}

Term tty_set_1(Context&, const Term*) { return atoms::kOk; }
Term tty_is_open_2(Context&, const Term*) { return atoms::kTrue; }

Term setlocale_1(Context&, const Term*) {
  static const Term kPrimitive = intern("primitive");
  return kPrimitive;
}

Term tty_select_2(Context& context, const Term* arguments) {
  const Term references = context.heap.tuple(arguments[1], arguments[1]);
  return ask(context, arguments[0], kTtySelect, references);
}

Term tty_select_3(Context& context, const Term* arguments) {
  const Term references = context.heap.tuple(arguments[1], arguments[2]);
  return ask(context, arguments[0], kTtySelect, references);
}

Term read_nif(Context& context, const Term* arguments) {
  return ask(context, arguments[0], kTtyRead, Term::nil());
}

/// The only signal that is told of.
Term tty_read_signal_2(Context& context, const Term*) {
  static const Term kWinch = intern("winch");
  return context.heap.tuple(atoms::kOk, kWinch);
}

Term write_nif_2(Context& context, const Term* arguments) {
  std::vector<uint8_t> bytes;
  if (!append_iolist(arguments[1], bytes)) return context.badarg();
  context.vm->state().platform.write(kOutput,
                                     {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return atoms::kOk;
}

Term tty_window_size_1(Context& context, const Term*) {
  const auto size = window_size(context, kOutput);
  if (!size) return enotsup(context);
  const Term columns = Term::small(size->columns), rows = Term::small(size->rows);
  return context.heap.tuple(atoms::kOk, context.heap.tuple(columns, rows));
}

Term tty_encoding_1(Context&, const Term*) {
  static const Term kUtf8 = intern("utf8");
  return kUtf8;
}

Term isprint_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_small()) return context.badarg();
  const int64_t character = arguments[0].small_value();
  return character >= ' ' && character <= '~' ? atoms::kTrue : atoms::kFalse;
}

Term wcwidth_1(Context& context, const Term* arguments) {
  static const Term kNotPrintable = intern("not_printable");
  constexpr int64_t kLastCharacter = 0x10ffff;
  constexpr int64_t kDelete = 0x7f, kLastControl = 0x9f;
  if (!arguments[0].is_small()) return context.badarg();
  const int64_t character = arguments[0].small_value();
  if (character < ' ' || (character >= kDelete && character <= kLastControl) ||
      character > kLastCharacter) {
    return context.heap.tuple(atoms::kError, kNotPrintable);
  }
  return Term::small(character_columns(static_cast<uint32_t>(character)));
}

Term wcswidth_1(Context& context, const Term*) { return enotsup(context); }

Term sizeof_wchar_0(Context&, const Term*) {
  constexpr int64_t kBytes = 4;
  return Term::small(kBytes);
}

/// What a terminal is told to do something: by its names in termcap and in terminfo.
constexpr struct {
  std::string_view termcap;
  std::string_view terminfo;
  std::string_view text;
} kCapabilities[] = {
    {"cl", "clear", "\x1b[H\x1b[2J"}, {"up", "cuu1", "\x1b[A"},
    {"do", "cud1", "\x1b[B"},         {"le", "cub1", "\b"},
    {"nd", "cuf1", "\x1b[C"},         {"cd", "ed", "\x1b[J"},
};

/// A capability's name, which may have a zero byte behind it.
std::string name_of(Term term) {
  std::vector<uint8_t> bytes;
  append_iolist(term, bytes);
  std::string name(bytes.begin(), bytes.end());
  return name.substr(0, name.find('\0'));
}

Term getstr_1(Context& context, const Term* arguments) {
  const std::string name = name_of(arguments[0]);
  for (const auto& [termcap, terminfo, text] : kCapabilities) {
    if (name != termcap && name != terminfo) continue;
    const auto* const bytes = reinterpret_cast<const uint8_t*>(text.data());
    return context.heap.tuple(atoms::kOk, make_binary(context.heap, bytes, text.size()));
  }
  return atoms::kFalse;
}

/// `xn`: a full row does not yet take the cursor to the next one.
Term getflag_1(Context&, const Term* arguments) {
  const std::string name = name_of(arguments[0]);
  return name == "xn" || name == "xenl" ? atoms::kTrue : atoms::kFalse;
}

Term getnum_1(Context& context, const Term* arguments) {
  const std::string name = name_of(arguments[0]);
  const auto size = window_size(context, kOutput);
  if ((name != "co" && name != "cols") || !size) return atoms::kFalse;
  return context.heap.tuple(atoms::kOk, Term::small(size->columns));
}

Term setup(Context& context, const Term*) {
  return can_move_cursor(context) ? atoms::kOk : enotsup(context);
}

/// No strings take parameters.
Term goto_(Context&, const Term*) { return atoms::kFalse; }

Term tinfo_0(Context& context, const Term*) { return enotsup(context); }

constexpr Bif kTable[] = {
    {"prim_tty", "isatty", 1, isatty_1},
    {"prim_tty", "tty_create", 0, tty_create},
    {"prim_tty", "tty_create", 1, tty_create},
    {"prim_tty", "tty_init", 2, tty_init_2},
    {"prim_tty", "tty_init", 3, tty_init_3},
    {"prim_tty", "tty_set", 1, tty_set_1},
    {"prim_tty", "tty_is_open", 2, tty_is_open_2},
    {"prim_tty", "setlocale", 1, setlocale_1},
    {"prim_tty", "tty_select", 2, tty_select_2},
    {"prim_tty", "tty_select", 3, tty_select_3},
    {"prim_tty", "tty_read_signal", 2, tty_read_signal_2},
    {"prim_tty", "read_nif", 2, read_nif},
    {"prim_tty", "read_nif", 3, read_nif},
    {"prim_tty", "write_nif", 2, write_nif_2},
    {"prim_tty", "tty_window_size", 1, tty_window_size_1},
    {"prim_tty", "tty_encoding", 1, tty_encoding_1},
    {"prim_tty", "isprint", 1, isprint_1},
    {"prim_tty", "wcwidth", 1, wcwidth_1},
    {"prim_tty", "wcswidth", 1, wcswidth_1},
    {"prim_tty", "sizeof_wchar", 0, sizeof_wchar_0},
    {"prim_tty", "tgetent_nif", 1, setup},
    {"prim_tty", "tgetnum_nif", 1, getnum_1},
    {"prim_tty", "tgetflag_nif", 1, getflag_1},
    {"prim_tty", "tgetstr_nif", 1, getstr_1},
    {"prim_tty", "tgoto_nif", 1, goto_},
    {"prim_tty", "tgoto_nif", 2, goto_},
    {"prim_tty", "tgoto_nif", 3, goto_},
    {"prim_tty", "setupterm_nif", 0, setup},
    {"prim_tty", "tigetnum_nif", 1, getnum_1},
    {"prim_tty", "tigetflag_nif", 1, getflag_1},
    {"prim_tty", "tigetstr_nif", 1, getstr_1},
    {"prim_tty", "tinfo_nif", 0, tinfo_0},
};

}  // namespace

constinit const BifTable kPrimTtyBifs = kTable;

}  // namespace linac

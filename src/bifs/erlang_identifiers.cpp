// SPDX-License-Identifier: Apache-2.0
//
// erlang: pids, ports and references as text, and unique integers.
#include <cstdlib>

#include "bifs/argument.h"
#include "bifs/tables.h"
#include "process/signal.h"
#include "term/atom.h"
#include "term/layout.h"
#include "term/print.h"
#include "vm_state.h"

namespace linac {

namespace {

Term text_of(Context& context, Term term) { return unicode_list(context.heap, print(term)); }

Term pid_to_list(Context& context, const Term* arguments) {
  return is_pid(arguments[0]) ? text_of(context, arguments[0]) : context.badarg();
}

Term port_to_list(Context& context, const Term* arguments) {
  return is_port(arguments[0]) ? text_of(context, arguments[0]) : context.badarg();
}

Term ref_to_list(Context& context, const Term* arguments) {
  return is_any_reference(arguments[0]) ? text_of(context, arguments[0]) : context.badarg();
}

/// Reads the numbers of `<0.12.3>` after `prefix`; false if the text has another form.
bool read_numbers(std::string_view text, std::string_view prefix, uint64_t* numbers, size_t count) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  for (size_t i = 0; i < count; ++i) {
    size_t digits = 0;
    numbers[i] = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
      if (digits == 18) return false;
      numbers[i] = numbers[i] * 10 + static_cast<uint64_t>(text[digits] - '0');
    }
    if (digits == 0 || digits == text.size()) return false;
    if (text[digits] != (i + 1 < count ? '.' : '>')) return false;
    text.remove_prefix(digits + 1);
  }
  return text.empty();
}

Term list_to_pid(Context& context, const Term* arguments) {
  constexpr uint64_t kSerialUnit = uint64_t{1} << 28;
  const std::optional<std::string> text = read_latin1_list(arguments[0]);
  uint64_t numbers[3];
  if (!text || !read_numbers(*text, "<", numbers, 3) || numbers[0] != 0) {
    return context.badarg();
  }
  // Only a pid that prints like this is meant by it.
  for (const uint64_t number : {numbers[1], numbers[2] * kSerialUnit + numbers[1]}) {
    if (number > kSubtagPayloadMask) continue;
    const Term pid = Term::pid(number);
    if (print(pid) == *text) return pid;
  }
  return context.badarg();
}

Term list_to_ref(Context& context, const Term* arguments) {
  const std::optional<std::string> text = read_latin1_list(arguments[0]);
  uint64_t numbers[4];
  constexpr uint64_t kMaxNumber = 0xffffffff;
  if (!text || !read_numbers(*text, "#Ref<", numbers, 4) || numbers[0] != 0 ||
      numbers[2] > kMaxNumber || numbers[3] > kMaxNumber) {
    return context.badarg();
  }
  const Word words[2] = {numbers[2] << 32 | numbers[3], numbers[1]};
  return make_reference(context.heap, words);
}

Term list_to_port(Context& context, const Term* arguments) {
  const std::optional<std::string> text = read_latin1_list(arguments[0]);
  uint64_t numbers[2];
  if (!text || !read_numbers(*text, "#Port<", numbers, 2) || numbers[0] != 0 ||
      numbers[1] > kSubtagPayloadMask) {
    return context.badarg();
  }
  return Term::port(numbers[1]);
}

Term unique(Context& context, bool positive) {
  const uint64_t number = context.vm->state().scheduler.next_reference();
  // As in OTP, values start far below zero unless they have to be positive.
  return positive ? context.heap.unsigned_integer(number)
                  : context.heap.integer(kSmallMin + static_cast<int64_t>(number));
}

Term unique_integer_0(Context& context, const Term*) { return unique(context, false); }

Term unique_integer_1(Context& context, const Term* arguments) {
  bool positive = false;
  Term options = arguments[0];
  for (; options.is_cons(); options = tail(options)) {
    if (head(options) == atoms::kPositive) {
      positive = true;
    } else if (head(options) != atoms::kMonotonic) {
      return context.badarg();
    }
  }
  return options.is_nil() ? unique(context, positive) : context.badarg();
}

constexpr Bif kTable[] = {
    {"erlang", "pid_to_list", 1, pid_to_list},
    {"erlang", "port_to_list", 1, port_to_list},
    {"erlang", "ref_to_list", 1, ref_to_list},
    {"erlang", "list_to_pid", 1, list_to_pid},
    {"erlang", "list_to_port", 1, list_to_port},
    {"erlang", "list_to_ref", 1, list_to_ref},
    {"erlang", "unique_integer", 0, unique_integer_0},
    {"erlang", "unique_integer", 1, unique_integer_1},
};

}  // namespace

constinit const BifTable kErlangIdentifierBifs = kTable;

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// erlang: atoms to text and back.
#include "bifs/argument.h"
#include "bifs/tables.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/utf8.h"

namespace linac {

namespace {

enum class Encoding { kLatin1, kUtf8 };

std::optional<Encoding> read_encoding(Term term) {
  static const Term kUnicodeName = intern("unicode");
  if (term == atoms::kLatin1) return Encoding::kLatin1;
  if (term == atoms::kUtf8 || term == kUnicodeName) return Encoding::kUtf8;
  return std::nullopt;
}

/// Whether a text that is no UTF-8 has more characters than an atom may have before that shows.
bool begins_too_long(const std::string& text) {
  const auto* at = reinterpret_cast<const uint8_t*>(text.data());
  const uint8_t* const end = at + text.size();
  for (uint32_t count = 0; at < end; ++count) {
    uint32_t character;
    const int size = decode_utf8(at, end, &character);
    if (size == 0) return count >= kMaxAtomCharacters;
    at += size;
  }
  return false;
}

Term new_atom(Context& context, const std::string& utf8) {
  const int length = atom_length(utf8);
  if (length < 0) return begins_too_long(utf8) ? context.system_limit() : context.badarg();
  if (static_cast<uint32_t>(length) > kMaxAtomCharacters) return context.system_limit();
  const Term atom = intern(utf8);
  return atom ? atom : context.system_limit();
}

Term existing_atom(Context& context, const std::string& utf8) {
  const Term atom = find_atom(utf8);
  return atom ? atom : context.badarg();
}

Term atom_to_list(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  return unicode_list(context.heap, atom_text(arguments[0]));
}

Term list_to_atom(Context& context, const Term* arguments) {
  const std::optional<std::string> text = read_unicode_list(arguments[0]);
  return text ? new_atom(context, *text) : context.badarg();
}

Term list_to_existing_atom(Context& context, const Term* arguments) {
  const std::optional<std::string> text = read_unicode_list(arguments[0]);
  return text ? existing_atom(context, *text) : context.badarg();
}

Term to_binary(Context& context, Term atom, Encoding encoding) {
  const std::string_view text = atom_text(atom);
  if (encoding == Encoding::kUtf8) return make_binary(context.heap, text.data(), text.size());
  std::string latin1;
  const auto* at = reinterpret_cast<const uint8_t*>(text.data());
  const uint8_t* end = at + text.size();
  while (at < end) {
    uint32_t character = 0;
    at += decode_utf8(at, end, &character);
    if (character > 255) return context.badarg();
    latin1.push_back(static_cast<char>(character));
  }
  return make_binary(context.heap, latin1.data(), latin1.size());
}

Term atom_to_binary_1(Context& context, const Term* arguments) {
  if (!arguments[0].is_atom()) return context.badarg();
  return to_binary(context, arguments[0], Encoding::kUtf8);
}

Term atom_to_binary_2(Context& context, const Term* arguments) {
  const std::optional<Encoding> encoding = read_encoding(arguments[1]);
  if (!arguments[0].is_atom() || !encoding) return context.badarg();
  return to_binary(context, arguments[0], *encoding);
}

/// The text of a binary in UTF-8, or nothing.
std::optional<std::string> read_text(Term binary, Encoding encoding) {
  std::optional<std::string> bytes = read_binary(binary);
  if (!bytes || encoding == Encoding::kUtf8) return bytes;
  std::string text;
  for (const char byte : *bytes) append_utf8(text, static_cast<uint8_t>(byte));
  return text;
}

Term binary_to_atom_1(Context& context, const Term* arguments) {
  const std::optional<std::string> text = read_text(arguments[0], Encoding::kUtf8);
  return text ? new_atom(context, *text) : context.badarg();
}

Term binary_to_atom_2(Context& context, const Term* arguments) {
  const std::optional<Encoding> encoding = read_encoding(arguments[1]);
  if (!encoding) return context.badarg();
  const std::optional<std::string> text = read_text(arguments[0], *encoding);
  return text ? new_atom(context, *text) : context.badarg();
}

Term binary_to_existing_atom_1(Context& context, const Term* arguments) {
  const std::optional<std::string> text = read_text(arguments[0], Encoding::kUtf8);
  return text ? existing_atom(context, *text) : context.badarg();
}

Term binary_to_existing_atom_2(Context& context, const Term* arguments) {
  const std::optional<Encoding> encoding = read_encoding(arguments[1]);
  if (!encoding) return context.badarg();
  const std::optional<std::string> text = read_text(arguments[0], *encoding);
  return text ? existing_atom(context, *text) : context.badarg();
}

constexpr Bif kTable[] = {
    {"erlang", "atom_to_list", 1, atom_to_list},
    {"erlang", "list_to_atom", 1, list_to_atom},
    {"erlang", "list_to_existing_atom", 1, list_to_existing_atom},
    {"erlang", "atom_to_binary", 1, atom_to_binary_1},
    {"erlang", "atom_to_binary", 2, atom_to_binary_2},
    {"erlang", "binary_to_atom", 1, binary_to_atom_1},
    {"erlang", "binary_to_atom", 2, binary_to_atom_2},
    {"erlang", "binary_to_existing_atom", 1, binary_to_existing_atom_1},
    {"erlang", "binary_to_existing_atom", 2, binary_to_existing_atom_2},
};

}  // namespace

constinit const BifTable kErlangAtomBifs = kTable;

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// The atom table: text to atom and back. There is one per instance of the program; atoms are never
// removed, so an `std::string_view` it gives out lasts for ever. Atoms that C++ code names stand in
// term/atom.def and are constants here. Invariant: the predefined atoms' indices are their
// positions in atom.def, and the table holds them from the first call on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "term/term.h"

namespace linac {

/// Most atoms that can exist, as in OTP.
inline constexpr uint32_t kMaxAtoms = 1'048'576;
/// Most characters (not bytes) of an atom.
inline constexpr uint32_t kMaxAtomCharacters = 255;

enum class PredefinedAtom : uint32_t {
#define LINAC_ATOM(name, text) name,
#include "term/atom.def"
#undef LINAC_ATOM
};

namespace atoms {
#define LINAC_ATOM(name, text) \
  inline constexpr Term name = Term::atom(static_cast<uint32_t>(PredefinedAtom::name));
#include "term/atom.def"
#undef LINAC_ATOM

/// The atoms `true` and `false`.
constexpr Term boolean(bool value) { return value ? kTrue : kFalse; }
}  // namespace atoms

/// The atom of a UTF-8 text, new if need be. The non-value if the text is no UTF-8, is longer than
/// kMaxAtomCharacters, or the table is full; see atom_length.
Term intern(std::string_view utf8);
/// The same for a text in ISO Latin-1.
Term intern_latin1(std::string_view latin1);
/// The atom of a text if it exists already, else the non-value.
Term find_atom(std::string_view utf8);

/// Text in UTF-8. Precondition: `atom` is an atom.
std::string_view atom_text(Term atom);
/// Number of atoms so far.
uint32_t atom_count();
/// Characters of a UTF-8 text, or -1 if it is no valid UTF-8.
int atom_length(std::string_view utf8);

/// Order of two atoms: by their code points.
int compare_atoms(Term a, Term b);

}  // namespace linac

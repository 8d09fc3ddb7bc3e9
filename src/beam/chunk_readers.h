// SPDX-License-Identifier: Apache-2.0
//
// One reader per chunk: each fills its part of a `File` from the chunk's bytes. Private to
// src/beam; `read_file` calls them in this order, since later ones check indices into what earlier
// ones read. All return false after `ByteReader::fail`.
#pragma once

#include "beam/byte_reader.h"
#include "beam/file.h"

namespace linac::beam {

enum class AtomEncoding { kLatin1, kUtf8 };

/// Most arguments a function can have.
inline constexpr uint32_t kMaxArity = 255;

bool read_atoms(ByteReader& reader, AtomEncoding encoding, File& file);  // atom_table.cpp
bool read_imports(ByteReader& reader, File& file);                       // function_tables.cpp
bool read_functions(ByteReader& reader, const File& file, std::vector<Export>& functions);
bool read_lambdas(ByteReader& reader, File& file);
bool read_literals(ByteReader& reader, File& file);  // literal_table.cpp
bool read_unpacked_literals(ByteReader& reader, File& file);
bool read_lines(ByteReader& reader, File& file);    // line_table.cpp
bool read_types(ByteReader& reader, File& file);    // type_table.cpp
bool read_code(ByteReader& reader, File& file);     // code_reader.cpp
bool read_records(ByteReader& reader, File& file);  // record_table.cpp

/// Fails unless `index` names an atom of `file`.
bool check_atom(ByteReader& reader, const File& file, uint32_t index);

}  // namespace linac::beam

// SPDX-License-Identifier: Apache-2.0
//
// The tables of functions: imports (ImpT), exports (ExpT), locals (LocT) and funs (FunT). Labels
// are only bounds-checked later, by the verifier, which knows where functions begin.
#include "beam/chunk_readers.h"

namespace linac::beam {
namespace {

bool check_arity(ByteReader& reader, uint32_t arity) {
  if (arity <= kMaxArity) return true;
  return reader.fail("arity " + std::to_string(arity) + " is too large");
}

}  // namespace

bool read_imports(ByteReader& reader, File& file) {
  uint32_t count;
  if (!reader.read_count(12, "imports", count)) return false;
  file.imports.reserve(count);
  for (uint32_t i = 0; i < count; i++) {
    Import import;
    reader.read_u32(import.module);
    reader.read_u32(import.function);
    if (!reader.read_u32(import.arity)) return false;
    if (!check_atom(reader, file, import.module) || !check_atom(reader, file, import.function) ||
        !check_arity(reader, import.arity)) {
      return false;
    }
    file.imports.push_back(import);
  }
  return true;
}

bool read_functions(ByteReader& reader, const File& file, std::vector<Export>& functions) {
  uint32_t count;
  if (!reader.read_count(12, "functions", count)) return false;
  functions.reserve(count);
  for (uint32_t i = 0; i < count; i++) {
    Export function;
    reader.read_u32(function.function);
    reader.read_u32(function.arity);
    if (!reader.read_u32(function.label)) return false;
    if (!check_atom(reader, file, function.function) || !check_arity(reader, function.arity)) {
      return false;
    }
    functions.push_back(function);
  }
  return true;
}

bool read_lambdas(ByteReader& reader, File& file) {
  uint32_t count;
  if (!reader.read_count(24, "funs", count)) return false;
  file.lambdas.reserve(count);
  for (uint32_t i = 0; i < count; i++) {
    Lambda lambda;
    reader.read_u32(lambda.function);
    reader.read_u32(lambda.arity);
    reader.read_u32(lambda.label);
    reader.read_u32(lambda.index);
    reader.read_u32(lambda.num_free);
    if (!reader.read_u32(lambda.old_uniq)) return false;
    if (!check_atom(reader, file, lambda.function) || !check_arity(reader, lambda.arity)) {
      return false;
    }
    if (lambda.num_free > lambda.arity) {
      return reader.fail("a fun has more free variables than parameters");
    }
    file.lambdas.push_back(lambda);
  }
  return true;
}

}  // namespace linac::beam

// SPDX-License-Identifier: Apache-2.0
//
// The table of native records (Recs, since OTP 29). Each definition is encoded like an instruction
// `call_last Name, Exported, {list, [Field, Default, ...]}`, number 0 standing for "no default".
#include "beam/chunk_readers.h"
#include "beam/compact_term.h"

namespace linac::beam {
namespace {

constexpr uint32_t kVersion = 0;

bool is_atom_of(const File& file, const Operand& operand) {
  return operand.kind == OperandKind::kAtom &&
         operand.value < static_cast<int64_t>(file.atoms.size());
}

bool is_constant_of(const File& file, const Operand& operand) {
  switch (operand.kind) {
    case OperandKind::kLiteral:
      return operand.value < static_cast<int64_t>(file.literals.size());
    case OperandKind::kInteger:
    case OperandKind::kBigInteger:
    case OperandKind::kNil:
      return true;
    default:
      return is_atom_of(file, operand);
  }
}

bool read_record(ByteReader& reader, File& file, Record& record) {
  const uint32_t start = reader.offset();
  uint8_t opcode;
  Operand name, exported, fields;
  if (!reader.read_u8(opcode)) return false;
  if (opcode != static_cast<uint8_t>(Opcode::kCallLast)) {
    return reader.fail_at(start, "a record definition is expected");
  }
  // Big integers join the code's pool, so that defaults can name them.
  if (!read_operand(reader, file.code, name) || !read_operand(reader, file.code, exported) ||
      !read_operand(reader, file.code, fields)) {
    return false;
  }
  if (!is_atom_of(file, name) || !is_atom_of(file, exported) || fields.kind != OperandKind::kList ||
      fields.count % 2 != 0) {
    return reader.fail_at(start, "a record definition is malformed");
  }
  record.name = static_cast<uint32_t>(name.value);
  record.exported = file.atoms[static_cast<size_t>(exported.value)] == "true";
  const auto elements = file.code.elements_of(fields);
  for (size_t i = 0; i < elements.size(); i += 2) {
    const Operand& value = elements[i + 1];
    const bool has_default = value.kind != OperandKind::kUnsigned;
    if (!is_atom_of(file, elements[i]) || (has_default && !is_constant_of(file, value))) {
      return reader.fail_at(start, "a record field is malformed");
    }
    record.fields.push_back(
        {static_cast<uint32_t>(elements[i].value), has_default ? value : Operand{}});
  }
  return true;
}

}  // namespace

bool read_records(ByteReader& reader, File& file) {
  uint32_t version, count, field_count;
  reader.read_u32(version);
  reader.read_u32(count);
  if (!reader.read_u32(field_count)) return false;
  if (version != kVersion) {
    return reader.fail_at(0, "version " + std::to_string(version) + " is not supported");
  }
  if (!reader.check_count(count, 4, "records")) return false;
  file.records.reserve(count);
  for (uint32_t i = 0; i < count; i++) {
    Record record;
    if (!read_record(reader, file, record)) return false;
    file.records.push_back(std::move(record));
  }
  return true;
}

}  // namespace linac::beam

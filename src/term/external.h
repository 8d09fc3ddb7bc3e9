// SPDX-License-Identifier: Apache-2.0
//
// The external term format (OTP: "External Term Format"): reading and writing all terms that a
// program can hold, byte for byte as OTP 25. Bytes are not trusted: nothing is read past the end,
// and no declared length is believed before it is known to fit. Invariant: what is read is
// canonical (an integer that fits is small, a float that fits is immediate, map keys are unique).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "memory/heap.h"
#include "term/layout.h"
#include "term/term.h"

namespace linac {

/// A fun of a module, as it is written.
struct ExternalFun {
  Term module;
  int64_t index;
  int64_t uniq;
  uint32_t arity;
  uint32_t num_free;
};

/// Knows functions; the loader has the exports, and a VM its modules.
class ExportFunMaker {
 public:
  /// Makes `fun Module:Function/Arity`; the non-value if that may not be.
  virtual Term make_export_fun(Heap& heap, Term module, Term function, uint32_t arity) = 0;
  /// The fun entry with these properties; null if there is none.
  virtual const FunEntry* find_fun(const ExternalFun&) { return nullptr; }

 protected:
  ~ExportFunMaker() = default;
};

/// Which atoms may come.
enum class AtomPolicy : bool { kAny, kExisting };

/// Decodes one term, version byte 131 first, compressed or not. On failure the non-value, and
/// `*error` is what is wrong (static text, no full stop); what was built on `heap` meanwhile is
/// garbage. Without `exports` a fun is an error. `*used`, if wanted, is the number
/// of bytes read; bytes after the term are no error.
Term decode_external(std::span<const uint8_t> bytes, Heap& heap, const char** error,
                     ExportFunMaker* exports = nullptr, size_t* used = nullptr,
                     AtomPolicy atoms = AtomPolicy::kAny);

/// The same in steps, for terms that take longer than a process's turn. Meanwhile bytes and heap
/// stay where they are.
class ExternalReader {
 public:
  ExternalReader(std::span<const uint8_t> bytes, Heap& heap, ExportFunMaker* exports,
                 AtomPolicy atoms);
  ~ExternalReader();
  /// Reads about so many bytes more. True when that was all, or there is an error.
  bool run(uint64_t bytes);

  // When it is done.
  Term term() const;
  const char* error() const;
  size_t used() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Variants of what is written; without any it is what term_to_binary/1 writes.
struct ExternalOptions {
  bool float_text = false;     ///< floats as text: minor version 0
  bool utf8_atoms = false;     ///< all atoms in UTF-8: minor version 2
  bool deterministic = false;  ///< large maps in the order of their keys
  bool estimate = false;       ///< for external_size: numbers of funs as large as they could be
};

/// Bytes that a term takes, its version byte included; 0 if it has no external form, which only
/// native records have not.
uint64_t external_size(Term term, const ExternalOptions& options);

/// Writes a term: external_size bytes from `to` on.
void encode_external(Term term, const ExternalOptions& options, uint8_t* to);

/// A large binary that is not among the bytes written but belongs before byte `offset` of them; of
/// a bitstring, the whole bytes.
struct ExternalPart {
  uint64_t offset;
  Term binary;
};

/// Measures and writes a term in steps; meanwhile it stays where it is. A step is one term, a list
/// of bytes, or a binary.
class ExternalWriter {
 public:
  /// With `parts`, large binaries are left out of what is written, and are added there.
  ExternalWriter(Term term, const ExternalOptions& options,
                 std::vector<ExternalPart>* parts = nullptr);
  ~ExternalWriter();
  /// First, until it is true.
  bool measure(uint64_t steps);
  /// Bytes to write, once measured; 0 if the term has no external form.
  uint64_t size() const;
  /// Then so many bytes are written from `to` on:
  void begin(uint8_t* to);
  /// until it is true.
  bool write(uint64_t steps);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace linac

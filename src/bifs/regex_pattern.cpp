// SPDX-License-Identifier: Apache-2.0
#include "bifs/regex_pattern.h"

#include <cstdlib>
#include <cstring>

#include "bifs/argument.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"

namespace linac {

namespace {

// Where PCRE's header (real_pcre in pcre_internal.h) has what differs with the size of a pointer.
// Its last two members are pointers, both null in what programs hold; the name table follows.
constexpr size_t kSizeAt = 4;
constexpr size_t kNameTableAt = 34;
constexpr size_t kNameEntrySizeAt = 36;
constexpr size_t kNameCountAt = 38;
constexpr size_t kPointersAt = 48;
constexpr size_t kHeader = kPointersAt + 2 * sizeof(void*);
constexpr size_t kPortableHeader = kPointersAt + 16;
constexpr uint32_t kMagic = 0x50435245;

template <typename T>
T load(const uint8_t* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}
template <typename T>
void store(uint8_t* at, T value) {
  std::memcpy(at, &value, sizeof value);
}

template <typename T>
T info(const pcre* pattern, int item) {
  T value{};
  erts_pcre_fullinfo(pattern, nullptr, item, &value);
  return value;
}

/// Bytes of C++ stack that compiling nested groups may take: far less than there is of it, and of
/// the host's own stack that goes along with it.
constexpr uintptr_t kStackBudget = 96 * 1024;

uintptr_t stack_position() {
  const char here = 0;
  return reinterpret_cast<uintptr_t>(__builtin_launder(&here));
}

/// Where the running compilation has begun. Not the VM's state: no other code runs meanwhile.
uintptr_t compilation_start;

int is_stack_used_up() { return compilation_start - stack_position() > kStackBudget ? 1 : 0; }

/// PCRE leaves bytes of its code unwritten where its estimate was too high.
void* allocate_zeroed(size_t size) { return std::calloc(1, size); }

void set_up_pcre() {
  erts_pcre_malloc = allocate_zeroed;
  erts_pcre_free = std::free;
  erts_pcre_stack_malloc = std::malloc;
  erts_pcre_stack_free = std::free;
  erts_pcre_stack_guard = is_stack_used_up;
}

/// PCRE's form of code that a program holds; null if it is damaged.
Pattern from_portable(const std::string& bytes) {
  if (bytes.size() < kPortableHeader) return nullptr;
  const auto* from = reinterpret_cast<const uint8_t*>(bytes.data());
  const size_t body = bytes.size() - kPortableHeader;
  const size_t names =
      size_t{load<uint16_t>(from + kNameEntrySizeAt)} * load<uint16_t>(from + kNameCountAt);
  if (load<uint32_t>(from) != kMagic || load<uint32_t>(from + kSizeAt) != bytes.size() ||
      load<uint16_t>(from + kNameTableAt) != kPortableHeader || names >= body) {
    return nullptr;
  }
  auto* to = static_cast<uint8_t*>(std::malloc(kHeader + body));
  if (to == nullptr) return nullptr;
  std::memcpy(to, from, kPointersAt);
  store(to + kSizeAt, static_cast<uint32_t>(kHeader + body));
  store(to + kNameTableAt, static_cast<uint16_t>(kHeader));
  std::memset(to + kPointersAt, 0, kHeader - kPointersAt);
  std::memcpy(to + kHeader, from + kPortableHeader, body);
  return Pattern(reinterpret_cast<pcre*>(to));
}

}  // namespace

Pattern compile_pattern(const std::string& text, int options, PatternError& error) {
  set_up_pcre();
  compilation_start = stack_position();
  int code = 0;
  return Pattern(
      erts_pcre_compile2(text.c_str(), options, &code, &error.text, &error.offset, nullptr));
}

Term pattern_term(Heap& heap, const pcre* pattern, bool unicode) {
  constexpr unsigned long kNewlines = PCRE_NEWLINE_CR | PCRE_NEWLINE_LF | PCRE_NEWLINE_CRLF |
                                      PCRE_NEWLINE_ANY | PCRE_NEWLINE_ANYCRLF;
  const unsigned long newline = info<unsigned long>(pattern, PCRE_INFO_OPTIONS) & kNewlines;
  const bool use_crlf = newline == PCRE_NEWLINE_ANY || newline == PCRE_NEWLINE_CRLF ||
                        newline == PCRE_NEWLINE_ANYCRLF;
  const auto* from = reinterpret_cast<const uint8_t*>(pattern);
  const size_t body = info<size_t>(pattern, PCRE_INFO_SIZE) - kHeader;
  uint8_t* to;
  const Term code = make_binary_uninitialised(heap, kPortableHeader + body, &to);
  std::memcpy(to, from, kPointersAt);
  store(to + kSizeAt, static_cast<uint32_t>(kPortableHeader + body));
  store(to + kNameTableAt, static_cast<uint16_t>(kPortableHeader));
  std::memset(to + kPointersAt, 0, kPortableHeader - kPointersAt);
  std::memcpy(to + kPortableHeader, from + kHeader, body);
  static const Term kRePattern = intern("re_pattern");
  return heap.tuple(kRePattern, Term::small(capture_count(pattern)), Term::small(unicode ? 1 : 0),
                    Term::small(use_crlf ? 1 : 0), code);
}

std::optional<GivenPattern> read_pattern(Term tuple) {
  static const Term kRePattern = intern("re_pattern");
  if (!tuple.is_tuple() || tuple_arity(tuple) != 5) return std::nullopt;
  if (tuple_element(tuple, 0) != kRePattern) return std::nullopt;
  for (uint32_t i = 1; i < 4; ++i) {
    if (!tuple_element(tuple, i).is_small()) return std::nullopt;
  }
  const std::optional<std::string> bytes = read_binary(tuple_element(tuple, 4));
  if (!bytes) return std::nullopt;
  Pattern code = from_portable(*bytes);
  if (code == nullptr) return std::nullopt;
  return GivenPattern{std::move(code), tuple_element(tuple, 2).small_value() != 0};
}

int capture_count(const pcre* pattern) { return info<int>(pattern, PCRE_INFO_CAPTURECOUNT); }

bool has_duplicate_names(const pcre* pattern) {
  return (info<unsigned long>(pattern, PCRE_INFO_OPTIONS) & PCRE_DUPNAMES) != 0;
}

std::vector<GroupName> group_names(const pcre* pattern) {
  std::vector<GroupName> names;
  const int count = info<int>(pattern, PCRE_INFO_NAMECOUNT);
  const int entry_size = info<int>(pattern, PCRE_INFO_NAMEENTRYSIZE);
  const auto* entry = info<const unsigned char*>(pattern, PCRE_INFO_NAMETABLE);
  const bool duplicates = has_duplicate_names(pattern);
  for (int i = 0; i < count; ++i, entry += entry_size) {
    constexpr size_t kNumberBytes = 2;
    const char* text = reinterpret_cast<const char*>(entry) + kNumberBytes;
    const std::string_view name(text, strnlen(text, static_cast<size_t>(entry_size) - 2));
    if (!duplicates || names.empty() || names.back().name != name) names.push_back({name, {}});
    names.back().groups.push_back(entry[0] << 8 | entry[1]);
  }
  return names;
}

}  // namespace linac

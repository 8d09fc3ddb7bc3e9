// SPDX-License-Identifier: Apache-2.0
//
// Module `binary`: compiled patterns, and what is done with them: match, matches and split. The
// search itself is runtime/byte_search.h; it gives way to other processes when it takes long.
#include <optional>
#include <vector>

#include "bifs/argument.h"
#include "bifs/binary_place.h"
#include "bifs/tables.h"
#include "runtime/byte_search.h"
#include "runtime/list.h"
#include "runtime/long_work.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Of one pattern, and of several: what OTP calls the algorithms that it uses.
constexpr std::string_view kSingle = "bm";
constexpr std::string_view kMany = "ac";

constexpr int64_t kBytesPerReduction = 128;

/// One pattern or a list of them; nothing if they are none or one is empty.
std::optional<std::vector<std::string>> read_patterns(Term term) {
  std::vector<std::string> patterns;
  auto add = [&](Term pattern) {
    std::optional<std::string> bytes = read_binary(pattern);
    if (!bytes || bytes->empty()) return false;
    patterns.push_back(std::move(*bytes));
    return true;
  };
  if (term.is_bitstring()) {
    if (!add(term)) return std::nullopt;
    return patterns;
  }
  for (; term.is_cons(); term = tail(term)) {
    if (!add(head(term))) return std::nullopt;
  }
  if (!term.is_nil() || patterns.empty()) return std::nullopt;
  return patterns;
}

Term compile_pattern(Context& context, const Term* arguments) {
  const std::optional<std::vector<std::string>> read = read_patterns(arguments[0]);
  if (!read) return context.badarg();
  auto patterns = std::make_unique<BytePatterns>(*read);
  const Term name = intern(patterns->is_single() ? kSingle : kMany);
  const Word number = context.vm->state().scheduler.next_reference();
  return context.heap.tuple(name, make_resource(context.heap, number, std::move(patterns)));
}

/// Patterns for one call: compiled ones, or such as are compiled for it.
class Patterns {
 public:
  explicit Patterns(Term term) {
    if (term.is_tuple() && tuple_arity(term) == 2) {
      const auto* compiled = resource_of<BytePatterns>(tuple_element(term, 1));
      if (compiled == nullptr) return;
      if (tuple_element(term, 0) == intern(compiled->is_single() ? kSingle : kMany)) {
        patterns_ = compiled;
      }
    } else if (const auto read = read_patterns(term)) {
      own_ = std::make_unique<BytePatterns>(*read);
      patterns_ = own_.get();
    }
  }
  const BytePatterns* get() const { return patterns_; }

 private:
  std::unique_ptr<BytePatterns> own_;
  const BytePatterns* patterns_ = nullptr;
};

enum class Purpose : uint8_t { kMatch, kMatches, kSplit };

struct Options {
  Place scope;
  bool global = false;
  bool trim = false;
  bool trim_all = false;
};

bool read_option(Term option, Purpose purpose, int64_t size, Options& options) {
  static const Term kScope = intern("scope");
  static const Term kTrim = intern("trim");
  static const Term kTrimAll = intern("trim_all");
  if (purpose == Purpose::kSplit) {
    if (option == atoms::kGlobal) return options.global = true;
    if (option == kTrim) return options.trim = true;
    if (option == kTrimAll) return options.trim_all = true;
  }
  if (!option.is_tuple() || tuple_arity(option) != 2) return false;
  const Term place = tuple_element(option, 1);
  if (tuple_element(option, 0) != kScope || !place.is_tuple() || tuple_arity(place) != 2) {
    return false;
  }
  const auto scope = read_place(tuple_element(place, 0), tuple_element(place, 1), size);
  if (scope) options.scope = *scope;
  return scope.has_value();
}

Term place_term(Heap& heap, const ByteSearch::Match& place) {
  return heap.tuple(Term::small(static_cast<int64_t>(place.start)),
                    Term::small(static_cast<int64_t>(place.length)));
}

/// One call of match, matches or split.
class SearchWork final : public LongWork {
 public:
  SearchWork(Term subject, const BitsView& view, Patterns patterns, Purpose purpose,
             const Options& options)
      : subject_(subject),
        size_(view.whole_bytes()),
        patterns_(std::move(patterns)),
        purpose_(purpose),
        options_(options) {
    std::span<const uint8_t> text(view.bytes, size_);
    if (!view.is_aligned()) {
      aligned_.resize(size_);
      for (size_t i = 0; i < size_; ++i) aligned_[i] = view.byte(i);
      text = aligned_;
    }
    // In an empty binary nothing is found, and no pattern is needed.
    if (patterns_.get() == nullptr) return;
    search_.emplace(*patterns_.get(), text, options.scope.start,
                    options.scope.start + options.scope.length);
  }

  std::optional<Term> run(Context& context, int64_t& reductions) override {
    int64_t bytes = std::max<int64_t>(reductions, 1) * kBytesPerReduction;
    while (search_) {
      const ByteSearch::Outcome outcome = search_->run(bytes);
      if (outcome == ByteSearch::Outcome::kNothing) break;
      if (outcome == ByteSearch::Outcome::kFound) {
        places_.push_back(search_->found());
        if (wants_one()) break;
      }
      if (bytes <= 0) return std::nullopt;
    }
    reductions = std::max<int64_t>(bytes, 0) / kBytesPerReduction;
    return result(context);
  }

 private:
  bool wants_one() const {
    return purpose_ == Purpose::kMatch || (purpose_ == Purpose::kSplit && !options_.global);
  }

  Term result(Context& context) {
    static const Term kNomatch = intern("nomatch");
    Heap& heap = context.heap;
    if (purpose_ == Purpose::kSplit) return pieces(heap);
    if (purpose_ == Purpose::kMatch) {
      return places_.empty() ? kNomatch : place_term(heap, places_[0]);
    }
    Term list = Term::nil();
    for (size_t i = places_.size(); i-- > 0;) list = heap.cons(place_term(heap, places_[i]), list);
    return list;
  }

  /// What is between the places, as a list.
  Term pieces(Heap& heap) const {
    Term list = Term::nil();
    size_t end = size_;
    bool trims = options_.trim;
    for (size_t i = places_.size() + 1; i-- > 0;) {
      const size_t start = i == 0 ? 0 : places_[i - 1].start + places_[i - 1].length;
      if (start != end || (!options_.trim_all && !trims)) {
        trims = false;
        const Term piece = sub_bits(heap, subject_, uint64_t{start} * 8, uint64_t{end - start} * 8);
        list = heap.cons(piece, list);
      }
      if (i > 0) end = places_[i - 1].start;
    }
    return list;
  }

  const Term subject_;
  const size_t size_;
  const Patterns patterns_;
  const Purpose purpose_;
  const Options options_;
  std::vector<uint8_t> aligned_;
  std::optional<ByteSearch> search_;
  std::vector<ByteSearch::Match> places_;
};

/// The BIF `name` of two arguments, or of three with options.
Term search(Context& context, const char* name, std::span<const Term> arguments, Purpose purpose) {
  static const Term kBinary = intern("binary");
  const Term subject = arguments[0];
  if (!subject.is_bitstring()) return context.badarg();
  const BitsView view = bits_of(subject);
  if (!view.is_binary()) return context.badarg();
  Patterns patterns(arguments[1]);
  // Nothing is ever found in an empty binary, whatever the pattern.
  if (patterns.get() == nullptr && view.whole_bytes() != 0) return context.badarg();
  Options options;
  options.scope = {0, view.whole_bytes()};
  Term list = arguments.size() > 2 ? arguments[2] : Term::nil();
  if (!list.is_list()) return context.badarg();
  // What an improper list ends in is not looked at, as in OTP.
  for (; list.is_cons(); list = tail(list)) {
    const auto size = static_cast<int64_t>(view.whole_bytes());
    if (!read_option(head(list), purpose, size, options)) return context.badarg();
  }
  return do_long_work(
      context, {kBinary, name}, arguments,
      std::make_unique<SearchWork>(subject, view, std::move(patterns), purpose, options));
}

template <int kArity>
Term match(Context& context, const Term* arguments) {
  return search(context, "match", {arguments, kArity}, Purpose::kMatch);
}
template <int kArity>
Term matches(Context& context, const Term* arguments) {
  return search(context, "matches", {arguments, kArity}, Purpose::kMatches);
}
template <int kArity>
Term split(Context& context, const Term* arguments) {
  return search(context, "split", {arguments, kArity}, Purpose::kSplit);
}

constexpr Bif kTable[] = {
    {"binary", "compile_pattern", 1, compile_pattern},
    {"binary", "match", 2, match<2>},
    {"binary", "match", 3, match<3>},
    {"binary", "matches", 2, matches<2>},
    {"binary", "matches", 3, matches<3>},
    {"binary", "split", 2, split<2>},
    {"binary", "split", 3, split<3>},
};

}  // namespace

constinit const BifTable kBinarySearchBifs = kTable;

}  // namespace linac

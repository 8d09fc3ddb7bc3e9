// SPDX-License-Identifier: Apache-2.0
//
// Module `re`: compiling and matching by OTP's PCRE. What concerns characters beyond Latin-1, and
// option `global`, is done by OTP's Erlang code, to which these functions go on. A match that takes
// long stops when the process's turn is over and goes on in its next one.
#include <algorithm>
#include <cstring>

#include "bifs/argument.h"
#include "bifs/regex_options.h"
#include "bifs/regex_pattern.h"
#include "bifs/tables.h"
#include "memory/resource.h"
#include "runtime/iolist.h"
#include "runtime/list.h"
#include "runtime/map.h"
#include "runtime/reductions.h"
#include "term/atom.h"
#include "term/bitstring.h"
#include "term/layout.h"
#include "vm_state.h"

namespace linac {

namespace {

/// Steps of a match that cost one reduction, as in OTP.
constexpr int64_t kStepsPerReduction = 10;

/// The bytes of an I/O list or binary as text; nothing if `term` is none.
std::optional<std::string> read_iolist(Term term) {
  if (!term.is_list() && !term.is_bitstring()) return std::nullopt;
  std::vector<uint8_t> bytes;
  if (!append_iolist(term, bytes)) return std::nullopt;
  return std::string(bytes.begin(), bytes.end());
}

Term bad_options(Context& context) {
  return context.badarg(atoms::kBadopt, atoms::kErlStdlibErrors);
}

/// Goes on in a function of OTP's re.erl.
Term go_on_in(Context& context, const char* function, std::initializer_list<Term> arguments) {
  const ExportEntry* entry = context.vm->state().exports.intern(
      intern("re"), intern(function), static_cast<uint32_t>(arguments.size()));
  if (entry == nullptr) return context.system_limit();
  std::copy(arguments.begin(), arguments.end(), context.x);
  return trap_to(context, *entry);
}

// --- compiling

/// {Text, Offset}
Term error_term(Heap& heap, const PatternError& error) {
  const Term text = heap.string(error.text, std::strlen(error.text));
  return heap.tuple(text, Term::small(error.offset));
}

Term exported_pattern_name() {
  static const Term kName = intern("re_exported_pattern");
  return kName;
}

/// A pattern that can go elsewhere: its text and options, and nothing of the compiled form.
Term exported(Heap& heap, Term text, Term option_list) {
  static const Term kExport = intern("export");
  std::vector<Term> options;
  for (; option_list.is_cons(); option_list = tail(option_list)) {
    if (head(option_list) != kExport) options.push_back(head(option_list));
  }
  const Term nothing = make_binary(heap, nullptr, 0);
  return heap.tuple(exported_pattern_name(), nothing, text, make_list(heap, options), nothing);
}

Term compile(Context& context, Term text, Term option_list) {
  const std::optional<RegexOptions> options = read_regex_options(option_list);
  if (!options || options->only_run) return bad_options(context);
  if (options->unicode && !text.is_bitstring()) {
    return go_on_in(context, "ucompile", {text, option_list});
  }
  const std::optional<std::string> bytes = read_iolist(text);
  if (!bytes) return context.badarg();
  PatternError error;
  const Pattern pattern = compile_pattern(*bytes, options->compile, error);
  Heap& heap = context.heap;
  if (pattern == nullptr) return heap.tuple(atoms::kError, error_term(heap, error));
  if (options->exports) return heap.tuple(atoms::kOk, exported(heap, text, option_list));
  return heap.tuple(atoms::kOk, pattern_term(heap, pattern.get(), options->unicode));
}

/// re:import/1 of OTP 28: the pattern is compiled anew, as OTP does with one of another machine.
Term import_1(Context& context, const Term* arguments) {
  constexpr uint32_t kText = 2, kOptions = 3, kArity = 5;
  const Term pattern = arguments[0];
  if (!pattern.is_tuple() || tuple_arity(pattern) != kArity ||
      tuple_element(pattern, 0) != exported_pattern_name()) {
    return context.badarg();
  }
  const Term outcome =
      compile(context, tuple_element(pattern, kText), tuple_element(pattern, kOptions));
  if (!outcome) return outcome;
  return tuple_element(outcome, 0) == atoms::kOk ? tuple_element(outcome, 1) : context.badarg();
}

Term compile_1(Context& context, const Term* arguments) {
  return compile(context, arguments[0], Term::nil());
}
Term compile_2(Context& context, const Term* arguments) {
  return compile(context, arguments[0], arguments[1]);
}

// --- what a match returns

enum class CaptureType { kNothing, kIndex, kList, kBinary };

/// One value of the result: the first of these groups that has matched.
using Groups = std::vector<int>;

struct Capture {
  CaptureType type = CaptureType::kIndex;
  int first = 0;  ///< without `chosen`: all groups from this one on
  bool has_choice = false;
  std::vector<Groups> chosen;
};

Groups groups_of_name(const std::vector<GroupName>& names, std::string_view name) {
  // A name ends where its text in C would.
  name = name.substr(0, name.find('\0'));
  for (const GroupName& candidate : names) {
    if (candidate.name == name) return candidate.groups;
  }
  return {};
}

/// A list of group numbers and names.
bool read_choice(Term list, const pcre* pattern, Capture& capture) {
  constexpr int64_t kMaxInt = 0x7fffffff;
  const std::vector<GroupName> names = group_names(pattern);
  for (; list.is_cons(); list = tail(list)) {
    const Term group = head(list);
    if (const auto number = read_integer(group, 0, kMaxInt)) {
      capture.chosen.push_back({static_cast<int>(*number)});
    } else if (group.is_atom()) {
      capture.chosen.push_back(groups_of_name(names, atom_text(group)));
    } else if (const auto name = read_iolist(group)) {
      capture.chosen.push_back(groups_of_name(names, *name));
    } else {
      return false;
    }
  }
  return list.is_nil();
}

std::optional<Capture> read_capture(const RegexOptions& options, const pcre* pattern) {
  Capture capture;
  if (!options.capture) return capture;
  static const Term kAll = intern("all");
  static const Term kAllButFirst = intern("all_but_first");
  static const Term kAllNames = intern("all_names");
  static const Term kNone = intern("none");
  if (options.capture_type == atoms::kList) {
    capture.type = CaptureType::kList;
  } else if (options.capture_type == atoms::kBinary) {
    capture.type = CaptureType::kBinary;
  } else if (options.capture_type != atoms::kIndex) {
    return std::nullopt;
  }
  const Term what = options.capture_what;
  if (what == kAll) return capture;
  if (what == kNone || what.is_nil()) {
    capture.type = CaptureType::kNothing;
    return capture;
  }
  if (what == kAllButFirst) {
    capture.first = 1;
    return capture;
  }
  capture.has_choice = true;
  if (what == atoms::kFirst) {
    capture.chosen.push_back({0});
    return capture;
  }
  if (what == kAllNames) {
    for (GroupName& name : group_names(pattern)) capture.chosen.push_back(std::move(name.groups));
    if (capture.chosen.empty()) capture.type = CaptureType::kNothing;
    return capture;
  }
  if (!what.is_list() || !read_choice(what, pattern, capture)) return std::nullopt;
  return capture;
}

// --- matching

/// A match from its beginning to its end, over any number of turns. The subject's bytes stay where
/// they are: they are its own, or those of a binary that the process holds in a register.
struct RegexMatch final : Resource {
  static constexpr ResourceType kType = ResourceType::kRegexMatch;
  RegexMatch() : Resource(kType) {}
  ~RegexMatch() override {
    if (restart_data != nullptr) erts_pcre_free_restart_data(restart_data);
  }

  Pattern pattern;
  std::string own_subject;
  const char* subject = nullptr;
  bool shares_subject = false;
  bool report_errors = false;
  Capture capture;
  std::vector<int> offsets;
  erts_pcre_extra extra{};
  void* restart_data = nullptr;
};

/// Points the match at its subject, whose bytes are copied if they could move or are not whole.
bool set_subject(RegexMatch& match, Term subject, size_t& size) {
  if (subject.is_bitstring()) {
    const BitsView view = bits_of(subject);
    const Term base = kind_of(subject) == Kind::kSubBinary ? Term(subject.address()[3]) : subject;
    if (view.is_aligned() && view.is_binary() && kind_of(base) == Kind::kRefcBinary) {
      match.subject = reinterpret_cast<const char*>(view.bytes);
      match.shares_subject = true;
      size = view.whole_bytes();
      return true;
    }
  }
  std::optional<std::string> bytes = read_iolist(subject);
  if (!bytes) return false;
  match.own_subject = std::move(*bytes);
  match.subject = match.own_subject.data();
  size = match.own_subject.size();
  return true;
}

/// One value: a group's place or text, as the subject has it.
Term group_term(Heap& heap, const RegexMatch& match, Term subject, int start, int end) {
  const bool is_set = start >= 0;
  if (match.capture.type == CaptureType::kIndex) {
    return heap.tuple(Term::small(is_set ? start : -1), Term::small(is_set ? end - start : 0));
  }
  const auto first = static_cast<size_t>(is_set ? start : 0);
  const auto size = static_cast<size_t>(is_set ? end - start : 0);
  if (match.capture.type == CaptureType::kList) {
    return heap.string(match.subject + first, size);
  }
  if (match.shares_subject) return sub_bits(heap, subject, first * 8, size * 8);
  return make_binary(heap, match.subject + first, size);
}

/// Of groups that share a name, the first that is set.
int choose(const RegexMatch& match, const Groups& groups, int count) {
  for (const int group : groups) {
    if (group >= 0 && group < count && match.offsets[static_cast<size_t>(group) * 2] >= 0) {
      return group;
    }
  }
  return -1;
}

Term matched(Heap& heap, const RegexMatch& match, Term subject, int count) {
  static const Term kMatch = intern("match");
  if (match.capture.type == CaptureType::kNothing) return kMatch;
  std::vector<Term> values;
  auto add = [&](int group) {
    const auto at = static_cast<size_t>(group) * 2;
    const int start = group < 0 ? -1 : match.offsets[at];
    const int end = group < 0 ? -1 : match.offsets[at + 1];
    values.push_back(group_term(heap, match, subject, start, end));
  };
  if (match.capture.has_choice) {
    for (const Groups& groups : match.capture.chosen) add(choose(match, groups, count));
  } else {
    for (int group = match.capture.first; group < count; ++group) add(group);
  }
  return heap.tuple(kMatch, make_list(heap, values));
}

Term not_matched(Context& context, const RegexMatch& match, int result) {
  static const Term kNomatch = intern("nomatch");
  static const Term kMatchLimit = intern("match_limit");
  static const Term kMatchLimitRecursion = intern("match_limit_recursion");
  Heap& heap = context.heap;
  switch (result) {
    case PCRE_ERROR_MATCHLIMIT:
      return match.report_errors ? heap.tuple(atoms::kError, kMatchLimit) : kNomatch;
    case PCRE_ERROR_RECURSIONLIMIT:
      return match.report_errors ? heap.tuple(atoms::kError, kMatchLimitRecursion) : kNomatch;
    case PCRE_ERROR_NOMATCH:
    case PCRE_ERROR_RECURSELOOP:
    case PCRE_ERROR_BADOFFSET:
    case 0:
      return kNomatch;
    case PCRE_ERROR_NOMEMORY:
      return context.system_limit();
    default:
      return context.badarg();
  }
}

/// What follows when PCRE has come back: the result, or another turn. The match is in `own` the
/// first time, and in `arguments[2]` from then on.
Term conclude(Context& context, RegexMatch& match, const Term* arguments, int result,
              unsigned long steps, std::unique_ptr<RegexMatch> own) {
  use_reductions(context, static_cast<int64_t>(steps) / kStepsPerReduction);
  if (result == PCRE_ERROR_LOOP_LIMIT) {
    Vm::State& state = context.vm->state();
    static const Term kTrap = intern("re_run_trap");
    const ExportEntry* entry = state.exports.intern(atoms::kErlang, kTrap, 3);
    if (entry == nullptr) return context.system_limit();
    const Term reference =
        own != nullptr
            ? make_resource(context.heap, state.scheduler.next_reference(), std::move(own))
            : arguments[2];
    const Term next[] = {arguments[0], arguments[1], reference};
    std::copy(std::begin(next), std::end(next), context.x);
    return yield_to(context, *entry);
  }
  if (result > 0) return matched(context.heap, match, arguments[0], result);
  return not_matched(context, match, result);
}

/// Lets PCRE run for what is left of the process's turn; with a subject from the beginning, else
/// where it stopped.
int execute(Context& context, RegexMatch& match, const char* subject, size_t size, int offset,
            int options, unsigned long& steps) {
  const int64_t left = std::max<int64_t>(reductions_left(context), 1);
  match.extra.loop_limit = static_cast<unsigned long>(left * kStepsPerReduction);
  match.extra.restart_data = &match.restart_data;
  match.extra.restart_flags = 0;
  match.extra.loop_counter_return = &steps;
  const bool first = subject != nullptr;
  return erts_pcre_exec(first ? match.pattern.get() : nullptr, &match.extra, subject,
                        static_cast<int>(size), offset, options,
                        first ? match.offsets.data() : nullptr,
                        first ? static_cast<int>(match.offsets.size()) : 0);
}

/// Runs a compiled pattern.
Term run_pattern(Context& context, const Term* arguments, Pattern pattern,
                 const RegexOptions& options, bool checks_utf8) {
  std::optional<Capture> capture = read_capture(options, pattern.get());
  auto match = std::make_unique<RegexMatch>();
  size_t size = 0;
  constexpr size_t kMaxSubject = 0x7fffffff;
  if (!capture || !set_subject(*match, arguments[0], size)) return context.badarg();
  if (size > kMaxSubject) return context.system_limit();
  match->capture = std::move(*capture);
  match->report_errors = options.report_errors;
  match->offsets.resize(3 * (static_cast<size_t>(capture_count(pattern.get())) + 1));
  match->pattern = std::move(pattern);
  match->extra.flags = PCRE_EXTRA_TABLES | PCRE_EXTRA_LOOP_LIMIT;
  if (options.match_limit) {
    match->extra.flags |= PCRE_EXTRA_MATCH_LIMIT;
    match->extra.match_limit = static_cast<unsigned long>(*options.match_limit);
  }
  if (options.match_limit_recursion) {
    match->extra.flags |= PCRE_EXTRA_MATCH_LIMIT_RECURSION;
    match->extra.match_limit_recursion = static_cast<unsigned long>(*options.match_limit_recursion);
  }
  unsigned long steps = 0;
  const int run_options = options.run | (checks_utf8 ? 0 : PCRE_NO_UTF8_CHECK);
  const int result =
      execute(context, *match, match->subject, size, options.offset, run_options, steps);
  RegexMatch& running = *match;
  return conclude(context, running, arguments, result, steps, std::move(match));
}

/// The text of a regular expression is compiled, and run or handed to re:grun/3.
Term run_text(Context& context, const Term* arguments, Term option_list,
              const RegexOptions& options, bool checks_utf8) {
  const Term text = arguments[1];
  const bool is_list_wanted = options.capture && options.capture_type == atoms::kList;
  if (options.unicode && (!text.is_bitstring() || !arguments[0].is_bitstring() ||
                          (is_list_wanted && !options.global))) {
    return go_on_in(context, "urun", {arguments[0], text, option_list});
  }
  const std::optional<std::string> bytes = read_iolist(text);
  if (!bytes) return context.badarg();
  PatternError error;
  Pattern pattern = compile_pattern(*bytes, options.compile, error);
  Heap& heap = context.heap;
  if (pattern == nullptr) {
    if (!options.report_errors) return context.badarg();
    const Term reason = heap.tuple(atoms::kCompile, error_term(heap, error));
    return heap.tuple(atoms::kError, reason);
  }
  if (options.global) {
    const Term precompiled = pattern_term(heap, pattern.get(), options.unicode);
    // The text is for the arguments of exceptions.
    const Term rest = heap.tuple(option_list, atoms::boolean(options.only_compile), text);
    return go_on_in(context, "grun", {arguments[0], precompiled, rest});
  }
  return run_pattern(context, arguments, std::move(pattern), options, checks_utf8);
}

Term run(Context& context, const Term* arguments, Term option_list, bool checks_utf8) {
  const std::optional<RegexOptions> options = read_regex_options(option_list);
  if (!options) return bad_options(context);
  const Term given = arguments[1];
  if (given.is_bitstring() || given.is_list()) {
    return run_text(context, arguments, option_list, *options, checks_utf8);
  }
  if (options->only_compile) return context.badarg();
  std::optional<GivenPattern> pattern = read_pattern(given);
  if (!pattern) return context.badarg();
  const bool is_list_wanted = options->capture && options->capture_type == atoms::kList;
  if (pattern->unicode && (!arguments[0].is_bitstring() || (is_list_wanted && !options->global))) {
    return go_on_in(context, "urun", {arguments[0], given, option_list});
  }
  if (options->global) {
    const Term rest = context.heap.tuple(option_list, atoms::kFalse);
    return go_on_in(context, "grun", {arguments[0], given, rest});
  }
  return run_pattern(context, arguments, std::move(pattern->code), *options, checks_utf8);
}

Term run_2(Context& context, const Term* arguments) {
  return run(context, arguments, Term::nil(), true);
}
Term run_3(Context& context, const Term* arguments) {
  return run(context, arguments, arguments[2], true);
}

/// re:grun/3 says false when the subject has been checked before.
Term internal_run(Context& context, const Term* arguments) {
  const Term first = arguments[3];
  if (first != atoms::kTrue && first != atoms::kFalse) return context.badarg();
  return run(context, arguments, arguments[2], first == atoms::kTrue);
}

/// Where a match goes on in the next turn: subject, pattern, match.
Term run_on(Context& context, const Term* arguments) {
  auto* match = resource_of<RegexMatch>(arguments[2]);
  if (match == nullptr || match->restart_data == nullptr) return context.badarg();
  unsigned long steps = 0;
  const int result = execute(context, *match, nullptr, 0, 0, 0, steps);
  return conclude(context, *match, arguments, result, steps, nullptr);
}

// --- information

Term inspect(Context& context, const Term* arguments) {
  static const Term kNamelist = intern("namelist");
  const std::optional<GivenPattern> pattern = read_pattern(arguments[0]);
  if (!pattern || arguments[1] != kNamelist) return context.badarg();
  std::vector<Term> names;
  for (const GroupName& group : group_names(pattern->code.get())) {
    names.push_back(make_binary(context.heap, group.name.data(), group.name.size()));
  }
  return context.heap.tuple(kNamelist, make_list(context.heap, names));
}

Term version(Context& context, const Term*) {
  const char* text = erts_pcre_version();
  return make_binary(context.heap, text, std::strlen(text));
}

constexpr Bif kTable[] = {
    {"re", "compile", 1, compile_1},
    {"re", "compile", 2, compile_2},
    {"re", "import", 1, import_1},
    {"re", "run", 2, run_2},
    {"re", "run", 3, run_3},
    {"re", "internal_run", 4, internal_run},
    {"re", "inspect", 2, inspect},
    {"re", "version", 0, version},
    {"erlang", "re_run_trap", 3, run_on},
};

}  // namespace

constinit const BifTable kReBifs = kTable;

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// BIFs with a memory: the process dictionary, persistent terms, unique values, clocks, output.
#include <set>

#include "bif_fixture.h"
#include "bifs/bif.h"
#include "runtime/collect.h"

namespace linac {

namespace {

using StateBifsTest = BifTest;

TEST_F(StateBifsTest, DictionaryReturnsOldValues) {
  const Term key = context.heap.tuple(intern("k"), Term::small(1));
  const Term same_key = context.heap.tuple(intern("k"), Term::small(1));
  EXPECT_EQ(call("get", {key}), atoms::kUndefined);
  EXPECT_EQ(call("put", {key, Term::small(1)}), atoms::kUndefined);
  EXPECT_EQ(call("put", {same_key, Term::small(2)}), Term::small(1));
  EXPECT_EQ(call("get", {key}), Term::small(2));
  EXPECT_EQ(call("get", {Term::small(1)}), atoms::kUndefined);
  EXPECT_EQ(print(call("get", {})), "[{{k,1},2}]");
  EXPECT_EQ(print(call("get_keys", {Term::small(2)})), "[{k,1}]");
  EXPECT_EQ(call("erase", {key}), Term::small(2));
  EXPECT_EQ(call("erase", {key}), atoms::kUndefined);
  EXPECT_EQ(call("get", {}), Term::nil());
}

TEST_F(StateBifsTest, DictionaryKeysAreComparedExactly) {
  call("put", {Term::small(1), intern("integer")});
  call("put", {context.heap.floating(1.0), intern("float")});
  EXPECT_EQ(call("get", {Term::small(1)}), intern("integer"));
}

TEST_F(StateBifsTest, PersistentTermsOutliveTheirHeap) {
  const Term key = intern("key");
  Term value = context.heap.tuple(Term::small(1), context.heap.cons(Term::small(2), Term::nil()));
  EXPECT_EQ(call("persistent_term", "put", {key, value}), atoms::kOk);
  EXPECT_NE(call("persistent_term", "get", {key}), value);
  EXPECT_EQ(print(call("persistent_term", "get", {key})), "{1,[2]}");
  const Term old = call("persistent_term", "get", {key});
  call("persistent_term", "put", {key, Term::small(3)});
  EXPECT_EQ(print(old), "{1,[2]}") << "a value in use stays";
  EXPECT_EQ(call("persistent_term", "erase", {key}), atoms::kTrue);
  EXPECT_EQ(call("persistent_term", "erase", {key}), atoms::kFalse);
  EXPECT_EQ(call("persistent_term", "get", {key, intern("none")}), intern("none"));
  EXPECT_FALSE(call("persistent_term", "get", {key}));
  EXPECT_EQ(failure(), "badarg");
}

TEST_F(StateBifsTest, UniqueIntegersGrow) {
  const Term monotonic = context.heap.cons(atoms::kMonotonic, Term::nil());
  const Term positive = context.heap.cons(atoms::kPositive, monotonic);
  const Term first = call("unique_integer", {monotonic});
  EXPECT_GT(compare(call("unique_integer", {monotonic}), first), 0);
  EXPECT_GT(call("unique_integer", {positive}).small_value(), 0);
  EXPECT_FALSE(call("unique_integer", {Term::small(1)}));
}

TEST_F(StateBifsTest, NowNeverRepeats) {
  const Term first = call("now", {});
  const Term second = call("now", {});
  EXPECT_GT(compare(second, first), 0);
}

TEST_F(StateBifsTest, TimeUnitsAgree) {
  const int64_t seconds = call("system_time", {atoms::kSecond}).small_value();
  const int64_t milliseconds = call("system_time", {atoms::kMillisecond}).small_value();
  EXPECT_NEAR(static_cast<double>(milliseconds), static_cast<double>(seconds) * 1000, 2000);
  EXPECT_FALSE(call("system_time", {intern("fortnight")}));
  EXPECT_FALSE(call("monotonic_time", {Term::small(0)}));
  EXPECT_EQ(failure(), "badarg");
}

TEST_F(StateBifsTest, DisplayWritesTermsToStandardOutputAndStringsToTheOther) {
  EXPECT_EQ(call("display", {context.heap.tuple(intern("a"), Term::small(1))}), atoms::kTrue);
  EXPECT_EQ(call("display_string", {context.heap.string("text", 4)}), atoms::kTrue);
  EXPECT_EQ(platform.output, "{a,1}\n");
  EXPECT_EQ(platform.errors, "text");
}

TEST_F(StateBifsTest, PidsAreTextAndBack) {
  const Term text = call("pid_to_list", {self->pid()});
  EXPECT_EQ(call("list_to_pid", {text}), self->pid());
  for (const char* bad : {"", "<0.1>", "<0.1.0", "<1.1.0>", "0.1.0", "<0.1.0>x", "<0.-1.0>"}) {
    const std::string characters = bad;
    EXPECT_FALSE(call("list_to_pid", {context.heap.string(characters.data(), characters.size())}))
        << bad;
  }
}

TEST_F(StateBifsTest, SystemInfoSaysWhatOtpSays) {
  EXPECT_EQ(call("system_info", {intern("wordsize")}), Term::small(8));
  EXPECT_EQ(print(call("system_info", {intern("otp_release")})), "\"25\"");
  EXPECT_EQ(call("system_info", {intern("schedulers")}), Term::small(1));
  EXPECT_FALSE(call("system_info", {intern("no_item")}));
}

TEST_F(StateBifsTest, YieldAndBumpEndTheTurnSoon) {
  context.jit_state->reductions = 100;
  call("bump_reductions", {Term::small(40)});
  EXPECT_EQ(context.jit_state->reductions, 60);
  EXPECT_FALSE(call("yield", {}));
  EXPECT_EQ(std::exchange(context.trap, 0), context.vm->state().give_way_slot);
  EXPECT_EQ(give_way(context), nullptr);
  EXPECT_EQ(context.x[0], atoms::kTrue);
  EXPECT_EQ(context.jit_state->reductions, 1) << "for the return";
  EXPECT_EQ(context.given_back, 60);
  EXPECT_FALSE(call("bump_reductions", {Term::small(-1)}));
}

TEST_F(StateBifsTest, WhatCollectsGoesOnWhereNoFrameIsLeft) {
  const Vm::State& state = context.vm->state();
  const auto stop = [&] { return std::exchange(context.trap, 0); };
  EXPECT_FALSE(call("garbage_collect", {}));
  EXPECT_EQ(stop(), state.collect_slots[0]);
  EXPECT_FALSE(call("garbage_collect", {context.process->pid()}));
  EXPECT_EQ(stop(), state.collect_slots[1]);
  EXPECT_FALSE(call("garbage_collect", {context.process->pid(), Term::nil()}));
  EXPECT_EQ(stop(), state.collect_slots[2]);
  EXPECT_FALSE(call("hibernate", {atoms::kLists, intern("map"), Term::nil()}));
  EXPECT_EQ(stop(), state.hibernate_slot);
  EXPECT_FALSE(call("hibernate", {atoms::kLists, intern("map"), atoms::kTrue}));
  EXPECT_EQ(stop(), 0u);
}

TEST_F(StateBifsTest, FunInfoOfAnExternalFun) {
  const Term fun = call("make_fun", {atoms::kLists, intern("map"), Term::small(2)});
  EXPECT_EQ(print(call("fun_info", {fun, atoms::kArity})), "{arity,2}");
  EXPECT_EQ(print(call("fun_info", {fun, atoms::kType})), "{type,external}");
  EXPECT_EQ(print(call("fun_info", {fun, atoms::kEnv})), "{env,[]}");
  EXPECT_EQ(print(call("fun_to_list", {fun})), "\"fun lists:map/2\"");
  EXPECT_FALSE(call("make_fun", {atoms::kLists, intern("map"), Term::small(256)}));
}

TEST_F(StateBifsTest, TheEnvironmentStartsEmptyAndKeepsWhatIsPut) {
  const Term name = context.heap.string("PATH", 4);
  const Term value = context.heap.string("x", 1);
  EXPECT_EQ(call("os", "getenv", {name}), atoms::kFalse);
  EXPECT_EQ(call("os", "putenv", {name, value}), atoms::kTrue);
  EXPECT_EQ(print(call("os", "getenv", {name})), "\"x\"");
  EXPECT_EQ(print(call("os", "env", {})), "[{\"PATH\",\"x\"}]");
  EXPECT_EQ(call("os", "unsetenv", {name}), atoms::kTrue);
  EXPECT_EQ(call("os", "getenv", {name}), atoms::kFalse);
  EXPECT_FALSE(call("os", "getenv", {context.heap.string("a=b", 3)}));
  EXPECT_EQ(failure(), "badarg");
}

TEST(BifTables, NoFunctionStandsTwice) {
  std::set<std::string> names;
  for_each_bif([&](const Bif& bif) {
    const std::string name =
        std::string(bif.module) + ":" + bif.function + "/" + std::to_string(bif.arity);
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_NE(bif.implementation, nullptr) << name;
  });
  EXPECT_GT(names.size(), 200u);
}

}  // namespace

}  // namespace linac

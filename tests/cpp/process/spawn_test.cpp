// SPDX-License-Identifier: Apache-2.0
#include "process/spawn.h"

#include "../bifs/bif_fixture.h"
#include "code/module.h"

namespace linac {

namespace {

class SpawnTest : public BifTest {
 protected:
  Term list(std::initializer_list<Term> elements) {
    Term result = Term::nil();
    for (auto at = std::rbegin(elements); at != std::rend(elements); ++at) {
      result = context.heap.cons(*at, result);
    }
    return result;
  }
  SpawnRequest request_of(std::string_view function, Term arguments) {
    SpawnRequest request;
    request.module = intern("m");
    request.function = intern(function);
    request.arguments = arguments;
    return request;
  }
};

TEST_F(SpawnTest, StartsAtTheExportWithCopiedArguments) {
  const Term pair = context.heap.tuple(Term::small(1), list({Term::small(2)}));
  SpawnRequest request = request_of("f", list({pair, intern("x")}));
  Process* process = spawn_process(context, request);
  ASSERT_NE(process, nullptr);
  EXPECT_EQ(process->continuation, state.exports.find(intern("m"), intern("f"), 2)->slot);
  ASSERT_EQ(process->registers.size(), 2u);
  EXPECT_EQ(print(process->registers[0]), "{1,[2]}");
  EXPECT_NE(process->registers[0], pair);
  EXPECT_EQ(process->registers[1], intern("x"));
  EXPECT_EQ(process->heap.stack_pointer, process->heap.end - 1);
  EXPECT_EQ(Term(*process->heap.stack_pointer), Term::return_address(state.process_return_slot));
  EXPECT_EQ(process->state, ProcessState::kRunnable);
  EXPECT_EQ(process->parent, self->number);
  EXPECT_EQ(process->group_leader, self->group_leader);
}

TEST_F(SpawnTest, AFunBringsItsEnvironmentAlong) {
  FunEntry entry;
  entry.arity = 1;
  entry.num_free = 2;
  entry.slot = state.process_return_slot;
  Word* at = context.heap.allocate(kFunEnvironmentOffset + 2);
  at[0] = make_header(Kind::kFun, kFunEnvironmentOffset + 1, 1);
  at[kFunEntryOffset] = static_cast<Word>(reinterpret_cast<uintptr_t>(&entry));
  at[kFunCreatorOffset] = self->pid().bits();
  at[kFunEnvironmentOffset] = list({Term::small(8)}).bits();
  at[kFunEnvironmentOffset + 1] = Term::small(9).bits();
  SpawnRequest request;
  request.fun = Term::pointer(Tag::kFun, at);
  request.arguments = list({Term::small(7)});
  Process* process = spawn_process(context, request);
  EXPECT_EQ(process->continuation, entry.slot);
  ASSERT_EQ(process->registers.size(), 3u);
  EXPECT_EQ(
      print(process->registers[0]) + print(process->registers[1]) + print(process->registers[2]),
      "7[8]9");
  EXPECT_EQ(process->initial_function, atoms::kApply);
}

TEST_F(SpawnTest, AFunOfAnotherArityFailsInTheNewProcess) {
  ExportEntry* entry = state.exports.intern(intern("m"), intern("f"), 2);
  SpawnRequest request;
  request.fun = make_external_fun(context.heap, *entry);
  request.arguments = Term::nil();
  Process* process = spawn_process(context, request);
  EXPECT_EQ(process->continuation, state.exports.find(atoms::kErlang, atoms::kRaise, 3)->slot);
  EXPECT_EQ(print(process->registers.at(1)), "{badarity,{fun m:f/2,[]}}");
}

TEST_F(SpawnTest, ApplyIsLookedThrough) {
  SpawnRequest request;
  request.module = atoms::kErlang;
  request.function = atoms::kApply;
  request.arguments = list({intern("m"), intern("g"), list({Term::small(1)})});
  Process* process = spawn_process(context, request);
  EXPECT_EQ(process->continuation, state.exports.find(intern("m"), intern("g"), 1)->slot);
  EXPECT_EQ(process->registers, std::vector<Term>{Term::small(1)});
}

TEST_F(SpawnTest, LinkAndMonitorHoldFromTheStart) {
  SpawnRequest request = request_of("f", Term::nil());
  request.link = true;
  request.monitor = true;
  Process* process = spawn_process(context, request);
  EXPECT_EQ(self->links.take(), std::vector<Term>{process->pid()});
  EXPECT_EQ(process->links.take(), std::vector<Term>{self->pid()});
  ASSERT_EQ(self->monitors.size(), 1u);
  EXPECT_EQ(self->monitors.begin()->reference[0], request.reference[0]);
  EXPECT_EQ(process->monitors.size(), 1u);
}

TEST_F(SpawnTest, NumbersAreNeverUsedAgain) {
  Process* first = start_waiting();
  const uint64_t number = first->number;
  exit_process(context, first, atoms::kNormal);
  EXPECT_GT(start()->number, number);
}

}  // namespace

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// Messages, links, monitors, aliases and exits between processes that do not run.
#include "process/signal.h"

#include "../bifs/bif_fixture.h"
#include "process/message_target.h"

namespace linac {

namespace {

using Texts = std::vector<std::string>;

class SignalTest : public BifTest {
 protected:
  Term atom(std::string_view text) { return intern(text); }
  void watch(Process* origin, Process* target, Term name = Term::non_value()) {
    Word reference[2];
    new_reference(state.scheduler, origin->number, reference);
    add_monitor(origin, target, reference, name, Term::non_value());
  }
};

TEST_F(SignalTest, MessageIsCopiedAndWakesItsReceiver) {
  Process* receiver = start_waiting();
  const Term list = context.heap.cons(Term::small(1), Term::nil());
  send_message(context, receiver, context.heap.tuple(atom("m"), list));
  EXPECT_EQ(messages(receiver), Texts{"{m,[1]}"});
  EXPECT_EQ(receiver->state, ProcessState::kRunnable);
  Term message;
  receiver->mailbox.for_each([&](Term term) { message = term; });
  EXPECT_GE(message.address(), receiver->heap.start);
  EXPECT_LT(message.address(), receiver->heap.top);
}

TEST_F(SignalTest, MessageToTheRunningProcessLiesOnItsHeap) {
  const Term message = context.heap.tuple(atom("m"), Term::small(2));
  send_message(context, self, message);
  EXPECT_EQ(self->mailbox.peek(), message);
  EXPECT_EQ(self->state, ProcessState::kRunning);
}

TEST_F(SignalTest, LongMessagesGoToFragments) {
  Process* receiver = start_waiting();
  Term list = Term::nil();
  for (int i = 0; i < 10'000; ++i) list = context.heap.cons(Term::small(i), list);
  send_message(context, receiver, list);
  EXPECT_NE(receiver->heap.fragments, nullptr);
  int length = 0;
  for (Term rest = receiver->mailbox.peek(); rest.is_cons(); rest = tail(rest)) ++length;
  EXPECT_EQ(length, 10'000);
}

TEST_F(SignalTest, MessagesKeepTheirOrder) {
  Process* receiver = start_waiting();
  for (int i = 1; i <= 3; ++i) send_message(context, receiver, Term::small(i));
  EXPECT_EQ(messages(receiver), (Texts{"1", "2", "3"}));
}

TEST_F(SignalTest, ExitOfALinkedProcessEndsIt) {
  Process* other = start_waiting();
  const uint64_t number = other->number;
  EXPECT_TRUE(link_processes(self, other));
  EXPECT_FALSE(link_processes(self, other));
  stop_running();
  exit_process(context, self, atom("bad"));
  EXPECT_FALSE(is_alive(number));
  self = nullptr;
}

TEST_F(SignalTest, NormalExitOfALinkedProcessIsIgnored) {
  Process* other = start_waiting();
  link_processes(self, other);
  exit_process(context, other, atoms::kNormal);
  EXPECT_TRUE(self->links.empty());
  EXPECT_EQ(self->state, ProcessState::kRunning);
  EXPECT_TRUE(messages(self).empty());
}

TEST_F(SignalTest, TrappedExitIsAMessage) {
  self->trap_exit = true;
  Process* normal = start_waiting();
  Process* failed = start_waiting();
  const std::string normal_pid = print(normal->pid());
  const std::string failed_pid = print(failed->pid());
  link_processes(self, normal);
  link_processes(self, failed);
  exit_process(context, normal, atoms::kNormal);
  {
    BorrowedHeap heap(context, *failed);
    failed->exit_reason = heap->tuple(atom("why"), Term::small(7));
  }
  exit_process(context, failed, failed->exit_reason);
  EXPECT_EQ(messages(self),
            (Texts{"{'EXIT'," + normal_pid + ",normal}", "{'EXIT'," + failed_pid + ",{why,7}}"}));
}

TEST_F(SignalTest, KillCannotBeTrappedButKilledCan) {
  Process* victim = start_waiting();
  victim->trap_exit = true;
  self->trap_exit = true;
  link_processes(self, victim);
  const uint64_t number = victim->number;
  send_exit(context, self->pid(), victim, atoms::kKill, false);
  EXPECT_FALSE(is_alive(number));
  EXPECT_EQ(messages(self), Texts{"{'EXIT'," + print(Term::pid(number)) + ",killed}"});
}

TEST_F(SignalTest, KillThroughALinkCanBeTrapped) {
  Process* killed = start_waiting();
  self->trap_exit = true;
  link_processes(self, killed);
  const std::string pid = print(killed->pid());
  exit_process(context, killed, atoms::kKill);
  EXPECT_EQ(messages(self), Texts{"{'EXIT'," + pid + ",kill}"});
}

TEST_F(SignalTest, NormalExitSignalEndsOnlyItsSender) {
  Process* other = start_waiting();
  send_exit(context, self->pid(), other, atoms::kNormal, false);
  EXPECT_TRUE(is_alive(other->number));
  send_exit(context, self->pid(), self, atoms::kNormal, false);
  EXPECT_EQ(self->state, ProcessState::kExiting);
}

TEST_F(SignalTest, ALongChainOfLinksEndsWithoutRecursion) {
  constexpr int kLength = 20'000;
  std::vector<uint64_t> numbers;
  Process* previous = nullptr;
  for (int i = 0; i < kLength; ++i) {
    Process* process = start_waiting();
    numbers.push_back(process->number);
    if (previous != nullptr) link_processes(previous, process);
    previous = process;
  }
  const size_t before = state.scheduler.process_count();
  send_exit(context, self->pid(), state.scheduler.find(numbers.front()), atom("bad"), false);
  EXPECT_EQ(state.scheduler.process_count(), before - kLength);
  EXPECT_FALSE(is_alive(numbers.back()));
}

TEST_F(SignalTest, ACircleOfLinksWithTheRunningProcessEndsItToo) {
  Process* one = start_waiting();
  Process* two = start_waiting();
  link_processes(self, one);
  link_processes(one, two);
  link_processes(two, self);
  const uint64_t number = two->number;
  send_exit(context, self->pid(), one, atom("bad"), false);
  EXPECT_FALSE(is_alive(number));
  EXPECT_EQ(self->state, ProcessState::kExiting);
  EXPECT_EQ(self->exit_reason, atom("bad"));
  EXPECT_TRUE(is_alive(self->number)) << "freed by the dispatch loop only";
}

TEST_F(SignalTest, UnlinkedProcessesDoNotHearOfEachOther) {
  Process* other = start_waiting();
  link_processes(self, other);
  unlink_processes(self, other);
  send_exit(context, other->pid(), self, atom("bad"), true);
  EXPECT_EQ(self->state, ProcessState::kRunning);
}

TEST_F(SignalTest, MonitorSendsDownOnceWithReferenceAndReason) {
  Process* other = start_waiting();
  Word reference[2];
  new_reference(state.scheduler, self->number, reference);
  add_monitor(self, other, reference, Term::non_value(), Term::non_value());
  const std::string expected = "{'DOWN'," + print(make_reference(context.heap, reference)) +
                               ",process," + print(other->pid()) + ",gone}";
  exit_process(context, other, atom("gone"));
  EXPECT_EQ(messages(self), Texts{expected});
  EXPECT_TRUE(self->monitors.empty());
}

TEST_F(SignalTest, MonitorByNameTellsNameAndNode) {
  Process* other = start_waiting();
  state.scheduler.register_name(atom("server"), other->pid());
  watch(self, other, atom("server"));
  exit_process(context, other, atoms::kNormal);
  ASSERT_EQ(self->mailbox.size(), 1u);
  const Term down = self->mailbox.peek();
  EXPECT_EQ(print(tuple_element(down, 3)), "{server,'nonode@nohost'}");
  EXPECT_EQ(state.scheduler.whereis(atom("server")), nullptr);
}

TEST_F(SignalTest, AWatcherThatEndsLeavesNoMonitorBehind) {
  Process* watcher = start_waiting();
  watch(watcher, self);
  EXPECT_EQ(self->monitors.size(), 1u);
  exit_process(context, watcher, atoms::kNormal);
  EXPECT_TRUE(self->monitors.empty());
}

TEST_F(SignalTest, RemovedMonitorIsSilent) {
  Process* other = start_waiting();
  Word reference[2];
  new_reference(state.scheduler, self->number, reference);
  add_monitor(self, other, reference, Term::non_value(), Term::non_value());
  EXPECT_TRUE(remove_monitor(context, self, reference));
  EXPECT_FALSE(remove_monitor(context, self, reference));
  EXPECT_TRUE(other->monitors.empty());
  exit_process(context, other, atom("gone"));
  EXPECT_TRUE(messages(self).empty());
}

TEST_F(SignalTest, AliasWorksUntilItIsTakenAway) {
  Word reference[2];
  new_reference(state.scheduler, self->number, reference);
  const Term alias = make_reference(context.heap, reference);
  send_to_alias(context, alias, Term::small(1));
  self->aliases.add({reference[0], AliasKind::kExplicit});
  send_to_alias(context, alias, Term::small(2));
  send_to_alias(context, alias, Term::small(3));
  EXPECT_TRUE(remove_alias(self, reference));
  EXPECT_FALSE(remove_alias(self, reference));
  send_to_alias(context, alias, Term::small(4));
  EXPECT_EQ(messages(self), (Texts{"2", "3"}));
}

TEST_F(SignalTest, ReplyAliasTakesOneMessageAndEndsItsMonitor) {
  Process* other = start_waiting();
  Word reference[2];
  new_reference(state.scheduler, self->number, reference);
  add_monitor(self, other, reference, Term::non_value(), Term::non_value());
  self->aliases.add({reference[0], AliasKind::kReplyDemonitor});
  const Term alias = make_reference(context.heap, reference);
  send_to_alias(context, alias, Term::small(1));
  send_to_alias(context, alias, Term::small(2));
  EXPECT_EQ(messages(self), Texts{"1"});
  EXPECT_TRUE(self->monitors.empty());
  EXPECT_TRUE(other->monitors.empty());
}

TEST_F(SignalTest, DownEndsAnAliasTiedToTheMonitor) {
  Process* other = start_waiting();
  Word reference[2];
  new_reference(state.scheduler, self->number, reference);
  add_monitor(self, other, reference, Term::non_value(), Term::non_value());
  self->aliases.add({reference[0], AliasKind::kDemonitor});
  exit_process(context, other, atom("gone"));
  send_to_alias(context, make_reference(context.heap, reference), Term::small(1));
  EXPECT_EQ(messages(self).size(), 1u) << "only 'DOWN'";
}

TEST_F(SignalTest, SendFindsPidsNamesAndNodes) {
  Process* other = start_waiting();
  const Term pid = other->pid();
  state.scheduler.register_name(atom("server"), other->pid());
  EXPECT_TRUE(send_to(context, pid, Term::small(1)));
  EXPECT_TRUE(send_to(context, atom("server"), Term::small(2)));
  EXPECT_TRUE(
      send_to(context, context.heap.tuple(atom("server"), atoms::kNodeNoHost), Term::small(3)));
  EXPECT_EQ(messages(other), (Texts{"1", "2", "3"}));
  EXPECT_FALSE(send_to(context, atom("nobody"), Term::small(4)));
  EXPECT_FALSE(send_to(context, Term::small(1), Term::small(4)));
  EXPECT_TRUE(send_to(context, context.heap.tuple(atom("nobody"), atoms::kNodeNoHost), pid));
  exit_process(context, other, atoms::kNormal);
  EXPECT_TRUE(send_to(context, pid, Term::small(5)));
}

TEST_F(SignalTest, TheMainProcessKilledBySignalFinishesTheProgram) {
  Process* main = start_waiting();
  state.main_process = main->number;
  send_exit(context, self->pid(), main, atom("bad"), false);
  EXPECT_TRUE(state.finished);
  EXPECT_EQ(state.exit_status, 1);
  EXPECT_NE(platform.errors.find("with exit value:\nbad\n"), std::string::npos) << platform.errors;
}

}  // namespace

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// The process BIFs: what they return, what they raise and whom they reach.
#include "bif_fixture.h"

namespace linac {

namespace {

using Texts = std::vector<std::string>;

class ProcessBifsTest : public BifTest {
 protected:
  Term options(std::initializer_list<Term> elements) {
    Term result = Term::nil();
    for (auto at = std::rbegin(elements); at != std::rend(elements); ++at) {
      result = context.heap.cons(*at, result);
    }
    return result;
  }
  Term pair(Term a, Term b) { return context.heap.tuple(a, b); }
};

TEST_F(ProcessBifsTest, SpawnReturnsThePidAndFailsOnBadCalls) {
  const Term pid = call("spawn", {intern("m"), intern("f"), options({Term::small(1)})});
  ASSERT_TRUE(pid.is_local_pid());
  EXPECT_TRUE(is_alive(pid.special_number()));
  EXPECT_FALSE(call("spawn", {intern("m"), intern("f"), intern("x")}));
  EXPECT_EQ(failure(), "badarg");
  EXPECT_FALSE(call("spawn", {Term::small(1), intern("f"), Term::nil()}));
  EXPECT_FALSE(call("spawn", {intern("no_fun")}));
  EXPECT_EQ(failure(), "badarg");
}

TEST_F(ProcessBifsTest, SpawnWithTooManyArgumentsFailsInTheNewProcess) {
  Term list = Term::nil();
  for (int i = 0; i < 256; ++i) list = context.heap.cons(Term::small(i), list);
  const Term pid = call("spawn", {intern("m"), intern("f"), list});
  ASSERT_TRUE(pid.is_local_pid());
  const Process& started = *vm.state().scheduler.find(pid);
  ASSERT_EQ(started.registers.size(), 3u);  // what erlang:raise/3 takes
  EXPECT_EQ(started.registers[1], atoms::kUndef);
}

TEST_F(ProcessBifsTest, SpawnMonitorReturnsPidAndReference) {
  const Term result = call("spawn_monitor", {intern("m"), intern("f"), Term::nil()});
  ASSERT_TRUE(result.is_tuple());
  EXPECT_TRUE(tuple_element(result, 0).is_local_pid());
  EXPECT_TRUE(is_reference(tuple_element(result, 1)));
}

TEST_F(ProcessBifsTest, SpawnOptTakesItsOptions) {
  const Term result =
      call("spawn_opt",
           {intern("m"), intern("f"), Term::nil(),
            options({atoms::kLink, atoms::kMonitor, pair(atoms::kMinHeapSize, Term::small(5000)),
                     pair(atoms::kPriority, atoms::kHigh)})});
  ASSERT_TRUE(result.is_tuple()) << failure();
  Process* process = state.scheduler.find(tuple_element(result, 0));
  EXPECT_GE(process->heap.end - process->heap.start, 5000);
  EXPECT_EQ(self->links.size(), 1u);
  EXPECT_FALSE(
      call("spawn_opt", {intern("m"), intern("f"), Term::nil(), options({intern("no_option")})}));
  EXPECT_EQ(failure(), "badarg");
  EXPECT_FALSE(call("spawn_opt", {intern("m"), intern("f"), Term::nil(), atoms::kLink}));
}

TEST_F(ProcessBifsTest, ErrorExitAndThrowSetClassAndReason) {
  EXPECT_FALSE(call("error", {intern("r")}));
  EXPECT_EQ(context.pending.exception_class, atoms::kError);
  EXPECT_EQ(context.pending.function, nullptr);
  EXPECT_FALSE(call("error", {intern("r"), options({Term::small(1)})}));
  EXPECT_EQ(print(context.pending.arguments), "[1]");
  EXPECT_FALSE(call("exit", {intern("r")}));
  EXPECT_EQ(context.pending.exception_class, atoms::kExit);
  EXPECT_FALSE(call("throw", {intern("r")}));
  EXPECT_EQ(context.pending.exception_class, atoms::kThrow);
}

TEST_F(ProcessBifsTest, ErrorWithInformationKeepsItsMap) {
  const Term map = call("maps", "from_list", {options({pair(atoms::kCause, Term::small(1))})});
  EXPECT_FALSE(
      call("error", {intern("r"), intern("none"), options({pair(atoms::kErrorInfo, map)})}));
  EXPECT_EQ(context.pending.error_info, map);
  // Options that are none do not keep the error from being raised.
  EXPECT_FALSE(call("error", {intern("r"), intern("none"), options({intern("x")})}));
  EXPECT_EQ(failure(), "r");
}

TEST_F(ProcessBifsTest, RaiseTakesATraceOrSaysBadarg) {
  const Term frame = context.heap.tuple(intern("m"), intern("f"), Term::small(2));
  EXPECT_FALSE(call("raise", {atoms::kThrow, intern("r"), options({frame})}));
  EXPECT_EQ(context.pending.exception_class, atoms::kThrow);
  EXPECT_EQ(print(context.pending.trace), "[{m,f,2,[]}]");
  EXPECT_EQ(call("raise", {intern("no_class"), intern("r"), Term::nil()}), atoms::kBadarg);
  EXPECT_EQ(call("raise", {atoms::kError, intern("r"), options({intern("x")})}), atoms::kBadarg);
}

TEST_F(ProcessBifsTest, LinkToNobodyRaisesUnlessTheCallerTraps) {
  Process* gone = start_waiting();
  const Term pid = gone->pid();
  exit_process(context, gone, atoms::kNormal);
  self->trap_exit = true;
  EXPECT_EQ(call("link", {pid}), atoms::kTrue);
  EXPECT_EQ(messages(self), Texts{"{'EXIT'," + print(pid) + ",noproc}"});
  self->trap_exit = false;
  EXPECT_FALSE(call("link", {pid}));
  EXPECT_EQ(failure(), "noproc");
}

TEST_F(ProcessBifsTest, ExitOfItselfLeaves) {
  EXPECT_FALSE(call("exit", {self->pid(), intern("why")}));
  EXPECT_EQ(context.leave, Leave::kExit);
  EXPECT_EQ(self->state, ProcessState::kExiting);
}

TEST_F(ProcessBifsTest, ExitOfAnotherReturnsTrue) {
  Process* other = start_waiting();
  const Term pid = other->pid();
  EXPECT_EQ(call("exit", {pid, intern("why")}), atoms::kTrue);
  EXPECT_FALSE(is_alive(pid.special_number()));
  EXPECT_EQ(call("exit", {pid, intern("why")}), atoms::kTrue) << "a dead one is no error";
  EXPECT_FALSE(call("exit", {intern("x"), intern("why")}));
  EXPECT_EQ(failure(), "badarg");
}

TEST_F(ProcessBifsTest, NamesAreUniqueAndGoWithTheirProcess) {
  const Term name = intern("server");
  Process* other = start_waiting();
  const Term pid = other->pid();
  EXPECT_EQ(call("whereis", {name}), atoms::kUndefined);
  EXPECT_EQ(call("register", {name, pid}), atoms::kTrue);
  EXPECT_EQ(call("whereis", {name}), pid);
  EXPECT_FALSE(call("register", {name, self->pid()}));
  EXPECT_FALSE(call("register", {intern("second"), pid})) << "has a name already";
  EXPECT_FALSE(call("register", {atoms::kUndefined, self->pid()}));
  EXPECT_EQ(print(call("registered", {})), "[server]");
  exit_process(context, other, atoms::kNormal);
  EXPECT_EQ(call("whereis", {name}), atoms::kUndefined);
  EXPECT_FALSE(call("register", {name, pid})) << "dead";
  EXPECT_FALSE(call("unregister", {name}));
  EXPECT_EQ(failure(), "badarg");
}

TEST_F(ProcessBifsTest, SendToAnUnknownNameIsBadarg) {
  EXPECT_FALSE(call("!", {intern("nobody"), Term::small(1)}));
  EXPECT_EQ(failure(), "badarg");
  EXPECT_EQ(call("send", {self->pid(), Term::small(1)}), Term::small(1));
  EXPECT_EQ(call("send", {self->pid(), Term::small(2), options({intern("nosuspend")})}),
            atoms::kOk);
  EXPECT_EQ(messages(self), (Texts{"1", "2"}));
}

TEST_F(ProcessBifsTest, MonitorOfNobodySendsNoprocAtOnce) {
  const Term reference = call("monitor", {atoms::kProcess, intern("nobody")});
  ASSERT_TRUE(is_reference(reference));
  EXPECT_EQ(messages(self),
            Texts{"{'DOWN'," + print(reference) + ",process,{nobody,'nonode@nohost'},noproc}"});
  EXPECT_FALSE(call("monitor", {atoms::kProcess, Term::small(1)}));
  EXPECT_FALSE(call("monitor", {intern("planet"), self->pid()}));
  EXPECT_EQ(failure(), "badarg");
}

TEST_F(ProcessBifsTest, DemonitorWithFlushTakesTheMessageOut) {
  Process* other = start_waiting();
  const Term reference = call("monitor", {atoms::kProcess, other->pid()});
  send_message(context, self, intern("before"));
  exit_process(context, other, intern("gone"));
  send_message(context, self, intern("after_"));
  EXPECT_EQ(self->mailbox.size(), 3u);
  EXPECT_EQ(call("demonitor", {reference, options({atoms::kFlush, atoms::kInfo})}), atoms::kFalse);
  EXPECT_EQ(messages(self), (Texts{"before", "after_"}));
  EXPECT_EQ(self->mailbox.peek(), intern("before"));
  EXPECT_EQ(call("demonitor", {reference, options({atoms::kInfo})}), atoms::kFalse);
  EXPECT_EQ(call("demonitor", {reference}), atoms::kTrue);
  EXPECT_FALSE(call("demonitor", {reference, options({intern("x")})}));
}

TEST_F(ProcessBifsTest, MonitorOptionTagReplacesDown) {
  Process* other = start_waiting();
  call("monitor", {atoms::kProcess, other->pid(), options({pair(atoms::kTag, intern("went"))})});
  exit_process(context, other, intern("gone"));
  ASSERT_EQ(self->mailbox.size(), 1u);
  EXPECT_EQ(tuple_element(self->mailbox.peek(), 0), intern("went"));
}

TEST_F(ProcessBifsTest, ProcessFlagReturnsTheOldValue) {
  EXPECT_EQ(call("process_flag", {atoms::kTrapExit, atoms::kTrue}), atoms::kFalse);
  EXPECT_EQ(call("process_flag", {atoms::kTrapExit, atoms::kFalse}), atoms::kTrue);
  EXPECT_FALSE(call("process_flag", {atoms::kTrapExit, Term::small(1)}));
  EXPECT_FALSE(call("process_flag", {intern("no_flag"), Term::small(1)}));
  EXPECT_EQ(failure(), "badarg");
}

TEST_F(ProcessBifsTest, ProcessInfoTellsOfOthers) {
  Process* other = start_waiting();
  link_processes(self, other);
  send_message(context, other, context.heap.tuple(intern("m"), Term::small(1)));
  const Term pid = other->pid();
  EXPECT_EQ(print(call("process_info", {pid, atoms::kMessages})), "{messages,[{m,1}]}");
  EXPECT_EQ(print(call("process_info", {pid, atoms::kMessageQueueLen})), "{message_queue_len,1}");
  EXPECT_EQ(print(call("process_info", {pid, atoms::kLinks})),
            "{links,[" + print(self->pid()) + "]}");
  EXPECT_EQ(print(call("process_info", {pid, atoms::kInitialCall})),
            "{initial_call,{lists,start,0}}");
  EXPECT_EQ(print(call("process_info", {pid, atoms::kRegisteredName})), "[]");
  EXPECT_EQ(print(call("process_info", {pid, options({atoms::kRegisteredName, atoms::kTrapExit})})),
            "[{registered_name,[]},{trap_exit,false}]");
  EXPECT_FALSE(call("process_info", {pid, intern("no_item")}));
  exit_process(context, other, atoms::kNormal);
  EXPECT_EQ(call("process_info", {pid, atoms::kLinks}), atoms::kUndefined);
}

TEST_F(ProcessBifsTest, ProcessInfoOfItselfHasAllUsualItems) {
  const Term list = call("process_info", {self->pid()});
  Texts names;
  for (Term rest = list; rest.is_cons(); rest = tail(rest)) {
    names.push_back(print(tuple_element(head(rest), 0)));
  }
  EXPECT_EQ(names.size(), 16u);
  EXPECT_EQ(names.front(), "current_function");
}

TEST_F(ProcessBifsTest, HaltStopsEverything) {
  EXPECT_FALSE(call("halt", {Term::small(300)}));
  EXPECT_EQ(context.leave, Leave::kHalt);
  EXPECT_TRUE(state.finished);
  EXPECT_EQ(state.exit_status, 300 & 0xff);
  EXPECT_FALSE(call("halt", {intern("x")}));
  EXPECT_EQ(context.leave, Leave::kContinue);
  EXPECT_EQ(failure(), "badarg");
}

TEST_F(ProcessBifsTest, GroupLeaderIsInheritedAndCanBeSet) {
  Process* leader = start_waiting();
  EXPECT_EQ(call("group_leader", {leader->pid(), self->pid()}), atoms::kTrue);
  EXPECT_EQ(call("group_leader", {}), leader->pid());
  EXPECT_EQ(start()->group_leader, leader->pid());
}

}  // namespace

}  // namespace linac

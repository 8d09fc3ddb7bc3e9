%% SPDX-License-Identifier: Apache-2.0
%%
%% Runs the cases of one Common Test suite, each in a process of its own with a time limit, and writes a
%% line for each: the same on OTP and on Linac, with no application started. tests/otp/run.mjs reads the lines.
-module(suite_runner).
-export([main/1, set_timetrap/1, timetrap_info/0, scale/0, comment/1]).

-define(SCALE, 3).
-define(REASON_CHARACTERS, 4000).

-record(state, {suite, from, only, cap, count = 0, data_dir, priv_dir}).

%% Arguments: suite, directory with its data, directory for files of its own, number of the first case to run,
%% longest time for a case in seconds, and the names of cases to run (all if there are none).
main([Suite, Data, Private, From, Seconds | Only]) ->
    process_flag(trap_exit, true),
    %% Cases may keep all schedulers busy at a high priority.
    process_flag(priority, max),
    register(suite_runner, self()),
    group_leader(suite_io:start(), self()),
    Module = list_to_atom(Suite),
    State = #state{suite = Module, from = list_to_integer(From), only = [list_to_atom(Name) || Name <- Only],
                   cap = list_to_integer(Seconds) * 1000, data_dir = Data, priv_dir = Private},
    run_suite(State),
    line(["done"]),
    erlang:halt(0).

run_suite(#state{suite = Suite} = State) ->
    case code:ensure_loaded(Suite) of
        {module, Suite} -> run_loaded(State);
        Error -> line(["suite", "unloadable", text(Error)])
    end.

run_loaded(#state{suite = Suite} = State) ->
    Info = optional(Suite, suite, [], []),
    Limit = info_limit(Info, 30 * 60 * 1000),
    Config = [{data_dir, State#state.data_dir}, {priv_dir, State#state.priv_dir}],
    Groups = optional(Suite, groups, [], []),
    Init = configure(State, Limit, init_per_suite, [Config], Config),
    case {Init, Suite:all()} of
        {{ok, Config1}, All} when is_list(All) ->
            _ = run_items(All, Groups, Config1, Limit, [], State),
            configure(State, Limit, end_per_suite, [Config1], Config1);
        {{ok, _}, {skip, Reason}} ->
            line(["suite", "skip", text(Reason)]);
        {{Verdict, Reason}, All} ->
            line(["suite", atom_to_list(Verdict), text(Reason)]),
            _ = unrun_items(items(All), Groups, {Verdict, {init_per_suite, Reason}}, [], State)
    end.

items(All) when is_list(All) -> All;
items(_) -> [].

optional(Module, Function, Arguments, Default) ->
    case erlang:function_exported(Module, Function, length(Arguments)) of
        true -> apply(Module, Function, Arguments);
        false -> Default
    end.

%% One init_ or end_ function in a process of its own: {ok, Config}, {skip, Reason}, {fail, Reason} or {needs, What}.
configure(#state{suite = Suite, cap = Cap}, Limit, Function, Arguments, Config) ->
    case erlang:function_exported(Suite, Function, length(Arguments)) of
        false ->
            {ok, Config};
        true ->
            case supervise(fun() -> apply(Suite, Function, Arguments) end, Limit, Cap) of
                {value, [_ | _] = New} -> {ok, New};
                {value, {skip, Reason}} -> {skip, Reason};
                {value, {skipped, Reason}} -> {skip, Reason};
                {value, {skip_and_save, Reason, _}} -> {skip, Reason};
                {value, {fail, Reason}} -> failure(Reason);
                {value, _} -> {ok, Config};
                {died, Reason} -> failure(Reason)
            end
    end.

failure({{skip, Reason}, _}) -> {skip, Reason};
failure({{skipped, Reason}, _}) -> {skip, Reason};
failure({skip, Reason}) -> {skip, Reason};
failure({skipped, Reason}) -> {skip, Reason};
failure({{needs, What}, _}) -> {needs, What};
failure({needs, What}) -> {needs, What};
failure(Reason) -> {fail, Reason}.

run_items([], _, _, _, _, State) ->
    State;
run_items([Item | Items], Groups, Config, Limit, Path, State) ->
    Next =
        case item(Item, Groups) of
            {group, Name, Properties, Members} ->
                run_group(Name, Properties, Members, Groups, Config, Limit, Path, State);
            {testcase, Name} ->
                run_case(Name, Config, Limit, Path, State)
        end,
    run_items(Items, Groups, Config, Limit, Path, Next).

item({group, Name}, Groups) -> named_group(Name, Groups);
item({group, Name, _}, Groups) -> named_group(Name, Groups);
item({group, Name, _, _}, Groups) -> named_group(Name, Groups);
item({testcase, Name}, _) -> {testcase, Name};
item({testcase, Name, _}, _) -> {testcase, Name};
item({Name, Properties, Members}, _) -> {group, Name, Properties, Members};
item({Name, Members}, _) -> {group, Name, [], Members};
item(Name, _) when is_atom(Name) -> {testcase, Name}.

named_group(Name, Groups) ->
    case lists:keyfind(Name, 1, Groups) of
        {_, Properties, Members} -> {group, Name, Properties, Members};
        {_, Members} -> {group, Name, [], Members};
        false -> {group, Name, [], []}
    end.

run_group(Name, Properties, Members, Groups, Config, Limit, Path, #state{suite = Suite} = State) ->
    Limit1 = info_limit(optional(Suite, group, [Name], []), Limit),
    GroupConfig = [{tc_group_properties, [{name, Name} | Properties]} | Config],
    case configure(State, Limit1, init_per_group, [Name, GroupConfig], Config) of
        {ok, Config1} ->
            Next = run_items(Members, Groups, Config1, Limit1, [Name | Path], State),
            configure(State, Limit1, end_per_group, [Name, Config1], Config1),
            Next;
        {Verdict, Reason} ->
            unrun_items(Members, Groups, {Verdict, {init_per_group, Reason}}, [Name | Path], State)
    end.

unrun_items([], _, _, _, State) ->
    State;
unrun_items([Item | Items], Groups, Why, Path, State) ->
    Next =
        case item(Item, Groups) of
            {group, Name, _, Members} ->
                unrun_items(Members, Groups, Why, [Name | Path], State);
            {testcase, Name} ->
                case wanted(Name, State) of
                    {true, State1} ->
                        report(Name, Path, State1, Why, 0),
                        State1;
                    {false, State1} ->
                        State1
                end
        end,
    unrun_items(Items, Groups, Why, Path, Next).

wanted(Name, #state{count = Count, from = From, only = Only} = State) ->
    Wanted = Count >= From andalso (Only =:= [] orelse lists:member(Name, Only)),
    {Wanted, State#state{count = Count + 1}}.

run_case(Name, Config, Limit, Path, State0) ->
    case wanted(Name, State0) of
        {true, State} ->
            line(["start", integer_to_list(State#state.count), path(Name, Path)]),
            Before = erlang:monotonic_time(millisecond),
            Others = processes(),
            Outcome = case_outcome(Name, Config, Limit, State),
            end_urgent(processes() -- Others),
            report(Name, Path, State, Outcome, erlang:monotonic_time(millisecond) - Before),
            State;
        {false, State} ->
            State
    end.

%% What a case that failed has left running at a high priority would keep all others from running.
end_urgent(Pids) ->
    [exit(Pid, kill) || Pid <- Pids, {priority, Priority} <- [process_info(Pid, priority)],
                        Priority =:= high orelse Priority =:= max].

case_outcome(Name, Config, Limit, #state{suite = Suite, cap = Cap}) ->
    Limit1 = info_limit(case_info(Suite, Name), Limit),
    Run = fun() -> case_process(Suite, Name, Config) end,
    suite_io ! forget,
    case supervise(Run, Limit1, Cap) of
        {value, {ended, Outcome}} ->
            Outcome;
        {value, {unended, Outcome, Config1}} ->
            _ = end_case(Suite, Name, Config1, Limit1, Cap),
            Outcome;
        {died, Reason} ->
            _ = end_case(Suite, Name, [{tc_status, {failed, Reason}} | Config], Limit1, Cap),
            failure(Reason)
    end.

case_info(Suite, Name) ->
    try optional(Suite, Name, [], []) of
        Info when is_list(Info) -> Info;
        _ -> []
    catch
        _:_ -> []
    end.

end_case(Suite, Name, Config, Limit, Cap) ->
    supervise(fun() -> optional(Suite, end_per_testcase, [Name, Config], ok) end, min(Limit, 20000), Cap).

%% What the case's process does: init_per_testcase, the case, and (if it returned) end_per_testcase.
case_process(Suite, Name, Config) ->
    case attempt(fun() -> optional(Suite, init_per_testcase, [Name, Config], Config) end) of
        {value, [_ | _] = Config1} -> case_and_end(Suite, Name, Config1);
        {value, []} -> case_and_end(Suite, Name, []);
        {value, {skip, Reason}} -> {ended, {skip, Reason}};
        {value, {skipped, Reason}} -> {ended, {skip, Reason}};
        {value, {skip_and_save, Reason, _}} -> {ended, {skip, Reason}};
        {value, {fail, Reason}} -> {ended, {fail, Reason}};
        {value, Other} -> {ended, {fail, {init_per_testcase, Other}}};
        {died, Reason} -> {ended, failure(Reason)}
    end.

case_and_end(Suite, Name, Config) ->
    Outcome = verdict(attempt(fun() -> Suite:Name(Config) end)),
    Status = case Outcome of
                 {pass, _} -> ok;
                 {_, Reason} -> {failed, Reason}
             end,
    case attempt(fun() -> optional(Suite, end_per_testcase, [Name, [{tc_status, Status} | Config]], ok) end) of
        {value, {fail, Why}} when element(1, Outcome) =:= pass -> {ended, {fail, {end_per_testcase, Why}}};
        {died, Why} when element(1, Outcome) =:= pass -> {ended, {fail, {end_per_testcase, Why}}};
        _ -> {ended, Outcome}
    end.

attempt(Fun) ->
    try Fun() of
        Value -> {value, Value}
    catch
        throw:{skip, Reason} -> {value, {skip, Reason}};
        exit:{needs, What} -> {died, {needs, What}};
        exit:{skip, Reason} -> {value, {skip, Reason}};
        Class:Reason:Trace -> {died, {Class, Reason, [Frame || Frame <- Trace, element(1, Frame) =/= ?MODULE]}}
    end.

verdict({value, {skip, Reason}}) -> {skip, Reason};
verdict({value, {skipped, Reason}}) -> {skip, Reason};
verdict({value, {skip_and_save, Reason, _}}) -> {skip, Reason};
verdict({value, {comment, Comment}}) -> {pass, Comment};
verdict({value, {failed, Reason}}) -> {fail, Reason};
verdict({value, _}) -> {pass, ""};
verdict({died, Reason}) -> failure(Reason).

%% Runs Fun in a process: {value, V}, or {died, Reason} when it ended otherwise or its time was over. The process is
%% linked, as Common Test's are: cases look at who monitors them.
supervise(Fun, Limit, Cap) ->
    Parent = self(),
    Tag = make_ref(),
    Pid = spawn_link(fun() ->
                             process_flag(priority, normal),
                             Parent ! {Tag, attempt(Fun)}
                     end),
    await(Pid, Tag, deadline(Limit, Cap), Cap).

%% Suites name limits for slow machines too, so they are scaled; no case gets more than the cap.
deadline(Limit, Cap) ->
    erlang:monotonic_time(millisecond) + min(Cap, Limit).

await(Pid, Tag, Deadline, Cap) ->
    receive
        {Tag, Outcome} ->
            gone(Pid),
            Outcome;
        {'EXIT', Pid, Reason} ->
            receive
                {Tag, Outcome} -> Outcome
            after 0 ->
                {died, Reason}
            end;
        {timetrap, Limit} ->
            await(Pid, Tag, deadline(Limit, Cap), Cap)
    after max(0, Deadline - erlang:monotonic_time(millisecond)) ->
        Where = process_info(Pid, [current_stacktrace, status, message_queue_len]),
        exit(Pid, kill),
        gone(Pid),
        {died, {timetrap_timeout, Where}}
    end.

%% A case's process is gone before the next one starts, as its links and names are. It may have taken its link away.
gone(Pid) ->
    receive
        {'EXIT', Pid, _} -> ok
    after 2000 ->
        exit(Pid, kill)
    end,
    %% So are servers that it has started, once they see that it has ended.
    timer:sleep(20).

set_timetrap(Time) ->
    suite_runner ! {timetrap, milliseconds(Time)},
    ok.

timetrap_info() ->
    {60000, {true, ?SCALE}}.

scale() ->
    ?SCALE.

comment(_) ->
    ok.

info_limit(Info, Default) ->
    case lists:keyfind(timetrap, 1, Info) of
        {timetrap, Time} -> milliseconds(Time);
        false -> Default
    end.

milliseconds({hours, N}) -> ?SCALE * N * 3600000;
milliseconds({minutes, N}) -> ?SCALE * round(N * 60000);
milliseconds({seconds, N}) -> ?SCALE * round(N * 1000);
milliseconds(N) when is_number(N) -> ?SCALE * round(N);
milliseconds(_) -> 30 * 60 * 1000.

report(Name, Path, #state{count = Count}, {Verdict0, Reason0}, Milliseconds) ->
    {Verdict, Reason} = what_it_needs(Verdict0, Reason0),
    line(["case", integer_to_list(Count), path(Name, Path), atom_to_list(Verdict), integer_to_list(Milliseconds),
          text(Reason)]).

%% A case that failed because there is no other node, no driver or no native library is counted apart.
what_it_needs(fail, {_, {needs, What}, _}) ->
    {needs, What};
what_it_needs(fail, Reason) ->
    case needs(Reason) of
        false -> {fail, Reason};
        What -> {needs, {What, Reason}}
    end;
what_it_needs(Verdict, Reason) ->
    {Verdict, Reason}.

needs({error, undef, [{erl_ddll, _, _, _} | _]}) -> driver;
needs({error, undef, [{erlang, Name, _, _} | _]}) when Name =:= open_port; Name =:= setnode -> Name;
needs({error, _, [{erlang, open_port, _, _} | _]}) -> port;
needs({error, {badmatch, {error, {load_failed, _}}}, _}) -> nif;
needs({error, {badmatch, {error, {load, _}}}, _}) -> nif;
needs({error, {nif_not_loaded, _}, _}) -> nif;
needs({error, nif_not_loaded, _}) -> nif;
needs(_) -> false.

path(Name, Path) ->
    lists:concat(lists:join("/", lists:reverse([Name | Path]))).

text(String) when is_list(String), String =/= [], is_integer(hd(String)) ->
    case io_lib:printable_unicode_list(String) of
        true -> String;
        false -> term_text(String)
    end;
text("") -> "";
text(Term) -> term_text(Term).

term_text(Term) ->
    try
        lists:flatten(io_lib:format("~0tP", [Term, 60], [{chars_limit, ?REASON_CHARACTERS}]))
    catch
        _:_ -> "a term that cannot be written"
    end.

%% A line of fields with tabs between them, in UTF-8, with what would end it escaped.
line(Fields) ->
    Escaped = [lists:flatmap(fun escape/1, lists:flatten(Field)) || Field <- Fields],
    Text = unicode:characters_to_binary(lists:join("\t", ["@@" | Escaped])),
    _ = erlang:display_string(binary_to_list(Text) ++ "\n"),
    ok.

escape($\n) -> "\\n";
escape($\t) -> " ";
escape($\r) -> "";
escape($\\) -> "\\\\";
escape(C) when is_integer(C), C >= 0, C =< 16#10FFFF, not (C >= 16#D800 andalso C =< 16#DFFF) -> [C];
escape(_) -> "?".

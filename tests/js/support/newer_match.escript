#!/usr/bin/env escript
%% SPDX-License-Identifier: Apache-2.0
%%
%% newer_match.escript OUT FILE.erl...: compiles programs and rewrites their matching of bitstrings into `bs_match`, the
%% instruction that compilers from OTP 26 on emit and OTP 25's does not know. What the older instructions do one by one
%% is joined as those compilers do it: what must be there is tested first, then the parts are read.
%% Prints for each module how many bs_match it has got.

-define(STAND_IN, bs_utf8_size). % an instruction of the same shape that is not emitted any more
-define(STAND_IN_OPCODE, 144).
-define(BS_MATCH_OPCODE, 182).

main([Out | Files]) ->
    [io:format("~s ~b~n", [filename:basename(File, ".erl"), rewrite_file(Out, File)]) || File <- Files].

rewrite_file(Out, File) ->
    {ok, Module, {Module, Exports, Attributes, Functions, Labels}} = compile:file(File, ['S', binary, {d, 'SMALL'}, {outdir, Out}]),
    New = [{function, Name, Arity, Entry, rewrite(Code)} || {function, Name, Arity, Entry, Code} <- Functions],
    {ok, Beam} = beam_asm:module({Module, Exports, Attributes, New, Labels}, [], [], []),
    {ok, Module, Chunks} = beam_lib:all_chunks(Beam),
    {"Code", Code} = lists:keyfind("Code", 1, Chunks),
    {Patched, Count} = patch(Code),
    {ok, Built} = beam_lib:build_module(lists:keyreplace("Code", 1, Chunks, {"Code", Patched})),
    ok = file:write_file(filename:join(Out, atom_to_list(Module) ++ ".beam"), Built),
    Count.

%% Joins each run of commands on one context with one label.
rewrite([Instruction | Rest]) ->
    case command(Instruction) of
        {Key, Command} ->
            {Commands, After} = run(Key, [Command], Rest),
            [join(Key, Commands) | rewrite(After)];
        none ->
            [Instruction | rewrite(Rest)]
    end;
rewrite([]) -> [].

run(_, [{unit, _} | _] = Commands, Rest) -> {lists:reverse(Commands), Rest};
run(_, [{exactly, _} | _] = Commands, Rest) -> {lists:reverse(Commands), Rest};
run(_, [{tail, _, _, _} | _] = Commands, Rest) -> {lists:reverse(Commands), Rest};
run({_, Context} = Key, Commands, [Instruction | Rest] = All) ->
    case command(Instruction) of
        {Key, Command} ->
            case lists:any(fun(C) -> writes(C, Context) end, Commands) of
                true -> {lists:reverse(Commands), All};
                false -> run(Key, [Command | Commands], Rest)
            end;
        _ -> {lists:reverse(Commands), All}
    end.

writes(Command, Context) -> element(tuple_size(Command), Command) =:= Context.

command({test, bs_get_integer2, {f, _} = F, Live, [C, {integer, Size}, Unit, Flags], D}) ->
    {{F, context(C)}, {integer, Live, flags(Flags), Size, Unit, D}};
command({test, bs_get_binary2, {f, _} = F, Live, [C, {integer, Size}, Unit, _], D}) ->
    {{F, context(C)}, {binary, Live, nil, Size, Unit, D}};
command({test, bs_get_binary2, {f, _} = F, Live, [C, {atom, all}, Unit, _], D}) ->
    {{F, context(C)}, {tail, Live, Unit, D}};
command({test, bs_skip_bits2, {f, _} = F, [C, {integer, Size}, Unit, _]}) ->
    {{F, context(C)}, {skip, Size * Unit}};
command({test, bs_test_tail2, {f, _} = F, [C, Bits]}) -> {{F, context(C)}, {exactly, Bits}};
command({test, bs_test_unit, {f, _} = F, [C, Unit]}) -> {{F, context(C)}, {unit, Unit}};
command({test, bs_match_string, {f, _} = F, [C, Bits, {string, String}]}) when Bits =< 64 ->
    <<Value:Bits, _/bits>> = String,
    {{F, context(C)}, {'=:=', Bits, Value}};
command(_) -> none.

context({tr, Register, _}) -> Register;
context(Register) -> Register.

flags({field_flags, Flags}) ->
    case [Flag || Flag <- Flags, Flag =:= little orelse Flag =:= signed orelse Flag =:= native] of
        [] -> nil;
        Some -> {literal, Some}
    end.

join({Fail, Context}, Commands) ->
    Bits = lists:sum([bits(Command) || Command <- Commands]),
    Ensure = case lists:last(Commands) of
                 {exactly, Left} -> [{atom, ensure_exactly}, Bits + Left];
                 {unit, Unit} -> [{atom, ensure_at_least}, Bits, Unit];
                 {tail, _, Unit, _} -> [{atom, ensure_at_least}, Bits, Unit];
                 _ -> [{atom, ensure_at_least}, Bits, 1]
             end,
    {?STAND_IN, Fail, Context, {list, Ensure ++ lists:append([encode(Command) || Command <- Commands])}}.

bits({integer, _, _, Size, Unit, _}) -> Size * Unit;
bits({binary, _, _, Size, Unit, _}) -> Size * Unit;
bits({skip, Bits}) -> Bits;
bits({'=:=', Bits, _}) -> Bits;
bits(_) -> 0.

encode({integer, Live, Flags, Size, Unit, D}) -> [{atom, integer}, Live, Flags, Size, Unit, D];
encode({binary, Live, Flags, Size, Unit, D}) -> [{atom, binary}, Live, Flags, Size, Unit, D];
encode({tail, Live, Unit, D}) -> [{atom, get_tail}, Live, Unit, D];
encode({skip, Bits}) -> [{atom, skip}, Bits];
encode({'=:=', Bits, Value}) -> [{atom, '=:='}, nil, Bits, Value];
encode(_) -> [].

%% Walks over the code and exchanges the opcode of each stand-in.
patch(<<16:32, Set:32, _Max:32, Labels:32, Functions:32, Code/binary>>) ->
    Parts = instructions(Code),
    Count = length([Part || {?BS_MATCH_OPCODE, _} = Part <- Parts]),
    New = << <<Opcode, Operands/binary>> || {Opcode, Operands} <- Parts >>,
    {<<16:32, Set:32, ?BS_MATCH_OPCODE:32, Labels:32, Functions:32, New/binary>>, Count}.

instructions(<<>>) -> [];
instructions(<<Opcode, Code/binary>>) ->
    {_, Arity} = beam_opcodes:opname(Opcode),
    Rest = skip(Arity, Code),
    Size = byte_size(Code) - byte_size(Rest),
    New = case Opcode of
              ?STAND_IN_OPCODE -> ?BS_MATCH_OPCODE;
              _ -> Opcode
          end,
    [{New, binary_part(Code, 0, Size)} | instructions(Rest)].

skip(0, Code) -> Code;
skip(N, Code) ->
    {Tag, Value, Rest} = compact(Code),
    case {Tag, Value} of
        {7, 1} -> {0, Count, List} = compact(Rest), skip(N - 1 + Count, List); % list
        {7, 2} -> skip(N, Rest);                                                % float register
        {7, 3} -> {0, Count, List} = compact(Rest), skip(N - 1 + 2 * Count, List); % allocation list
        {7, 4} -> skip(N, Rest);                                                % literal
        {7, 5} -> skip(N + 1, Rest);                                            % typed register
        _ -> skip(N - 1, Rest)
    end.

compact(<<Value:4, 0:1, Tag:3, Rest/binary>>) -> {Tag, Value, Rest};
compact(<<High:3, 1:2, Tag:3, Low, Rest/binary>>) -> {Tag, High bsl 8 bor Low, Rest};
compact(<<7:3, 3:2, Tag:3, Code/binary>>) ->
    {0, Size, Rest} = compact(Code),
    Bytes = Size + 9,
    <<_:Bytes/binary, After/binary>> = Rest,
    {Tag, big, After};
compact(<<Size:3, 3:2, Tag:3, Code/binary>>) ->
    Bytes = Size + 2,
    <<_:Bytes/binary, After/binary>> = Code,
    {Tag, big, After}.

%% SPDX-License-Identifier: Apache-2.0
%%
%% The process behind OTP's module `code`, for as long as no boot starts OTP's own. It begins when
%% it is first asked, so that programs without need of it do not pay for it. Which modules there are
%% and what they were loaded from, the machine itself knows; here are the code path, directories
%% that are sticky, and who waits for an -on_load function.
-module(code_server).
-export([call/1, is_loaded/1]).

-record(state, {path, sticky_dirs, sticky_mods = [], on_load = []}).
%% An -on_load function that runs: `waiting` are requests {From, Function} to go on with.
-record(on_load, {monitor, module, file, waiting}).

call(Request) ->
    server() ! {code_call, self(), Request},
    receive
        {?MODULE, Reply} -> Reply
    end.

%% As OTP has it since release 26.
is_loaded(Mod) ->
    case code_server:module_file(Mod) of
        undefined -> false;
        File -> {file, File}
    end.

server() ->
    case whereis(?MODULE) of
        undefined -> start();
        Pid -> Pid
    end.

start() ->
    Pid = spawn(fun wait_for_name/0),
    try register(?MODULE, Pid) of
        true ->
            Pid ! {?MODULE, registered},
            Pid
    catch
        %% Another process has been faster.
        error:badarg ->
            exit(Pid, kill),
            server()
    end.

wait_for_name() ->
    receive
        {?MODULE, registered} ->
            process_flag(trap_exit, true),
            group_leader(self(), self()),
            {ok, Path} = erl_prim_loader:get_path(),
            Sticky = [Dir || App <- [compiler, stdlib, kernel], (Dir = app_ebin(App, Path)) =/= none],
            loop(#state{path = Path, sticky_dirs = Sticky})
    end.

loop(State) ->
    receive
        {code_call, From, stop} ->
            reply(From, stopped);
        {code_call, From, Request} ->
            case handle(Request, From, State) of
                {reply, Reply, Next} ->
                    reply(From, Reply),
                    loop(Next);
                {noreply, Next} ->
                    loop(Next)
            end;
        {'DOWN', Monitor, process, _, Result} ->
            loop(finish_on_load(Monitor, Result, State));
        _ ->
            loop(State)
    end.

reply(To, Reply) ->
    To ! {?MODULE, Reply}.

%% --- requests

handle({load_binary, Mod, File, Binary}, From, State) ->
    case is_file_name(File) andalso is_binary(Binary) of
        true ->
            _ = erlang:module_loaded(Mod) andalso erts_code_purger:purge(Mod),
            load(Mod, File, Binary, From, State);
        false ->
            {reply, {error, badarg}, State}
    end;
handle({load_abs, File, Mod}, From, State) ->
    case is_file_name(File) of
        true -> load_file(Mod, absolute(to_string(File) ++ ".beam"), From, State);
        false -> {reply, {error, badarg}, State}
    end;
handle({load_file, Mod}, From, State) ->
    when_settled(Mod, From, State, fun(_, S) -> load_from_path(Mod, From, S) end);
handle({ensure_loaded, Mod}, From, State) ->
    when_settled(Mod, From, State, fun(_, S) ->
        case erlang:module_loaded(Mod) of
            true -> {reply, {module, Mod}, S};
            false -> load_from_path(Mod, From, S)
        end
    end);
handle({finish_loading, Prepared, OnlyMissing}, _, State) ->
    {reply, finish_loading(Prepared, OnlyMissing, State), State};
handle({delete, Mod}, _, State) ->
    Deleted = try erlang:delete_module(Mod) catch error:badarg -> false end,
    {reply, Deleted =:= true, State};
handle({purge, Mod}, _, State) ->
    {_WasOld, Killed} = erts_code_purger:purge(Mod),
    {reply, Killed, State};
handle({soft_purge, Mod}, _, State) ->
    {reply, erts_code_purger:soft_purge(Mod), State};
handle({is_loaded, Mod}, _, State) ->
    {reply, is_loaded(Mod), State};
handle(all_loaded, _, State) ->
    %% What `code` uses to go on with the answer; OTP's server has these loaded before it starts.
    lists:foreach(fun init:ensure_loaded/1, [filename, maps, os]),
    {reply, [{Mod, code_server:module_file(Mod)} || Mod <- erlang:loaded()], State};
handle({get_object_code, Mod}, _, State) ->
    {reply, object_code(Mod, State), State};
handle(get_path, _, State) ->
    {reply, State#state.path, State};
handle({set_path, Dirs}, _, State) ->
    case [Dir || Dir <- Dirs, is_file_name(Dir)] of
        Dirs -> {reply, true, with_path([to_string(Dir) || Dir <- Dirs], State)};
        _ -> {reply, {error, bad_directory}, State}
    end;
handle({add_path, Where, Dir}, _, State) ->
    case add_path(Where, Dir, State#state.path) of
        error -> {reply, {error, bad_directory}, State};
        Path -> {reply, true, with_path(Path, State)}
    end;
handle({add_paths, Where, Dirs}, _, State) ->
    Add = fun(Dir, Path) ->
        case add_path(Where, Dir, Path) of
            error -> Path;
            More -> More
        end
    end,
    {reply, ok, with_path(lists:foldl(Add, State#state.path, Dirs), State)};
handle({del_path, Name}, _, State = #state{path = Path}) ->
    case is_file_name(Name) andalso find_path(Name, Path) of
        false -> {reply, false, State};
        Dir -> {reply, true, with_path(lists:delete(Dir, Path), State)}
    end;
handle({replace_path, Name, Dir}, _, State = #state{path = Path}) ->
    case {is_directory(to_string(Dir)), find_path(Name, Path)} of
        {false, _} -> {reply, {error, bad_directory}, State};
        {true, false} -> {reply, true, with_path(Path ++ [to_string(Dir)], State)};
        {true, Old} ->
            New = [case Each of Old -> to_string(Dir); _ -> Each end || Each <- Path],
            {reply, true, with_path(New, State)}
    end;
handle({dir, Dir}, _, State) ->
    {reply, directory(Dir, State#state.path), State};
handle({stick_dir, Dir}, _, State = #state{sticky_dirs = Dirs}) ->
    {reply, ok, State#state{sticky_dirs = [absolute(Dir) | Dirs]}};
handle({unstick_dir, Dir}, _, State = #state{sticky_dirs = Dirs}) ->
    Left = [Each || Each <- Dirs, Each =/= absolute(Dir)],
    {reply, ok, State#state{sticky_dirs = Left}};
handle({stick_mod, Mod}, _, State = #state{sticky_mods = Mods}) ->
    {reply, true, State#state{sticky_mods = [Mod | Mods]}};
handle({unstick_mod, Mod}, _, State = #state{sticky_mods = Mods}) ->
    {reply, true, State#state{sticky_mods = [Each || Each <- Mods, Each =/= Mod]}};
handle({is_sticky, Mod}, _, State) ->
    {reply, is_sticky(Mod, State), State};
handle(get_mode, _, State) ->
    {reply, interactive, State};
handle(_, _, State) ->
    {noreply, State}.

%% --- loading

load_from_path(Mod, From, State) ->
    case object_code(Mod, State) of
        {_, Binary, File} -> load_now(Mod, File, Binary, From, State);
        error -> {reply, {error, nofile}, State}
    end.

load_file(Mod, File, From, State) ->
    case erl_prim_loader:get_file(File) of
        {ok, Binary, _} -> load(Mod, File, Binary, From, State);
        error -> {reply, {error, nofile}, State}
    end.

load(Mod, File, Binary, From, State) ->
    when_settled(Mod, From, State, fun(_, S) -> load_now(Mod, File, Binary, From, S) end).

load_now(Mod, File, Binary, From, State) ->
    case is_sticky(Mod, State) of
        true ->
            {reply, {error, sticky_directory}, State};
        false ->
            case erlang:load_module(Mod, Binary) of
                {module, Mod} = Loaded ->
                    code_server:set_module_file(Mod, File),
                    {reply, Loaded, State};
                {error, on_load} ->
                    {noreply, run_on_load(Mod, File, From, State)};
                {error, _} = Error ->
                    {reply, Error, State}
            end
    end.

object_code(Mod, #state{path = Path}) ->
    Name = atom_to_list(Mod),
    case lists:member($/, Name) of
        true -> error;
        false -> object_code(Mod, "/" ++ Name ++ ".beam", Path)
    end.

object_code(_, _, []) ->
    error;
object_code(Mod, Name, [Dir | Path]) ->
    case erl_prim_loader:get_file(Dir ++ Name) of
        {ok, Binary, File} -> {Mod, Binary, absolute(File)};
        error -> object_code(Mod, Name, Path)
    end.

finish_loading(Prepared0, OnlyMissing, State) ->
    Prepared = [P || {Mod, _} = P <- Prepared0, not (OnlyMissing andalso erlang:module_loaded(Mod))],
    Pending = [{Mod, pending_on_load} || {Mod, _} <- Prepared, is_pending(Mod, State)],
    Sticky = [{Mod, sticky_directory} || {Mod, _} <- Prepared, is_sticky(Mod, State)],
    case {Pending, Sticky} of
        {[], []} ->
            case erlang:finish_loading([Code || {_, {Code, _}} <- Prepared]) of
                ok -> lists:foreach(fun({Mod, {_, File}}) -> code_server:set_module_file(Mod, File) end, Prepared);
                {Reason, Mods} -> {error, [{Mod, Reason} || Mod <- Mods]}
            end;
        {[], _} -> {error, Sticky};
        _ -> {error, Pending}
    end.

%% --- -on_load functions

run_on_load(Mod, File, From, State = #state{on_load = Running}) ->
    {Pid, Monitor} = spawn_monitor(fun() -> exit(erlang:call_on_load_function(Mod)) end),
    First = {From, fun(Result, S) -> {reply, Result, S} end},
    New = #on_load{monitor = {Monitor, Pid}, module = Mod, file = File, waiting = [First]},
    State#state{on_load = [New | Running]}.

%% Does what is asked, but not before the module's -on_load function has come to an end.
when_settled(Mod, From, State = #state{on_load = Running}, Go) ->
    case lists:keyfind(Mod, #on_load.module, Running) of
        false ->
            Go(ok, State);
        #on_load{monitor = {_, From}} ->
            %% The function itself: it would wait for ever.
            {reply, {error, deadlock}, State};
        One = #on_load{waiting = Waiting} ->
            More = One#on_load{waiting = Waiting ++ [{From, Go}]},
            {noreply, State#state{on_load = lists:keystore(Mod, #on_load.module, Running, More)}}
    end.

is_pending(Mod, #state{on_load = Running}) ->
    lists:keymember(Mod, #on_load.module, Running).

finish_on_load(Monitor, Result, State = #state{on_load = Running}) ->
    case [One || One = #on_load{monitor = {M, _}} <- Running, M =:= Monitor] of
        [One = #on_load{module = Mod, waiting = Waiting}] ->
            erts_code_purger:finish_after_on_load(Mod, Result =:= ok),
            Reply =
                case Result of
                    ok ->
                        code_server:set_module_file(Mod, One#on_load.file),
                        {module, Mod};
                    _ ->
                        {error, on_load_failure}
                end,
            go_on(Waiting, Reply, State#state{on_load = Running -- [One]});
        [] ->
            State
    end.

go_on([], _, State) ->
    State;
go_on([{From, Go} | Waiting], Result, State) ->
    case Go(Result, State) of
        {reply, Reply, Next} ->
            reply(From, Reply),
            go_on(Waiting, Result, Next);
        {noreply, Next} ->
            go_on(Waiting, Result, Next)
    end.

%% --- sticky modules

is_sticky(Mod, #state{sticky_dirs = Dirs, sticky_mods = Mods}) ->
    erlang:module_loaded(Mod) andalso
        (lists:member(Mod, Mods) orelse lists:member(parent(code_server:module_file(Mod)), Dirs)).

%% --- the path, and directories of applications

with_path(Path, State = #state{path = Path}) ->
    State;
with_path(Path, State) ->
    ok = erl_prim_loader:set_path(Path),
    State#state{path = Path}.

add_path(Where, Dir0, Path) ->
    Dir = is_file_name(Dir0) andalso without_slash(to_string(Dir0)),
    case Dir =/= false andalso is_directory(Dir) of
        false -> error;
        true when Where =:= first -> [Dir | lists:delete(Dir, Path)];
        true ->
            case lists:member(Dir, Path) of
                true -> Path;
                false -> Path ++ [Dir]
            end
    end.

%% By a directory, or an application's name.
find_path(Name, Path) ->
    Text = without_slash(to_string(Name)),
    case lists:member(Text, Path) of
        true -> Text;
        false ->
            case app_ebin(Text, Path) of
                none -> false;
                Dir -> Dir
            end
    end.

directory(root_dir, Path) ->
    case app_directory(kernel, Path) of
        none -> "";
        Dir -> parent(parent(Dir))
    end;
directory(lib_dir, Path) ->
    case app_directory(kernel, Path) of
        none -> "";
        Dir -> parent(Dir)
    end;
directory(compiler_dir, Path) ->
    directory({lib_dir, compiler}, Path);
directory({lib_dir, App}, Path) ->
    case app_directory(App, Path) of
        none -> {error, bad_name};
        Dir -> Dir
    end;
directory({lib_dir, App, Sub}, Path) ->
    below(directory({lib_dir, App}, Path), atom_to_list(Sub));
directory({priv_dir, App}, Path) ->
    below(directory({lib_dir, App}, Path), "priv");
directory(_, _) ->
    {error, bad_name}.

below({error, _} = Error, _) -> Error;
below(Dir, Name) -> Dir ++ "/" ++ Name.

app_directory(App, Path) ->
    case app_ebin(App, Path) of
        none -> none;
        Dir -> parent(Dir)
    end.

%% .../App/ebin or .../App-Version/ebin.
app_ebin(App0, Path) ->
    App = to_string(App0),
    Fits = fun(Dir) ->
        base(Dir) =:= "ebin" andalso
            case lists:prefix(App, Name = base(parent(Dir))) andalso lists:nthtail(length(App), Name) of
                [] -> true;
                [$-, Digit | _] -> Digit >= $0 andalso Digit =< $9;
                _ -> false
            end
    end,
    case lists:filter(Fits, Path) of
        [] -> none;
        [Dir | _] -> Dir
    end.

%% --- file names

is_file_name(Name) when is_atom(Name) -> true;
is_file_name(Name) -> is_list(Name) andalso lists:all(fun is_integer/1, Name).

to_string(Name) when is_atom(Name) -> atom_to_list(Name);
to_string(Name) -> Name.

absolute([$/ | _] = File) ->
    File;
absolute(File) ->
    case erl_prim_loader:get_cwd() of
        {ok, Dir} -> Dir ++ "/" ++ File;
        error -> File
    end.

is_directory(Dir) ->
    erl_prim_loader:list_dir(Dir) =/= error.

parent(File) when is_list(File) ->
    case string_before_slash(lists:reverse(File)) of
        {_, Before} -> lists:reverse(Before);
        none -> "."
    end;
parent(_) ->
    none.

base(File) ->
    case string_before_slash(lists:reverse(File)) of
        {Name, _} -> lists:reverse(Name);
        none -> File
    end.

%% Of a reversed name: what is before its first slash, and what is behind it.
string_before_slash(Reversed) ->
    case lists:splitwith(fun(C) -> C =/= $/ end, Reversed) of
        {Name, [$/ | Before]} -> {Name, Before};
        _ -> none
    end.

without_slash(Dir) ->
    case lists:reverse(Dir) of
        [$/, _ | _] = Reversed -> without_slash(lists:reverse(tl(Reversed)));
        _ -> Dir
    end.

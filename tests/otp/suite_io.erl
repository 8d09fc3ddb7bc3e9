%% SPDX-License-Identifier: Apache-2.0
%%
%% A group leader for cases: takes what they print, keeps the last of it, and has nothing to read.
-module(suite_io).
-export([start/0, kept/0, capture/1]).

-define(KEPT_CHARACTERS, 20000).

start() ->
    Parent = self(),
    Pid = spawn(fun() ->
                        register(suite_io, self()),
                        Parent ! {self(), ready},
                        loop([], 0, off)
                end),
    receive
        {Pid, ready} -> Pid
    end.

kept() -> call(kept).

%% `on`, `off`, or `get`: what was printed while it was on, one string for each request.
capture(What) -> call({capture, What}).

call(Request) ->
    Reference = make_ref(),
    suite_io ! {Request, self(), Reference},
    receive
        {Reference, Reply} -> Reply
    end.

loop(Kept, Size, Capture) ->
    receive
        {io_request, From, Reference, Request} ->
            {Reply, Text} = request(Request),
            From ! {io_reply, Reference, Reply},
            keep(Text, Kept, Size, captured(Text, Capture));
        {kept, From, Reference} ->
            From ! {Reference, lists:append(lists:reverse(Kept))},
            loop(Kept, Size, Capture);
        {{capture, on}, From, Reference} ->
            From ! {Reference, ok},
            loop(Kept, Size, []);
        {{capture, off}, From, Reference} ->
            From ! {Reference, ok},
            loop(Kept, Size, {stopped, Capture});
        {{capture, get}, From, Reference} ->
            From ! {Reference, captured_lines(Capture)},
            loop(Kept, Size, off);
        forget ->
            loop([], 0, Capture);
        _ ->
            loop(Kept, Size, Capture)
    end.

captured("", Capture) -> Capture;
captured(Text, Lines) when is_list(Lines) -> [Text | Lines];
captured(_, Capture) -> Capture.

captured_lines({stopped, Lines}) -> captured_lines(Lines);
captured_lines(Lines) when is_list(Lines) -> lists:reverse(Lines);
captured_lines(off) -> [].

keep(_, Kept, Size, Capture) when Size > ?KEPT_CHARACTERS -> loop(Kept, Size, Capture);
keep(Text, Kept, Size, Capture) -> loop([Text | Kept], Size + length(Text), Capture).

request({put_chars, Encoding, Characters}) -> put_chars(Encoding, Characters);
request({put_chars, Characters}) -> put_chars(latin1, Characters);
request({put_chars, Encoding, Module, Function, Arguments}) ->
    try apply(Module, Function, Arguments) of
        Characters -> put_chars(Encoding, Characters)
    catch
        _:_ -> {{error, Function}, ""}
    end;
request({put_chars, Module, Function, Arguments}) -> request({put_chars, latin1, Module, Function, Arguments});
request({requests, Requests}) -> requests(Requests, {ok, ""});
request({setopts, _}) -> {ok, ""};
request(getopts) -> {[{binary, false}, {encoding, unicode}], ""};
request({get_geometry, _}) -> {{error, enotsup}, ""};
request({get_line, _, _}) -> {eof, ""};
request({get_line, _}) -> {eof, ""};
request({get_chars, _, _, _}) -> {eof, ""};
request({get_until, _, _, _, _, _}) -> {eof, ""};
request({get_password, _}) -> {eof, ""};
request(_) -> {{error, request}, ""}.

requests([], Answer) -> Answer;
requests([Request | Requests], {_, Before}) ->
    case request(Request) of
        {{error, _}, _} = Error -> Error;
        {Reply, Text} -> requests(Requests, {Reply, Before ++ Text})
    end.

put_chars(Encoding, Characters) ->
    try unicode:characters_to_list(Characters, Encoding) of
        Text when is_list(Text) -> {ok, Text};
        _ -> {{error, {put_chars, Encoding, Characters}}, ""}
    catch
        error:badarg -> {{error, {put_chars, Encoding, Characters}}, ""}
    end.

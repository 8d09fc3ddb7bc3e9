%% SPDX-License-Identifier: Apache-2.0
%% Module erl_ddll: no library is there to load, and drivers that are built in stay as they are.
-module(driver_loading).
-export([main/0]).

main() ->
    [erlang:display(outcome:'of'(F)) || F <- [
        fun() -> erl_ddll:try_load("/tmp", "nodriver", []) end,
        fun() -> erl_ddll:try_load("/tmp", nodriver, [{monitor, pending}]) end,
        fun() -> erl_ddll:try_load("/tmp", nodriver, [{driver_options, [kill_ports]}, {reload, pending_driver}]) end,
        fun() -> erl_ddll:try_load(1, nodriver, []) end,
        fun() -> erl_ddll:try_load("/tmp", '', []) end,
        fun() -> erl_ddll:try_load("/tmp", nodriver, [a]) end,
        fun() -> erl_ddll:try_load("/tmp", nodriver, a) end,
        fun() -> erl_ddll:try_load("/tmp", tcp_inet, []) end,
        fun() -> erl_ddll:load("/tmp", nodriver) end,
        fun() -> {error, E} = erl_ddll:load("/tmp", nodriver), erl_ddll:format_error(E) end,
        fun() -> erl_ddll:try_unload(nodriver, []) end,
        fun() -> erl_ddll:try_unload(tcp_inet, [kill_ports]) end,
        fun() -> erl_ddll:try_unload(nodriver, [a]) end,
        fun() -> erl_ddll:try_unload(1, []) end,
        fun() -> erl_ddll:unload(nodriver) end,
        fun() -> {ok, L} = erl_ddll:loaded_drivers(), [lists:member(D, L) || D <- ["tcp_inet", "udp_inet", "tty_sl", "nodriver"]] end,
        fun() -> erl_ddll:info(tcp_inet) end,
        fun() -> erl_ddll:info(tcp_inet, processes) end,
        fun() -> erl_ddll:info(nodriver, processes) end,
        fun() -> erl_ddll:info(tcp_inet, foo) end,
        fun() -> [erl_ddll:format_error(E) || E <- [already_loaded, not_loaded, bad_driver_name, linked_in_driver, inconsistent]] end,
        fun() -> erl_ddll:format_error_int(foo) end]].

%% SPDX-License-Identifier: Apache-2.0
%%
%% There is no tool for property tests here.
-module(ct_property_test).
-export([init_per_suite/1, quickcheck/2]).

init_per_suite(_) -> {skip, "no tool for property tests"}.
quickcheck(_, _) -> {skip, "no tool for property tests"}.

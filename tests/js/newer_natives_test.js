// SPDX-License-Identifier: Apache-2.0
//
// Functions that code of newer compilers calls and OTP 25 does not have: those behind comprehensions over maps.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assembled, beam, linac, modes } from './support/linac.js';

const program = beam(
  'newer_natives',
  `-export([main/0]).
   main() ->
       M = #{a => 1, b => 2},
       erlang:display([erts_internal:mc_iterator(X) || X <- [M, #{}, [[b, a] | M], [[] | M], {k, v, none}, none, [0 | M], [[c] | M], [9 | M], no, [x], {a, b}]]),
       erlang:display([erts_internal:mc_refill([[b] | M]), erts_internal:mc_refill([0 | M]), catch element(1, element(2, catch erts_internal:mc_refill(x)))]),
       erlang:display([erts_internal:map_next([b, a], M, []), walk(erts_internal:mc_iterator(maps:from_list([{N, N} || N <- lists:seq(1, 100)])), 0)]).
   walk(none, Sum) -> Sum;
   walk({_, V, Next}, Sum) -> walk(Next, Sum + V);
   walk(Rest, Sum) -> walk(erts_internal:mc_refill(Rest), Sum).`,
);

for (const mode of modes) {
  test(`map comprehensions' functions ${mode}`, () => {
    const { status, stdout, stderr } = linac(mode, program);
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.deepEqual(stdout.split('\n'), [
      '[{a,1,{b,2,none}},none,{b,2,{a,1,none}},none,{k,v,none},none,{a,1,{b,2,none}},[],[],[],[],[]]',
      '[{b,2,none},{a,1,{b,2,none}},badarg]',
      '[[{b,2},{a,1}],5050]',
      '',
    ]);
  });
}

// Of a match context, byte_size/1 and bit_size/1 tell what is left to match.
const sizes = assembled(
  'context_size',
  `{module, context_size}.
   {exports, [{main,0}]}.
   {attributes, []}.
   {labels, 7}.
   {function, main, 0, 2}.
     {label,1}.
       {func_info,{atom,context_size},{atom,main},0}.
     {label,2}.
       {allocate,0,0}.
       {move,{literal,<<1,2,3,4:4>>},{x,0}}.
       {call,1,{f,5}}.
       {move,{literal,[not_a_bitstring]},{x,0}}.
       {call_last,1,{f,5},0}.
   {function, sizes, 1, 5}.
     {label,4}.
       {func_info,{atom,context_size},{atom,sizes},1}.
     {label,5}.
       {test,bs_start_match3,{f,6},1,[{x,0}],{x,0}}.
       {gc_bif,byte_size,{f,6},1,[{x,0}],{x,1}}.
       {gc_bif,bit_size,{f,6},2,[{x,0}],{x,2}}.
       {test,bs_skip_bits2,{f,6},[{x,0},{integer,8},1,{field_flags,[]}]}.
       {gc_bif,byte_size,{f,6},3,[{x,0}],{x,3}}.
       {gc_bif,bit_size,{f,6},4,[{x,0}],{x,4}}.
       {test_heap,5,5}.
       {put_tuple2,{x,0},{list,[{x,1},{x,2},{x,3},{x,4}]}}.
       {call_ext_only,1,{extfunc,erlang,display,1}}.
     {label,6}.
       {gc_bif,byte_size,{f,3},1,[{x,0}],{x,0}}.
     {label,3}.
       {call_ext_only,1,{extfunc,erlang,display,1}}.
  `,
);

for (const mode of modes) {
  test(`the size of a match context ${mode}`, () => {
    const { status, stdout, stderr } = linac(mode, sizes);
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.equal(stdout, '{4,28,3,20}\n[not_a_bitstring]\n');
  });
}

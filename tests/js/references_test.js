// SPDX-License-Identifier: Apache-2.0
//
// What functions of a file refer to, as packing asks.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { NodeHost, createNodeVm } from '../../src/platforms/emscripten/js/node.js';
import { beam } from './support/linac.js';

const file = beam(
  'referring',
  `-export([calls/1, funs/0, names/1, literals/0, guarded/1]).
   -on_load(ready/0).
   ready() -> ok.
   calls(X) -> helper(lists:reverse(X)), string:trim(X).
   helper(X) -> erlang:length(X) + 1.
   funs() -> {fun helper/1, fun maps:get/2, fun(Y) -> Y end}.
   names(M) -> M:some_function(an_atom), apply(some_module, other_function, []).
   literals() -> {#{in_map => [in_list, {in_tuple, also_in_tuple, 1}, fun sets:new/0]}, 1.5, <<"text">>}.
   guarded(X) when is_atom(X), hd([a]) =/= X -> case X of one -> two; _ -> three end.`,
);

test('calls, funs, and atoms in code and literals are references of a function', async () => {
  const vm = await createNodeVm({ host: new NodeHost([]) });
  const all = vm.references(fs.readFileSync(file), file);
  vm.destroy();
  const of = (name) => all.find((each) => each.name === name);
  const called = (name) => of(name).functions.map((each) => `${each.module}:${each.name}/${each.arity}`);
  assert.deepEqual(called('calls'), [':helper/1', 'lists:reverse/1', 'string:trim/1']);
  assert.deepEqual(called('helper'), ['erlang:+/2', 'erlang:length/1']);
  assert.deepEqual(called('funs'), [':-funs/0-fun-0-/1', ':helper/1', 'maps:get/2']);
  assert.deepEqual(called('literals'), ['sets:new/0']);
  assert.deepEqual(of('literals').atoms, ['also_in_tuple', 'in_list', 'in_map', 'in_tuple']);
  assert.deepEqual(of('literals').named.map((each) => `${each.module}:${each.name}`), ['in_tuple:also_in_tuple']);
  assert.deepEqual(called('names'), ['erlang:apply/3', 'some_module:other_function/0']);
  for (const atom of ['some_function', 'an_atom']) {
    assert.ok(of('names').atoms.includes(atom), atom);
  }
  assert.deepEqual(of('guarded').atoms.filter((atom) => /^(one|two|three)$/.test(atom)), ['one', 'three', 'two']);
  assert.deepEqual(all.filter((each) => each.isOnLoad).map((each) => each.name), ['ready']);
  assert.ok(all.some((each) => each.name === 'module_info' && each.arity === 1));
});

test('a file that is no good is a LoadError', async () => {
  const vm = await createNodeVm({ host: new NodeHost([]) });
  const bytes = fs.readFileSync(file);
  assert.throws(() => vm.references(bytes.subarray(0, bytes.length >> 1), 'half.beam'), { name: 'LoadError', message: /^half\.beam: / });
  vm.destroy();
});

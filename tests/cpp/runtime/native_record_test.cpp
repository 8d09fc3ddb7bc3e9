// SPDX-License-Identifier: Apache-2.0
//
// Native records: no compiler here writes their instructions, so a module is assembled whose
// functions are one instruction each, and a program calls them. What OTP 29 compiles is run by
// tests/js/newer_releases_test.js.
#include "runtime/native_record.h"

#include <gtest/gtest.h>

#include "../beam/beam_builder.h"
#include "../vm/program.h"

namespace linac {
namespace {

using namespace beam::testing;
using beam::Opcode;

/// Module shapes: records point{x = 0, y} (exported) and secret{a = none}.
Bytes shapes() {
  BeamBuilder b("shapes");
  const auto definition = [&b](const char* name, const char* exported, const Bytes& fields) {
    Bytes bytes = {static_cast<uint8_t>(Opcode::kCallLast)};
    for (const Bytes& part : {b.atom(name), b.atom(exported), fields}) append(bytes, part);
    return bytes;
  };
  Bytes records;
  for (const uint32_t field : {0u, 2u, 3u}) append_u32(records, field);
  append(records, definition("point", "true", list({b.atom("x"), integer(0), b.atom("y"), u(0)})));
  append(records, definition("secret", "false", list({b.atom("a"), b.atom("none")})));
  b.chunk("Recs", records);

  const Bytes point = b.atom("point"), secret = b.atom("secret"), other = b.atom("other");
  const Bytes px = b.atom("x"), py = b.atom("y"), any = b.atom("_");
  // {other, there} and {shapes, point}, as external terms.
  const auto pair = [&b](const std::string& first, const std::string& second) {
    Bytes term = {104, 2};
    for (const std::string& atom : {first, second}) {
      append(term, {119, static_cast<uint8_t>(atom.size())});
      append(term, text_bytes(atom));
    }
    return b.add_literal(term);
  };
  const Bytes there = pair("other", "there"), external_point = pair("shapes", "point"),
              external_secret = pair("shapes", "secret");
  int64_t label = 1;
  const auto function = [&](const char* name, uint32_t arity) -> BeamBuilder& {
    b.function(name, arity, label);
    label += 3;  // the third is for a failure
    return b;
  };
  const auto fail_label = [&] { return f(label - 1); };
  const auto end_of_test = [&] {
    b.op(Opcode::kMove, {b.atom("true"), x(0)}).op(Opcode::kReturn).label(label - 1);
    b.op(Opcode::kMove, {b.atom("false"), x(0)}).op(Opcode::kReturn);
  };
  const auto put = [&](const char* name, uint32_t arity, const Bytes& id, const Bytes& source,
                       const Bytes& pairs) {
    function(name, arity)
        .op(Opcode::kPutRecord, {f(0), id, source, x(0), u(arity), pairs})
        .op(Opcode::kReturn);
  };
  put("point", 1, point, nil(), list({py, x(0)}));
  put("point", 2, point, nil(), list({px, x(0), py, x(1)}));
  put("incomplete", 0, point, nil(), list({}));
  put("wrong", 0, point, nil(), list({b.atom("z"), integer(1)}));
  put("secret", 0, secret, nil(), list({}));
  put("there", 0, there, nil(), list({}));
  put("external", 1, external_point, nil(), list({py, x(0)}));
  put("external_secret", 0, external_secret, nil(), list({}));
  put("undefined", 0, other, nil(), list({}));
  put("move", 1, point, x(0), list({px, integer(9)}));
  put("move_wrong", 1, any, x(0), list({b.atom("z"), integer(9)}));

  function("is_any", 1).op(Opcode::kIsAnyNativeRecord, {fail_label(), x(0)});
  end_of_test();
  function("is_point", 1)
      .op(Opcode::kIsNativeRecord, {fail_label(), x(0), b.atom("shapes"), point});
  end_of_test();
  function("is_accessible", 1)
      .op(Opcode::kIsRecordAccessible, {fail_label(), x(0), b.atom("auto_local")});
  end_of_test();
  function("is_accessible_outside", 1)
      .op(Opcode::kIsRecordAccessible, {fail_label(), x(0), b.atom("external")});
  end_of_test();
  function("elements", 1)
      .op(Opcode::kGetRecordElements, {fail_label(), x(0), list({px, x(1), py, x(0)})});
  b.op(Opcode::kTestHeap, {u(2), u(2)})
      .op(Opcode::kPutList, {x(1), x(0), x(0)})
      .op(Opcode::kReturn);
  b.label(label - 1).op(Opcode::kMove, {b.atom("false"), x(0)}).op(Opcode::kReturn);
  const auto get = [&](const char* name, const Bytes& id, const Bytes& field) {
    function(name, 1)
        .op(Opcode::kGetRecordField, {f(0), x(0), id, field, x(0)})
        .op(Opcode::kReturn);
  };
  get("get_x", point, px);
  get("get_z", point, b.atom("z"));
  get("get_any_y", any, py);
  get("get_any_a", any, b.atom("a"));
  get("get_external_y", external_point, py);
  function("guarded", 1).op(Opcode::kGetRecordField, {fail_label(), x(0), point, px, x(0)});
  end_of_test();
  b.max_opcode = beam::kMaxOpcode;
  return b.build();
}

const char kProgram[] = R"(-module(use_shapes).
-export([main/0, try_it/1]).
main() ->
    P = shapes:point(1, 2),
    S = shapes:secret(),
    F = records:create(other, foreign, [{x, 5}, {y, 6}], #{is_exported => false}),
    show([P, S, F, shapes:point(a), shapes:external(b), shapes:move(P)]),
    show([try_it(G) || G <- [incomplete, wrong, there, external_secret, undefined]]),
    show(try_it({move_wrong, P})),
    show(try_it({move, {point, 1, 2}})),
    All = [P, S, F, {point, 1, 2}, #{}, 1],
    [show([T | [shapes:T(X) || X <- All]])
     || T <- [is_any, is_point, is_accessible, is_accessible_outside, elements]],
    [show([G | [try_it({G, X}) || X <- [P, S, F, none]]])
     || G <- [get_x, get_z, get_any_y, get_any_a, get_external_y, guarded]],
    show(sort([#{}, shapes:point(2, 1), {z}, P, [], shapes:point(1, 3), S])),
    show([P =:= shapes:point(1, 2), P =:= shapes:point(1.0, 2), P == shapes:point(1.0, 2), P < shapes:point(0, 3)]),
    Copy = self_send({P, S}),
    show([Copy, Copy =:= {P, S}, maps:get(P, #{shapes:point(1, 2) => found})]),
    show([is_tuple(P), is_map(P), is_list(P), is_function(P), tuple_or_error(P)]),
    R = [records:get(x, P), records:get_module(P), records:get_name(P), records:get_field_names(P),
         records:is_exported(P), records:is_exported(S), records:get_definition(shapes, point),
         records:update(P, shapes, point, #{y => new}), records:update(P, shapes, '_', #{})],
    show(R),
    show([try_it({records, get, [z, P]}), try_it({records, get_name, [1]}), try_it({records, get_field_names, [1]}),
          try_it({records, update, [P, shapes, secret, #{}]}), try_it({records, update, [P, shapes, point, #{q => 1}]}),
          try_it({records, create, [m, r, [{a, 1}, {a, 2}], #{is_exported => true}]}),
          try_it({records, create, [m, r, [{1, 1}], #{is_exported => true}]}),
          try_it({records, create, [m, r, [], #{}]}), try_it({records, get_definition, [shapes, none]})]).
sort([]) -> [];
sort([X | Rest]) -> insert(X, sort(Rest)).
insert(X, [Y | Rest]) when Y < X -> [Y | insert(X, Rest)];
insert(X, Rest) -> [X | Rest].
show(X) -> erlang:display(X).
tuple_or_error(P) -> try element(1, P) catch error:E -> E end.
self_send(X) -> self() ! X, receive Y -> Y end.
try_it({M, F, A}) -> try apply(M, F, A) catch error:E -> E end;
try_it({F, X}) -> try_it({shapes, F, [X]});
try_it(F) -> try_it({shapes, F, []}).
)";

// {other, there} is looked for in a module that is not there.
const char kExpected[] =
    R"([#shapes:point{x=1,y=2},#shapes:secret{a=none},#other:foreign{x=5,y=6},#shapes:point{x=0,y=a},#shapes:point{x=0,y=b},#shapes:point{x=9,y=2}]
[{novalue,{{shapes,point},y}},{badfield,{{shapes,point},z}},{badrecord,{other,there}},{badrecord,{shapes,secret}},{badrecord,other}]
{badfield,{{shapes,point},z}}
{badrecord,{point,1,2}}
[is_any,true,true,true,false,false,false]
[is_point,true,false,false,false,false,false]
[is_accessible,true,true,false,false,false,false]
[is_accessible_outside,true,false,false,false,false,false]
[elements,[1|2],false,[5|6],false,false,false]
[get_x,1,{badrecord,#shapes:secret{a=none}},{badrecord,#other:foreign{x=5,y=6}},{badrecord,none}]
[get_z,{badfield,{{shapes,point},z}},{badrecord,#shapes:secret{a=none}},{badrecord,#other:foreign{x=5,y=6}},{badrecord,none}]
[get_any_y,2,{badfield,{{shapes,secret},y}},{badrecord,#other:foreign{x=5,y=6}},{badrecord,none}]
[get_any_a,{badfield,{{shapes,point},a}},none,{badrecord,#other:foreign{x=5,y=6}},{badrecord,none}]
[get_external_y,2,{badrecord,#shapes:secret{a=none}},{badrecord,#other:foreign{x=5,y=6}},{badrecord,none}]
[guarded,true,false,false,false]
[{z},#shapes:point{x=1,y=2},#shapes:point{x=1,y=3},#shapes:point{x=2,y=1},#shapes:secret{a=none},#{},[]]
[true,false,true,false]
[{#shapes:point{x=1,y=2},#shapes:secret{a=none}},true,found]
[false,false,false,false,badarg]
[1,shapes,point,[x,y],true,false,{#{is_exported=>true},[{x,0},y]},#shapes:point{x=1,y=new},#shapes:point{x=1,y=2}]
[badarg,badarg,{badrecord,1},{badrecord,secret},{badfield,{{shapes,point},q}},badarg,{badfield,{{m,r},1}},badarg,badarg]
)";

TEST(NativeRecord, InstructionsAndFunctions) {
  const ErlangModules programs({kProgram});
  for (const bool collect_always : {false, true}) {
    CapturedPlatform platform;
    VmOptions options = interpreted();
    options.collect_always = collect_always;
    Vm vm(platform, options);
    std::string error;
    ASSERT_TRUE(vm.load(shapes(), "shapes.beam", error)) << error;
    ASSERT_TRUE(vm.load(programs["use_shapes"], "use_shapes.beam", error)) << error;
    ASSERT_TRUE(vm.start("use_shapes", {}, error)) << error;
    const Outcome outcome = run_to_end(vm, platform);
    EXPECT_EQ(outcome.output, kExpected);
    EXPECT_EQ(outcome.errors, "");
    EXPECT_EQ(outcome.status, 0);
  }
}

}  // namespace
}  // namespace linac

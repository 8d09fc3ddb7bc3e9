(module $unit
  (type (;0;) (func (param i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i64) (result i32)))
  (import "env" "memory" (memory (;0;) 1))
  (import "env" "__indirect_function_table" (table (;0;) 1 funcref))
  (import "env" "slot_base_0" (global (;0;) i32))
  (func $call (type 0) (param $ctx i32) (param $jit_state i32) (param $native_interface i32) (result i32)
    local.get $ctx
    i64.const 42
    local.get $native_interface
    i32.load offset=20
    call_indirect (type 1))
  (func $tail_call (type 0) (param $ctx i32) (param $jit_state i32) (param $native_interface i32) (result i32)
    local.get $ctx
    i64.const 42
    local.get $native_interface
    i32.load
    return_call_indirect (type 1))
  (elem (;0;) (global.get 0) func $call $tail_call))

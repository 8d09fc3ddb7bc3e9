(module $unit
  (type (;0;) (func (param i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i64) (result i32)))
  (import "env" "memory" (memory (;0;) 1))
  (import "env" "__indirect_function_table" (table (;0;) 1 funcref))
  (import "env" "slot_base_0" (global (;0;) i32))
  (func $constant (type 0) (param $ctx i32) (param $jit_state i32) (param $native_interface i32) (result i32)
    local.get $jit_state
    i32.const -16
    i32.store offset=4
    i32.const 0)
  (func $base (type 0) (param $ctx i32) (param $jit_state i32) (param $native_interface i32) (result i32)
    local.get $jit_state
    global.get 0
    i32.store offset=4
    i32.const 0)
  (func $base_and_constant (type 0) (param $ctx i32) (param $jit_state i32) (param $native_interface i32) (result i32)
    local.get $jit_state
    global.get 0
    i32.const 7
    i32.add
    i32.store offset=4
    i32.const 0)
  (elem (;0;) (global.get 0) func $constant $base $base_and_constant))

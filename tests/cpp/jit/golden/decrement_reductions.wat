(module $unit
  (type (;0;) (func (param i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i64) (result i32)))
  (import "env" "memory" (memory (;0;) 1))
  (import "env" "__indirect_function_table" (table (;0;) 1 funcref))
  (import "env" "slot_base_0" (global (;0;) i32))
  (func $none_left (type 0) (param $ctx i32) (param $jit_state i32) (param $native_interface i32) (result i32)
    (local i32)
    local.get $jit_state
    local.get $jit_state
    i32.load offset=8
    i32.const 1
    i32.sub
    local.tee 3
    i32.store offset=8
    local.get 3
    i32.const 0
    i32.le_s)
  (func $overdrawn (type 0) (param $ctx i32) (param $jit_state i32) (param $native_interface i32) (result i32)
    (local i32)
    local.get $jit_state
    local.get $jit_state
    i32.load offset=8
    i32.const 10
    i32.sub
    local.tee 3
    i32.store offset=8
    local.get 3
    i32.const 0
    i32.lt_s)
  (elem (;0;) (global.get 0) func $none_left $overdrawn))

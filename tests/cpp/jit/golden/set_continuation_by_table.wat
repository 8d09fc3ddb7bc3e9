(module $unit
  (type (;0;) (func (param i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i64) (result i32)))
  (import "env" "memory" (memory (;0;) 1))
  (import "env" "__indirect_function_table" (table (;0;) 1 funcref))
  (import "env" "slot_base_0" (global (;0;) i32))
  (func $five_entries__three_slots (type 0) (param $ctx i32) (param $jit_state i32) (param $native_interface i32) (result i32)
    (local i32)
    local.get $jit_state
    block (result i32)  ;; label = @1
      block  ;; label = @2
        block  ;; label = @3
          block  ;; label = @4
            block  ;; label = @5
              local.get 3
              br_table 0 (;@5;) 1 (;@4;) 1 (;@4;) 3 (;@2;) 2 (;@3;) 3 (;@2;)
            end
            global.get 0
            i32.const 1
            i32.add
            br 3 (;@1;)
          end
          global.get 0
          i32.const 2
          i32.add
          br 2 (;@1;)
        end
        global.get 0
        i32.const 1
        i32.add
        br 1 (;@1;)
      end
      global.get 0
      i32.const 9
      i32.add
    end
    i32.store offset=4
    i32.const 0)
  (func $no_entries (type 0) (param $ctx i32) (param $jit_state i32) (param $native_interface i32) (result i32)
    (local i32)
    local.get $jit_state
    block (result i32)  ;; label = @1
      block  ;; label = @2
        local.get 3
        br_table 0 (;@2;)
      end
      global.get 0
      i32.const 9
      i32.add
    end
    i32.store offset=4
    i32.const 0)
  (elem (;0;) (global.get 0) func $five_entries__three_slots $no_entries))

(module $fib
  (import "env" "memory" (memory (;0;) 0))
  (import "env" "__indirect_function_table" (table (;0;) 0 funcref))
  (import "env" "slot_base_0" (global (;0;) i32))
  (func $fib@no_label (param i32 i32 i32) (result i32)
    i32.const 0
    return)
  (func $fib:fib/1@label_1 (param i32 i32 i32) (result i32)
    local.get 0
    i32.const 1
    i32.const 182190080
    local.get 2
    i32.load $raise_function_clause
    call_indirect
    return)
  (func $fib:fib/1 (param i32 i32 i32) (result i32)
    (local i64)
    local.get 0
    local.get 0
    i64.load offset=256
    local.set 3
    local.get 3
    return_call $fib:fib/1@direct)
  (func $fib:fib/1@direct (param i32 i64) (result i32)
    (local i32 i32 i32 i64 i64 i32 i32)
    i32.const 182190096
    local.set 2
    i32.const 182190112
    local.set 3
    local.get 2
    local.get 2
    i32.load offset=8
    i32.const 1
    i32.sub
    local.tee 4
    i32.store offset=8
    local.get 4
    i32.const 0
    i32.le_s
    if  ;; label = @1
      local.get 0
      local.get 1
      i64.store offset=256
      local.get 2
      i32.const 1002
      i32.store offset=4
      local.get 0
      i32.const 1
      local.get 3
      i32.load
      call_indirect
      local.tee 4
      if  ;; label = @2
        local.get 4
        return
      end
      local.get 0
      i64.load offset=256
      local.set 1
    end
    block  ;; label = @1
      block  ;; label = @2
        block  ;; label = @3
          local.get 1
          i64.const 576460752303423488
          i64.add
          i64.const 60
          i64.shr_u
          i64.const 0
          i64.ne
          br_if 0 (;@3;)
          local.get 1
          i64.const 2
          i64.lt_s
          br_if 2 (;@1;)
          br 1 (;@2;)
        end
        local.get 1
        i64.const 2
        local.get 3
        i32.load offset=52
        call_indirect
        i32.const 0
        i32.lt_s
        br_if 1 (;@1;)
      end
      i64.const 1
      local.set 5
      local.get 1
      local.get 5
      i64.sub
      local.set 6
      local.get 6
      i64.const 576460752303423488
      i64.add
      local.get 1
      i64.const 576460752303423488
      i64.add
      i64.or
      i64.const 60
      i64.shr_u
      i64.const 0
      i64.ne
      if  ;; label = @2
        local.get 0
        local.get 1
        local.get 5
        local.get 3
        i32.load offset=44
        call_indirect
        local.set 6
        local.get 6
        i64.const -5548434740920451072
        i64.eq
        if  ;; label = @3
          local.get 0
          i32.const 182190128
          local.get 1
          i64.const 1
          i32.const 182190144
          local.get 3
          i32.load offset=32
          call_indirect
          return
        end
      end
      local.get 0
      i32.load offset=4
      local.set 7
      local.get 0
      i32.load offset=8
      local.tee 8
      local.get 7
      i32.sub
      i32.const 16
      i32.lt_u
      if  ;; label = @2
        local.get 0
        local.get 1
        i64.store offset=256
        local.get 0
        local.get 6
        i64.store offset=264
        local.get 0
        i32.const 2
        i32.const 2
        local.get 3
        i32.load offset=4
        call_indirect
        i32.eqz
        if  ;; label = @3
          local.get 0
          return
        end
        local.get 0
        i32.load offset=4
        local.set 7
        local.get 0
        i32.load offset=8
        local.set 8
        local.get 0
        i64.load offset=256
        local.set 1
        local.get 0
        i64.load offset=264
        local.set 6
      end
      local.get 0
      local.get 8
      i32.const -16
      i32.add
      local.tee 8
      i32.store offset=8
      local.get 8
      i64.const -3458764513820539920
      i64.store
      local.get 8
      local.get 1
      i64.store offset=8
      local.get 0
      local.get 6
      call $fib:fib/1@direct
      local.tee 4
      if  ;; label = @2
        local.get 4
        return
      end
      local.get 0
      i32.load offset=8
      local.get 8
      i32.ne
      if  ;; label = @2
        local.get 0
        i32.load offset=8
        local.set 8
      end
      local.get 8
      i64.load offset=8
      local.set 1
      i64.const 2
      local.set 5
      local.get 1
      local.get 5
      i64.sub
      local.set 6
      local.get 6
      i64.const 576460752303423488
      i64.add
      local.get 1
      i64.const 576460752303423488
      i64.add
      i64.or
      i64.const 60
      i64.shr_u
      i64.const 0
      i64.ne
      if  ;; label = @2
        local.get 0
        local.get 1
        local.get 5
        local.get 3
        i32.load offset=44
        call_indirect
        local.set 6
        local.get 6
        i64.const -5548434740920451072
        i64.eq
        if  ;; label = @3
          local.get 0
          i32.const 182190128
          local.get 1
          i64.const 2
          i32.const 182190160
          local.get 3
          i32.load offset=32
          call_indirect
          return
        end
      end
      local.get 0
      i64.load offset=256
      local.set 5
      local.get 8
      i64.const -3458764513820539919
      i64.store
      local.get 8
      local.get 5
      i64.store offset=8
      local.get 0
      local.get 6
      call $fib:fib/1@direct
      local.tee 4
      if  ;; label = @2
        local.get 4
        return
      end
      local.get 0
      i32.load offset=8
      local.get 8
      i32.ne
      if  ;; label = @2
        local.get 0
        i32.load offset=8
        local.set 8
      end
      local.get 8
      i64.load offset=8
      local.set 1
      local.get 0
      i64.load offset=256
      local.set 5
      local.get 1
      local.get 5
      i64.add
      local.set 6
      local.get 6
      i64.const 576460752303423488
      i64.add
      local.get 1
      i64.const 576460752303423488
      i64.add
      i64.or
      local.get 5
      i64.const 576460752303423488
      i64.add
      i64.or
      i64.const 60
      i64.shr_u
      i64.const 0
      i64.ne
      if  ;; label = @2
        local.get 0
        local.get 1
        local.get 5
        local.get 3
        i32.load offset=40
        call_indirect
        local.set 6
        local.get 6
        i64.const -5548434740920451072
        i64.eq
        if  ;; label = @3
          local.get 0
          i32.const 182190176
          local.get 1
          local.get 5
          i32.const 182190160
          local.get 3
          i32.load offset=32
          call_indirect
          return
        end
      end
      local.get 0
      local.get 8
      i32.const 16
      i32.add
      local.tee 8
      i32.store offset=8
      local.get 0
      local.get 6
      i64.store offset=256
      i32.const 0
      return
    end
    local.get 0
    local.get 1
    i64.store offset=256
    i32.const 0
    return)
  (func $fib:fib/1@label_3 (param i32 i32 i32) (result i32)
    (local i64 i64 i64 i32 i32 i32)
    local.get 0
    i64.load offset=256
    local.set 3
    i64.const 1
    local.set 4
    local.get 3
    local.get 4
    i64.sub
    local.set 5
    local.get 5
    i64.const 576460752303423488
    i64.add
    local.get 3
    i64.const 576460752303423488
    i64.add
    i64.or
    i64.const 60
    i64.shr_u
    i64.const 0
    i64.ne
    if  ;; label = @1
      local.get 0
      local.get 3
      local.get 4
      local.get 2
      i32.load $subtract
      call_indirect
      local.set 5
      local.get 5
      i64.const -5548434740920451072
      i64.eq
      if  ;; label = @2
        local.get 0
        i32.const 182190128
        local.get 3
        i64.const 1
        i32.const 182190144
        local.get 2
        i32.load $fail_guard_bif_2
        call_indirect
        return
      end
    end
    local.get 0
    i32.load offset=4
    local.set 6
    local.get 0
    i32.load offset=8
    local.tee 7
    local.get 6
    i32.sub
    i32.const 16
    i32.lt_u
    if  ;; label = @1
      local.get 0
      local.get 5
      i64.store offset=264
      local.get 0
      i32.const 2
      i32.const 2
      local.get 2
      i32.load $collect
      call_indirect
      i32.eqz
      if  ;; label = @2
        local.get 0
        return
      end
      local.get 0
      i32.load offset=4
      local.set 6
      local.get 0
      i32.load offset=8
      local.set 7
      local.get 0
      i64.load offset=256
      local.set 3
      local.get 0
      i64.load offset=264
      local.set 5
    end
    local.get 0
    local.get 7
    i32.const -16
    i32.add
    local.tee 7
    i32.store offset=8
    local.get 7
    i64.const -3458764513820539920
    i64.store
    local.get 7
    local.get 3
    i64.store offset=8
    local.get 0
    local.get 5
    call $fib:fib/1@direct
    local.tee 8
    if  ;; label = @1
      local.get 8
      return
    end
    local.get 0
    local.get 1
    local.get 2
    return_call $fib:fib/1@continuation_0)
  (func $fib:module_info/0@label_4 (param i32 i32 i32) (result i32)
    local.get 0
    i32.const 0
    i32.const 182190192
    local.get 2
    i32.load $raise_function_clause
    call_indirect
    return)
  (func $fib:module_info/0 (param i32 i32 i32) (result i32)
    (local i32 i64)
    local.get 1
    local.get 1
    i32.load offset=8
    i32.const 1
    i32.sub
    local.tee 3
    i32.store offset=8
    local.get 3
    i32.const 0
    i32.le_s
    if  ;; label = @1
      local.get 1
      i32.const 1005
      i32.store offset=4
      local.get 0
      i32.const 0
      local.get 2
      i32.load $reductions_exhausted
      call_indirect
      local.tee 3
      if  ;; label = @2
        local.get 3
        return
      end
    end
    i64.const 2113929216
    local.set 4
    local.get 0
    local.get 4
    i64.store offset=256
    local.get 0
    i32.const 182190208
    i32.const 182190192
    local.get 2
    i32.load $call_bif
    call_indirect
    return)
  (func $fib:module_info/1@label_6 (param i32 i32 i32) (result i32)
    local.get 0
    i32.const 1
    i32.const 182190224
    local.get 2
    i32.load $raise_function_clause
    call_indirect
    return)
  (func $fib:module_info/1 (param i32 i32 i32) (result i32)
    (local i32 i64 i64)
    local.get 1
    local.get 1
    i32.load offset=8
    i32.const 1
    i32.sub
    local.tee 3
    i32.store offset=8
    local.get 3
    i32.const 0
    i32.le_s
    if  ;; label = @1
      local.get 1
      i32.const 1007
      i32.store offset=4
      local.get 0
      i32.const 1
      local.get 2
      i32.load $reductions_exhausted
      call_indirect
      local.tee 3
      if  ;; label = @2
        local.get 3
        return
      end
    end
    local.get 0
    i64.load offset=256
    local.set 4
    i64.const 2113929216
    local.set 5
    local.get 0
    local.get 4
    i64.store offset=264
    local.get 0
    local.get 5
    i64.store offset=256
    local.get 0
    i32.const 182190240
    i32.const 182190224
    local.get 2
    i32.load $call_bif
    call_indirect
    return)
  (func $fib:fib/1@continuation_0 (param i32 i32 i32) (result i32)
    (local i32 i64 i64 i64 i32)
    local.get 0
    i32.load offset=8
    local.tee 3
    i64.load offset=8
    local.set 4
    i64.const 2
    local.set 5
    local.get 4
    local.get 5
    i64.sub
    local.set 6
    local.get 6
    i64.const 576460752303423488
    i64.add
    local.get 4
    i64.const 576460752303423488
    i64.add
    i64.or
    i64.const 60
    i64.shr_u
    i64.const 0
    i64.ne
    if  ;; label = @1
      local.get 0
      local.get 4
      local.get 5
      local.get 2
      i32.load $subtract
      call_indirect
      local.set 6
      local.get 6
      i64.const -5548434740920451072
      i64.eq
      if  ;; label = @2
        local.get 0
        i32.const 182190128
        local.get 4
        i64.const 2
        i32.const 182190160
        local.get 2
        i32.load $fail_guard_bif_2
        call_indirect
        return
      end
    end
    local.get 0
    i64.load offset=256
    local.set 5
    local.get 3
    i64.const -3458764513820539919
    i64.store
    local.get 3
    local.get 5
    i64.store offset=8
    local.get 0
    local.get 6
    call $fib:fib/1@direct
    local.tee 7
    if  ;; label = @1
      local.get 7
      return
    end
    local.get 0
    local.get 1
    local.get 2
    return_call $fib:fib/1@continuation_1)
  (func $fib:fib/1@continuation_1 (param i32 i32 i32) (result i32)
    (local i32 i64 i64 i64)
    local.get 0
    i32.load offset=8
    local.tee 3
    i64.load offset=8
    local.set 4
    local.get 0
    i64.load offset=256
    local.set 5
    local.get 4
    local.get 5
    i64.add
    local.set 6
    local.get 6
    i64.const 576460752303423488
    i64.add
    local.get 4
    i64.const 576460752303423488
    i64.add
    i64.or
    local.get 5
    i64.const 576460752303423488
    i64.add
    i64.or
    i64.const 60
    i64.shr_u
    i64.const 0
    i64.ne
    if  ;; label = @1
      local.get 0
      local.get 4
      local.get 5
      local.get 2
      i32.load $add
      call_indirect
      local.set 6
      local.get 6
      i64.const -5548434740920451072
      i64.eq
      if  ;; label = @2
        local.get 0
        i32.const 182190176
        local.get 4
        local.get 5
        i32.const 182190160
        local.get 2
        i32.load $fail_guard_bif_2
        call_indirect
        return
      end
    end
    local.get 0
    local.get 3
    i32.const 16
    i32.add
    local.tee 3
    i32.store offset=8
    local.get 0
    local.get 6
    i64.store offset=256
    i32.const 0
    return)
  (elem (;0;) (global.get 0) func $fib@no_label $fib:fib/1@label_1 $fib:fib/1 $fib:fib/1@label_3 $fib:module_info/0@label_4 $fib:module_info/0 $fib:module_info/1@label_6 $fib:module_info/1 $fib:fib/1@continuation_0 $fib:fib/1@continuation_1))

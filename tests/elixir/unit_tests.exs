# SPDX-License-Identifier: Apache-2.0
# ExUnit: tests that pass and fail, setup, tags, captured output, doc strings of differences.
ExUnit.start(seed: 0, autorun: false, colors: [enabled: false], max_cases: 1)

defmodule MathTest do
  use ExUnit.Case, async: true
  setup_all do: {:ok, base: 10}
  setup context, do: [double: context.base * 2]

  test "passes", %{base: base, double: double} do
    assert base + double == 30
    refute base == 11
    assert_raise ArithmeticError, fn -> base / 0 * length([]) end
    assert_in_delta 1.0, 1.05, 0.1
    assert {:ok, _} = {:ok, 1}
  end

  test "fails with a difference" do
    assert [1, 2, %{a: "text here"}] == [1, 3, %{a: "text there"}]
  end

  test "fails to match" do
    assert {:ok, x} = {:error, :reason}
    assert x
  end

  test "raises" do
    raise "from a test"
  end

  @tag :skip
  test "is skipped" do
    flunk("never")
  end

  test "messages" do
    send(self(), {:got, 1})
    assert_received {:got, n}
    assert n == 1
    refute_receive :nothing, 10
  end

  describe "captured" do
    import ExUnit.CaptureIO
    test "output", do: assert(capture_io(fn -> IO.puts("hidden") end) == "hidden\n")
    test "flunks", do: flunk("on purpose")
  end

  test "exits" do
    exit(:in_test)
  end
end

result = ExUnit.run()
IO.inspect(result)

# SPDX-License-Identifier: Apache-2.0
# Pattern matching, guards, case, cond, if, with, and what does not match.
{a, [b | rest], %{key: value}} = {1, [2, 3, 4], %{key: :found, other: 1}}
IO.inspect({a, b, rest, value})
<<head, tail::binary>> = "binary"
IO.inspect({head, tail})
<<size::8, text::binary-size(size), _::bitstring>> = <<3, "abcdef">>
IO.inspect(text)
"prefix " <> name = "prefix name"
IO.puts(name)
x = 1
IO.inspect(match?({^x, _}, {1, 2}))
IO.inspect(match?({^x, _}, {2, 2}))

classify = fn
  n when is_integer(n) and n < 0 -> :negative
  0 -> :zero
  n when n in 1..9 -> :digit
  n when is_number(n) -> :number
  [] -> :empty
  [_] -> :one
  [_ | _] -> :list
  %{type: type} -> {:map, type}
  _ -> :other
end

IO.inspect(Enum.map([-5, 0, 5, 50, 1.5, [], [1], [1, 2], %{type: :t}, %{}, "s"], classify))

grade = fn score ->
  cond do
    score >= 90 -> "A"
    score >= 80 -> "B"
    true -> "C"
  end
end

IO.inspect(Enum.map([95, 85, 10], grade))
IO.inspect(if(nil, do: 1, else: 2))
IO.inspect(unless(nil, do: 1))
IO.inspect(if(false, do: 1))

fetch = fn map -> with {:ok, a} <- Map.fetch(map, :a), b when is_integer(b) <- map[:b] do
    {:both, a + b}
  else
    :error -> :no_a
    nil -> :no_b
    other -> {:bad, other}
  end
end

IO.inspect(Enum.map([%{a: 1, b: 2}, %{b: 2}, %{a: 1}, %{a: 1, b: "x"}], fetch))

defmodule Guards do
  defguard is_even(n) when is_integer(n) and rem(n, 2) == 0
  def check(n) when is_even(n), do: :even
  def check(n) when is_integer(n), do: :odd
  def default(a, b \\ 10, c \\ 20), do: {a, b, c}
  def size(%{} = map) when map_size(map) > 1, do: :big
  def size(%{}), do: :small
end

IO.inspect([Guards.check(2), Guards.check(3), Guards.default(1), Guards.default(1, 2), Guards.default(1, 2, 3), Guards.size(%{a: 1, b: 2}), Guards.size(%{})])

for fun <- [
      fn -> {1, _} = {2, 3} end,
      fn -> case 5, do: (4 -> 1) end,
      fn -> cond do nil -> 1 end end,
      fn -> Guards.check("x") end,
      fn -> (fn 1 -> 2 end).(3) end,
      fn -> if(:maybe and true, do: 1) end,
      fn -> with(1 <- 2, do: 3, else: (4 -> 5)) end,
      fn -> %{a: 1}.b end,
      fn -> nil.field end,
      fn -> Map.fetch!(%{}, :k) end,
      fn -> hd([]) end,
      fn -> elem({}, 0) end,
      fn -> 1 + "a" end,
      fn -> apply(Nothing, :here, [1]) end,
      fn -> String.to_integer("x") end,
      fn -> raise "plain" end,
      fn -> raise ArgumentError end,
      fn -> raise KeyError, key: :a, term: %{} end,
      fn -> throw(:thrown) end,
      fn -> exit(:bye) end,
      fn -> :erlang.error(:custom) end
    ] do
  try do
    fun.()
  rescue
    e -> IO.puts("#{inspect(e.__struct__)}: #{Exception.message(e)}")
  catch
    kind, value -> IO.inspect({kind, value})
  end
end

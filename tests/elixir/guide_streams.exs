# SPDX-License-Identifier: Apache-2.0
# Enumerables, streams, comprehensions, ranges, lazy resources.
defmodule Walk do
  def collatz(1), do: [1]
  def collatz(n) when rem(n, 2) == 0, do: [n | collatz(div(n, 2))]
  def collatz(n), do: [n | collatz(3 * n + 1)]
end

IO.inspect(Enum.map(1..12//3, &Walk.collatz/1), charlists: :as_lists)
odd? = fn x -> rem(x, 2) != 0 end
1..100_000 |> Stream.map(&(&1 * 3)) |> Stream.filter(odd?) |> Enum.sum() |> IO.inspect()
IO.inspect(1..5 |> Stream.map(&(&1 * 2)) |> Stream.with_index(1))
IO.inspect(Stream.cycle([1, 2, 3]) |> Stream.drop(1) |> Enum.take(7))
IO.inspect(Stream.unfold("hełło", &String.next_codepoint/1) |> Enum.to_list())
IO.inspect(Stream.unfold({0, 1}, fn {a, b} -> {a, {b, a + b}} end) |> Stream.take_while(&(&1 < 200)) |> Enum.to_list())
IO.inspect(Stream.iterate(1, &(&1 * 2)) |> Stream.chunk_every(3) |> Enum.at(4))
resource = Stream.resource(fn -> IO.puts("open"); 3 end, fn 0 -> {:halt, 0}; n -> {[n, n * n], n - 1} end, fn left -> IO.puts("close #{left}") end)
IO.inspect(Enum.to_list(resource))
IO.inspect(Enum.take(resource, 3))
try do
  Enum.each(resource, fn 9 -> raise("at nine"); n -> IO.puts(n) end)
rescue
  e -> IO.puts(Exception.message(e))
end
IO.inspect(Stream.zip([1..3, [:a, :b, :c], Stream.repeatedly(fn -> "x" end)]) |> Enum.to_list())
IO.inspect(Stream.transform(1..10, 0, fn n, sum -> if sum > 20, do: {:halt, sum}, else: {[{n, sum}], sum + n} end) |> Enum.to_list())
IO.inspect(Stream.dedup([1, 1, 2, 2, 1]) |> Stream.concat([5]) |> Stream.intersperse(0) |> Enum.to_list())
IO.inspect(Stream.scan(1..5, &*/2) |> Enum.zip_with(["a", "b", "c"], &{&1, &2}))
IO.inspect(Stream.flat_map([1, 2], &List.duplicate(&1, &1)) |> Stream.uniq() |> Enum.into(MapSet.new()))
Stream.each(1..2, &IO.puts/1) |> Stream.run()
File.stream!(__ENV__.file) |> Stream.take(1) |> Enum.each(&IO.write/1)

for method <- [:chunk_by, :group_by, :frequencies_by, :split_with, :min_max_by, :sort_by, :dedup_by, :uniq_by, :reject, :find_index] do
  IO.inspect({method, apply(Enum, method, [["one", "two", "three", "four", "five"], if(method in [:reject, :split_with, :find_index], do: &(String.length(&1) > 3), else: &String.length/1)])})
end
IO.inspect(Enum.reduce_while(1..100, 0, fn x, acc -> if x < 5, do: {:cont, acc + x}, else: {:halt, {:stopped, acc}} end))
IO.inspect(Enum.flat_map_reduce([1, 2, 3], 0, fn x, acc -> {[x, acc], acc + x} end))
IO.inspect({Enum.zip_reduce([1, 2], [3, 4], 0, &(&1 * &2 + &3)), Enum.chunk_every(1..7, 3, 2, [:fill]), Enum.slide(1..6, 4..5, 0)})
IO.inspect({Enum.sort([{2, "b"}, {1, "z"}, {2, "a"}], :desc), Enum.sort_by([~D[2020-03-01], ~D[2019-12-31]], & &1, Date), Enum.max([1, 3.0, 2])})

IO.inspect(for n <- 1..4, m <- n..4, rem(n + m, 2) == 0, do: {n, m})
IO.inspect(for <<r::4, g::4 <- <<0x12, 0xAB>> >>, do: {r, g})
IO.inspect(for {k, v} <- %{a: 1, b: 2}, into: %{}, do: {v, k})
IO.inspect(for word <- ~w(a b a c a b), reduce: %{}, do: (acc -> Map.update(acc, word, 1, &(&1 + 1))))
IO.inspect(for(c <- 'hello', uniq: true, into: "", do: <<c - 32>>))
IO.inspect(for {:ok, value} <- [ok: 1, error: 2, ok: 3], do: value)
IO.inspect(for dir <- [1, 2], file <- [:a, :b], into: [], do: {dir, file})

IO.inspect({Range.size(1..10//4), 5 in 1..9//2, Enum.to_list(10..1//-4), Range.disjoint?(1..3, 4..6), 1..0//1 |> Enum.empty?()})
defimpl Enumerable, for: Tuple do
  def count(t), do: {:ok, tuple_size(t)}
  def member?(t, x), do: {:ok, x in Tuple.to_list(t)}
  def slice(_), do: {:error, __MODULE__}
  def reduce(t, acc, fun), do: Enumerable.List.reduce(Tuple.to_list(t), acc, fun)
end
IO.inspect({Enum.count({1, 2}), Enum.member?({1, 2}, 3), Enum.map({1, 2, 3}, &(&1 + 1)), Enum.slice({1, 2, 3, 4}, 1, 2), Enum.zip({1, 2}, [3, 4])})
IO.inspect(Enum.reduce(Stream.zip(1..3, {4, 5, 6}), [], &[&1 | &2]))
try do
  Enum.map(:not_enumerable, & &1)
rescue
  e in Protocol.UndefinedError -> IO.puts(Exception.message(e))
end
IO.inspect(Enum.fetch(1..3, 5)); IO.inspect(catch_error = try do Enum.fetch!([1], 3) rescue e -> e end); IO.inspect(catch_error.__struct__)

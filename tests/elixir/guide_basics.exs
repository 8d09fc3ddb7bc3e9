# SPDX-License-Identifier: Apache-2.0
# Basic types, operators, matching, case/cond/if, binaries, strings, keyword lists, maps, recursion, IO, regexes, calendar, doctests.
IO.inspect({0x1F, 0b101, 0o17, 1_000, 1.0e-10, ?a, ?\n, div(-7, 2), rem(-7, 2), Integer.mod(-7, 2), round(2.5), trunc(-2.7), 7 / 2, 2 ** 10, 2 ** -1, Float.ratio(0.75)})
IO.inspect({true and false, nil || :default, false or true, not true, is_atom(Hello), :"with space", nil && 1, 1 == 1.0, 1 === 1.0, 1 < :a, {} < [], "a" <> "b", [1] ++ [2, 3] -- [2]})
IO.inspect({String.length("noël"), byte_size("noël"), String.graphemes("e\u0301👩‍🚒"), String.codepoints("né"), String.normalize("e\u0301", :nfc) == "é", String.split("a,b;c", [",", ";"]), String.pad_leading("7", 3, "0"), String.slice("hełło", 1..-2)})
IO.inspect({<<1, 2, 3>> <> <<0>>, <<3::4, 1::4>>, <<"é"::utf16>>, <<1.5::float-32>>, <<1::little-16, -1::signed-8>>, <<5::3>>, bit_size(<<5::3>>), "a\0b", <<0xFF>>, String.valid?(<<0xFF>>), 'ab' ++ [99], inspect("ab\e\u200b")})
<<len::8, name::binary-size(len), rest::bitstring>> = <<3, "Joe", 1::1>>
IO.inspect({len, name, rest})
IO.inspect(case {1, 2, 3} do {1, x, 3} when x > 2 -> :no; {a, _, a} -> :same; {1, x, _} -> x end)
IO.inspect(cond do 2 + 2 == 5 -> 1; hd([1]) == 2 -> 2; true -> 3 end)
x = 1; IO.inspect({(case 2 do ^x -> :pinned; y -> y end), (if false, do: 1), (unless x == 1, do: 1, else: 2), (fn ^x, z -> z; _, _ -> :other end).(1, 5)})
IO.inspect(try do {a, a} = {1, String.to_integer("2")}; a rescue e -> Exception.message(e) end)
IO.inspect({[a: 1, b: 2, a: 3][:a], Keyword.get_values([a: 1, a: 3], :a), Keyword.merge([a: 1], b: 2), Keyword.pop([a: 1, b: 2], :a), Keyword.validate([c: 1], [:a, b: 2]), List.keyfind([{1, 2}], 1, 0), [{:a, 1} | [b: 2]]})
users = [john: %{name: "John", langs: ["Erlang", "Ruby"]}, mary: %{name: "Mary", langs: ["F#"]}]
users = put_in(users[:john].name, "Johnny") |> then(fn users -> update_in(users[:mary].langs, &["Clojure" | &1]) end)
IO.inspect(users); IO.inspect({get_in(users, [:john, :langs, Access.at(0)]), pop_in(users, [:mary, :name]), get_and_update_in(users[:john].langs, &{length(&1), []})})
IO.inspect({Map.new(1..3, &{&1, &1 * &1}), %{%{a: 1} | a: 2}, Map.merge(%{a: 1}, %{a: 2, b: 3}, fn _, v, w -> v + w end), Map.split(%{a: 1, b: 2}, [:a]), %{1 => :a, 1.0 => :b, "k" => %{}}, Map.pop(%{a: 1}, :b, :none), Map.filter(%{a: 1, b: 2}, fn {_, v} -> v > 1 end), MapSet.union(MapSet.new([1]), MapSet.new([2]))})
Code.put_compiler_option(:docs, true)
{:module, _, beam, _} = defmodule Recursion do
  @doc """
  Adds up.

      iex> Recursion.sum([1, 2, 3])
      6
      iex> Recursion.sum([])
      0
      iex> Recursion.sum(:no)
      ** (FunctionClauseError) no function clause matching in Recursion.sum/1
  """
  def sum([]), do: 0
  def sum([head | tail]), do: head + sum(tail)
  def times(0, _), do: :ok
  def times(n, f) when n > 0, do: (f.(n); times(n - 1, f))
  def count(n, acc \\ 0)
  def count(0, acc), do: acc
  def count(n, acc), do: count(n - 1, acc + 1)
  def hanoi(0, _, _, _), do: []
  def hanoi(n, a, b, c), do: hanoi(n - 1, a, c, b) ++ [{a, c}] ++ hanoi(n - 1, b, a, c)
end
Recursion.times(2, &IO.puts("n is #{&1}"))
IO.inspect({Recursion.sum(Enum.to_list(1..10_000)), Recursion.count(300_000), Recursion.hanoi(3, :a, :b, :c) |> length()})
compose = fn f, g -> &f.(g.(&1)) end
IO.inspect({compose.(&(&1 + 1), &(&1 * 2)).(5), Enum.map([1, 2], &{&1, &1}), (&"#{&1}-#{&2}").(1, 2), Function.info(&String.upcase/1, :arity), is_function(&is_atom/1, 1), Function.capture(String, :length, 1).("abc")})
IO.puts(:stderr, "to standard error"); IO.write(["io", ?d, [" a", "ta"], "\n"]); IO.inspect("label", label: "with"); IO.puts(inspect(Enum.to_list(1..60), limit: 5)); IO.inspect(%{b: 1, a: [x: 'abc']}, width: 10, charlists: :as_lists)
{:ok, io} = StringIO.open("line one\nline two\n"); IO.inspect({IO.read(io, :line), IO.gets(io, ""), IO.read(io, :line), IO.puts(io, "out"), StringIO.contents(io)})
IO.inspect({Regex.run(~r/(\d+)-(?<w>\w+)/, "12-ab"), Regex.named_captures(~r/(?<y>\d{4})-(?<m>\d\d)/, "on 2024-05"), Regex.scan(~r/\p{Lu}/u, "aÉbC"), Regex.replace(~r/a(.)/, "abac", "<\\1>"), String.replace("a.b.c", ".", "-", global: false), Regex.split(~r/\s+/, "a  b c", parts: 2), "foo" =~ ~r/^f/, Regex.compile("(") |> elem(0), ~r/x/im |> Regex.opts(), Regex.escape("a.b"), String.match?("é", ~r/\w/u)})
IO.inspect({Date.add(~D[2024-02-28], 2), Date.diff(~D[2024-03-01], ~D[2023-03-01]), Date.day_of_week(~D[2024-01-01]), Date.range(~D[2024-01-30], ~D[2024-02-02]) |> Enum.map(& &1.day), Date.new(2023, 2, 29), Date.beginning_of_week(~D[2024-05-15]), Calendar.strftime(~U[2024-05-06 07:08:09Z], "%a %d %b %Y %I:%M %p %j"), Time.add(~T[23:59:59], 2), Time.diff(~T[10:00:00], ~T[09:00:01.5], :millisecond), NaiveDateTime.compare(~N[2024-01-01 00:00:00], ~N[2023-12-31 23:59:59]), DateTime.from_unix!(1_700_000_000), DateTime.to_iso8601(~U[2024-01-01 00:00:00.123Z]), DateTime.from_iso8601("2024-01-01T02:00:00+02:00"), Date.leap_year?(~D[1900-01-01])})
IO.inspect({Integer.parse("12abc"), Float.parse("1.5e3x"), Integer.to_string(255, 16), Integer.digits(1234), Integer.gcd(12, 18), Integer.undigits([1, 2], 8), String.to_float("1.0"), Float.to_string(0.1 + 0.2), Float.floor(1.29, 1), inspect(1.0e20), inspect(123456789.0), Base.encode64("é"), Base.decode16("zz"), Base.url_encode64(<<255, 254>>), URI.parse("http://u@h:81/p?q=1#f") |> Map.take([:host, :port, :query]), URI.encode_query(a: "b c", d: "é"), Version.match?("1.4.2", "~> 1.4"), Path.join("a", "../b") |> Path.expand("/x"), List.flatten([1, [2, [3]]]), List.myers_difference([1, 2], [2, 3]), String.jaro_distance("abc", "abd"), Tuple.insert_at({1, 2}, 1, :x)})
ebin = Path.join(System.tmp_dir!(), "guide_basics_#{System.pid()}")
File.mkdir_p!(ebin)
File.write!(Path.join(ebin, "Elixir.Recursion.beam"), beam)
Code.prepend_path(ebin)
ExUnit.start(autorun: false, seed: 0)
defmodule RecursionTest do
  use ExUnit.Case
  doctest Recursion, import: false
  setup_all do: {:ok, base: 1}
  setup context, do: {:ok, more: context.base + 1}
  describe "sums" do
    @tag :small
    test "of one", %{more: more}, do: assert(Recursion.sum([more]) == 2)
    test "that fail", do: assert(Recursion.sum([1, 2]) == 4, "with a message")
    test "that raise" do
      assert_raise ArithmeticError, fn -> Recursion.sum([:a]) end
      refute Recursion.sum([]) == 1
      assert_in_delta 1.0, 1.05, 0.1
      send(self(), {:hello, 1})
      assert_received {:hello, n} when n > 0
      assert ExUnit.CaptureIO.capture_io(fn -> IO.puts("x") end) == "x\n"
    end
    @tag skip: "not now"
    test "skipped", do: flunk()
    test "diff", do: assert(%{a: 1, b: [1, 2]} == %{a: 1, b: [1, 3]})
  end
end
IO.inspect(ExUnit.run() |> Map.delete(:seed))
File.rm_rf!(ebin)

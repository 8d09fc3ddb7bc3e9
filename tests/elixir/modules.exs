# SPDX-License-Identifier: Apache-2.0
# Modules: attributes, alias, import, require, use, protocols, behaviours, typespecs, macros, quote and Code.
defmodule Outer do
  @moduledoc "Outer"
  @constant 42
  @list [1, 2] ++ [3]
  @spec constant() :: integer()
  def constant, do: @constant
  def list, do: @list
  Module.register_attribute(__MODULE__, :acc, accumulate: true)
  @acc 1
  @acc 2
  def acc, do: @acc
  defmodule Inner do
    def name, do: __MODULE__
    def parent, do: Outer
  end
  alias __MODULE__.Inner, as: I
  def inner, do: {I.name(), I.parent()}
  defp private, do: :private
  def call_private, do: private()
  defdelegate upcase(s), to: String
  def here, do: {__ENV__.function, __ENV__.line, __CALLER__?()}
  defp __CALLER__?, do: :ok
end

IO.inspect({Outer.constant(), Outer.list(), Outer.acc(), Outer.inner(), Outer.call_private(), Outer.upcase("x"), Outer.here()})
IO.inspect(Outer.__info__(:functions))
IO.inspect({function_exported?(Outer, :private, 0), Code.ensure_loaded?(Outer), Code.ensure_loaded(Nothing.Here), Outer.__info__(:module)})
import Enum, only: [map: 2, sum: 1]
IO.inspect(map([1], & &1) |> sum())
alias String, as: Str
IO.inspect(Str.upcase("aliased"))
require Integer
IO.inspect({Integer.is_odd(3), Integer.is_even(3)})

defmodule Recursion do
  def factorial(0), do: 1
  def factorial(n) when n > 0, do: n * factorial(n - 1)
  def sum([], acc), do: acc
  def sum([h | t], acc), do: sum(t, acc + h)
end

IO.inspect({Recursion.factorial(30), Recursion.sum(Enum.to_list(1..1000), 0)})

defprotocol Shape do
  @doc "The area"
  def area(shape)
  @fallback_to_any true
  def name(shape)
end

defmodule Square do
  defstruct [:side]
end

defmodule Circle do
  @derive {Inspect, only: [:r]}
  defstruct [:r, :hidden]
end

defimpl Shape, for: Square do
  def area(%{side: s}), do: s * s
  def name(_), do: "square"
end

defimpl Shape, for: [Integer, Tuple] do
  def area(_), do: 0
  def name(x), do: "#{inspect(x)} of #{inspect(@for)}"
end

defimpl Shape, for: Any do
  def area(_), do: :unknown
  def name(_), do: "any"
end

defimpl String.Chars, for: Square do
  def to_string(%{side: s}), do: "[]#{s}"
end

defimpl Inspect, for: Square do
  import Inspect.Algebra
  def inspect(sq, opts), do: concat(["#Square<", to_doc(sq.side, opts), ">"])
end

defimpl Enumerable, for: Square do
  def count(sq), do: {:ok, sq.side}
  def member?(_, _), do: {:error, __MODULE__}
  def slice(_), do: {:error, __MODULE__}
  def reduce(sq, acc, fun), do: Enumerable.List.reduce(Enum.to_list(1..sq.side), acc, fun)
end

defmodule Shapes do
  def run do
    IO.inspect(Enum.map([%Square{side: 3}, 5, {1}, "text", %Circle{r: 1}], &{Shape.area(&1), Shape.name(&1)}))
    IO.inspect(%Circle{r: 2, hidden: :x})
    IO.inspect({Shape.impl_for(1), Shape.impl_for!(%Square{}), Protocol.assert_protocol!(Shape)})
    IO.puts("#{%Square{side: 4}} #{inspect([%Square{side: 5}])}")
    IO.inspect({Enum.count(%Square{side: 4}), Enum.map(%Square{side: 3}, & &1), 2 in %Square{side: 3}})
  end
end

Shapes.run()

defmodule Parser do
  @callback parse(String.t()) :: {:ok, term} | {:error, atom}
  @optional_callbacks []
end

defmodule JSONish do
  @behaviour Parser
  @impl true
  def parse("{}"), do: {:ok, %{}}
  def parse(_), do: {:error, :bad}
end

IO.inspect({JSONish.parse("{}"), JSONish.parse("x"), Parser.behaviour_info(:callbacks)})

defmodule Tools do
  defmacro __using__(opts) do
    quote do
      import Tools
      def options, do: unquote(opts)
    end
  end

  defmacro unless_(condition, do: block) do
    quote do
      if unquote(condition), do: nil, else: unquote(block)
    end
  end

  defmacro define(names) do
    for name <- names do
      quote do
        def unquote(name)(x), do: {unquote(name), x}
      end
    end
  end

  defmacro hygiene do
    quote do
      a = 1
      var!(b) = a + 1
    end
  end
end

defmodule UsesTools do
  use Tools, level: 3
  define([:one, :two])

  def test do
    a = 10
    hygiene()
    unless_(false, do: {a, b})
  end
end

IO.inspect({UsesTools.options(), UsesTools.one(1), UsesTools.two(2), UsesTools.test()})
IO.inspect(quote do: 1 + foo(x, y: 2))
IO.inspect(quote(do: unquote(1 + 1) + x) |> Macro.to_string())
IO.inspect(Macro.expand(quote(do: unless(true, do: 1)), __ENV__) |> Macro.to_string())
IO.inspect(Macro.prewalk(quote(do: 1 + 2), fn n when is_integer(n) -> n * 10; other -> other end) |> Macro.to_string())
IO.inspect(Code.eval_string("a + b", a: 1, b: 2))
IO.inspect(Code.eval_quoted(quote(do: for(x <- 1..3, do: x * x))))
IO.inspect(Code.string_to_quoted("1 +"))
IO.inspect(Code.string_to_quoted!("[a: :b]"))
IO.puts(Code.format_string!("foo( a,b )\nif x do y end") |> IO.iodata_to_binary())
{{:module, name, binary, _}, _} = Code.eval_string("defmodule Dynamic do def hi, do: :hello end")
IO.inspect({name, is_binary(binary), apply(name, :hi, [])})
IO.inspect(Module.concat(Foo, Bar))
IO.inspect(Module.split(Foo.Bar.Baz))
for code <- ["1 +* 2", "foo(", "defmodule X do", "unknown_var + 1", "%Nope{}", "\"unclosed"] do
  try do
    Code.eval_string(code)
  rescue
    e -> IO.puts("#{inspect(e.__struct__)}: #{Exception.message(e)}")
  end
end
add = &(&1 + &2)
IO.inspect({add.(1, 2), Function.info(&Enum.map/2, :arity), (&{&1, [&2]}).(1, 2), is_function(add, 2), Function.identity(7)})
compose = fn f, g -> fn x -> x |> f.() |> g.() end end
IO.inspect(compose.(&(&1 + 1), &(&1 * 2)).(3))
IO.inspect("pipeline" |> String.upcase() |> String.graphemes() |> Enum.frequencies() |> Enum.sort() |> then(&hd/1) |> tap(fn _ -> :ignored end))

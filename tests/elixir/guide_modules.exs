# SPDX-License-Identifier: Apache-2.0
# Modules: attributes, structs, protocols, behaviours, use/import/require, guards, macros, sigils, typespecs, errors.
defmodule Rules do
  Module.register_attribute(__MODULE__, :rule, accumulate: true, persist: true)
  @moduledoc "What rules there are."
  @rule {:a, 1}
  @rule {:b, 2}
  @sorted Enum.sort(@rule)
  @doc "All of them."
  @doc since: "1.0.0"
  @spec rules() :: [{atom, integer}]
  def rules, do: @sorted
  @compile {:inline, hidden: 1}
  defp hidden(x), do: x * @sorted[:b]
  def twice(x), do: hidden(x)
  def env, do: {__MODULE__, elem(__ENV__.function, 0), Path.basename(__ENV__.file)}
  @after_compile __MODULE__
  def __after_compile__(env, bytecode), do: IO.inspect({:compiled, env.module, is_binary(bytecode)})
end
IO.inspect({Rules.rules(), Rules.twice(4), Rules.env(), Rules.__info__(:attributes)[:rule]})
IO.inspect(Rules.__info__(:functions))

defmodule User do
  @enforce_keys [:name]
  defstruct [:name, age: 27, tags: []]
  @type t :: %__MODULE__{name: String.t(), age: non_neg_integer, tags: [atom]}
  defimpl String.Chars do
    def to_string(%User{name: name, age: age}), do: "#{name} (#{age})"
  end
  defimpl Inspect do
    import Inspect.Algebra
    def inspect(user, opts), do: concat(["#User<", to_doc(user.name, opts), ">"])
  end
end
defmodule Point do
  @derive {Inspect, only: [:x]}
  defstruct x: 0, y: 0
end
joe = struct!(User, name: "Joe")
IO.puts("#{joe} #{inspect(%{joe | age: 3})} #{inspect(Map.from_struct(joe))} #{inspect(struct(Point))}")
IO.inspect([is_struct(joe), is_struct(joe, Point), match?(%{__struct__: User, age: 27}, joe), struct(joe, age: 1).age, joe == struct(User, name: "Joe")])
for bad <- [fn -> struct!(User, age: 1) end, fn -> struct!(User, nme: 1, name: 2) end, fn -> %{joe | nick: 1} end, fn -> joe[:name] end, fn -> Map.put(joe, :x, 1) |> Map.fetch!(:y) end] do
  try do IO.inspect(bad.()) rescue e -> IO.puts("#{inspect(e.__struct__)}: #{Exception.message(e)}") end
end

defprotocol Size do
  @fallback_to_any true
  @doc "How large"
  def size(data)
end
defimpl Size, for: [BitString, List] do
  def size(x) when is_binary(x), do: byte_size(x)
  def size(x), do: {@for, length(x)}
end
defimpl Size, for: Any do
  defmacro __deriving__(module, _struct, options), do: (quote do defimpl(Size, for: unquote(module), do: def(size(_), do: unquote(options[:as]))) end)
  def size(_), do: :unknown
end
defmodule Box do
  @derive [{Size, as: 42}]
  defstruct []
end
IO.inspect(Enum.map(["abc", [1, 2], %{}, 1.5, struct(Box), joe, nil, self()], &Size.size/1))
IO.inspect({Size.impl_for(struct(Box)), Size.impl_for(1), Size.__protocol__(:functions), Protocol.assert_impl!(Size, List)})

defmodule Parser do
  @callback parse(String.t()) :: {:ok, term} | {:error, String.t()}
  @callback extensions() :: [String.t()]
  @optional_callbacks extensions: 0
  def parse!(implementation, contents) do
    case implementation.parse(contents) do
      {:ok, data} -> data
      {:error, error} -> raise ArgumentError, "parsing error: #{error}"
    end
  end
  defmacro __using__(options) do
    quote do
      @behaviour Parser
      import String, only: [upcase: 1]
      @name unquote(options[:name]) || "none"
      def name, do: upcase(@name)
      @impl true
      def extensions, do: ["." <> @name]
      defoverridable extensions: 0
    end
  end
end
defmodule JSONish do
  use Parser, name: "json"
  @impl Parser
  def parse("{" <> _ = text), do: {:ok, text}
  def parse(_), do: {:error, "no brace"}
  @impl Parser
  def extensions, do: [".js" | super()]
end
IO.inspect({JSONish.name(), JSONish.extensions(), Parser.parse!(JSONish, "{}"), Parser.behaviour_info(:callbacks), JSONish.__info__(:attributes)[:behaviour]})
try do Parser.parse!(JSONish, "x") rescue e in [ArgumentError, KeyError] -> IO.inspect(e) end

defmodule Guards do
  defguard is_even(n) when is_integer(n) and rem(n, 2) == 0
  defguardp small(n) when n < 10
  def kind(n) when is_even(n) and small(n), do: :small_even
  def kind(n) when is_even(n), do: :even
  def kind(n) when is_float(n) or n in [1, 3, 5], do: :other
  def kind(%{x: x}) when is_map_key(x, :y), do: :keyed
  def kind(_), do: :none
  def defaults(a, b \\ a_default(), opts \\ []), do: {a, b, opts}
  defp a_default, do: :default
  defdelegate reverse(list), to: Enum
  defdelegate len(list), to: :erlang, as: :length
end
IO.inspect(Enum.map([2, 12, 1.0, 3, 7, %{x: %{y: 1}}, "2"], &Guards.kind/1))
IO.inspect({Guards.defaults(1), Guards.defaults(1, 2), Guards.defaults(1, 2, a: 1), Guards.reverse([1, 2]), Guards.len([1])})

defmodule Macros do
  defmacro unless_(clause, do: block, else: other), do: (quote do if(!unquote(clause), do: unquote(block), else: unquote(other)) end)
  defmacro show(expression), do: (quote do IO.puts(unquote(Macro.to_string(expression)) <> " = " <> inspect(unquote(expression))) end)
  defmacro hygiene, do: (quote do value = :inner; value end)
  defmacro leak, do: (quote do var!(value) = :leaked end)
  for {name, n} <- [one: 1, two: 2], do: def(unquote(name)(), do: unquote(n))
  def sigil_u(text, []), do: String.upcase(text)
  def sigil_u(text, 'r'), do: text |> String.upcase() |> String.reverse()
end
defmodule Shows do
  require Guards
  import Macros
  def run(a) when Guards.is_even(a) do
    value = :outer
    show(unless_(1 > 2, do: :yes, else: :no))
    show(hygiene())
    show(value)
    leak()
    show({value, one() + two(), ~u(some text), ~u"abc"r})
    show(quote(do: a + unquote(3) * f(x)) |> Macro.prewalk(fn {:a, _, _} -> 1; x -> x end) |> Macro.to_string())
    show(Macro.expand(quote(do: unless(x, do: 1)), __ENV__) |> Macro.to_string())
    show(Code.eval_string("x = a * 2; x + 1", a: 4) |> elem(0))
    show(Code.format_string!("if  x do\n1\nelse 2 end") |> IO.iodata_to_binary())
    show(Macro.camelize("some_name") <> Macro.underscore("SomeName.Other"))
    show({~w(a #{1 + 1} c)a, ~W(a #{x}), ~s(a "b" #{1}), ~S(\n #{x}), ~c(ab), ~r/a(?<n>.)/i, ~D[2024-02-29], ~T[01:02:03.4], ~N[2024-01-01 00:00:00], ~U[2024-01-01 00:00:00Z]})
  end
end
Shows.run(4)

defmodule MyError do
  defexception [:code, message: "default"]
  @impl true
  def exception(code) when is_integer(code), do: %MyError{code: code, message: "code #{code}"}
  def exception(options), do: struct(MyError, options)
end
outcome = fn f ->
  try do
    f.()
  rescue
    e in [ArithmeticError, FunctionClauseError, UndefinedFunctionError, MatchError, CaseClauseError, CondClauseError, BadMapError, BadFunctionError, BadArityError, WithClauseError, ArgumentError] -> {e.__struct__, Exception.message(e)}
    e -> {:mine, e.__struct__, Map.get(e, :code), Exception.message(e)}
  catch
    :throw, x -> {:thrown, x}
    :exit, x -> {:exited, x}
    kind, x -> {kind, x}
  else
    1 -> :one
    x -> {:value, x}
  after
    IO.write(".")
  end
end
for f <- [fn -> raise MyError, 7 end, fn -> raise MyError, message: "m" end, fn -> raise MyError end, fn -> 1 / String.to_integer("0") end, fn -> Guards.defaults() end, fn -> JSONish.parse(:a, :b) end, fn -> String.upcase(1) end,
          fn -> {:a, _} = List.to_tuple([:b]) end, fn -> case :c do x when is_integer(x) -> x end end, fn -> cond do String.length("") > 0 -> 1 end end, fn -> %{(fn -> 1 end).() | a: 1} end, fn -> hd([:x]).(1) end, fn -> hd([fn a -> a end]).(1, 2) end,
          fn -> with {:ok, x} <- {:error, 1} do x else {:fatal, _} -> 1 end end, fn -> throw(:ball) end, fn -> exit(:done) end, fn -> 1 end, fn -> 2 end, fn -> :erlang.error({:odd, 1}) end, fn -> String.to_existing_atom("never seen before") end, fn -> raise "text" end |> then(fn f -> fn -> try(do: f.(), rescue: (RuntimeError -> reraise(ArgumentError, "again", __STACKTRACE__))) end end)] do
  IO.inspect(outcome.(f))
end

# SPDX-License-Identifier: Apache-2.0
# What is printed of an exception that ends the program, and its exit status.
defmodule Deep do
  def first(x), do: [second(x)]
  def second(x), do: {:ok, third(x)}
  defp third(x), do: String.to_integer(x) + 1
end

IO.inspect(Deep.first("41"))
try do
  Deep.first("bad")
rescue
  e -> IO.puts(Exception.format(:error, e, __STACKTRACE__))
end
IO.puts(Exception.format(:exit, {:timeout, {GenServer, :call, [:server, :request, 5000]}}))
IO.puts(Exception.format_banner(:throw, {:ball, 1}))
IO.puts(Exception.format_exit({:shutdown, :reason}))
IO.puts(Exception.format_stacktrace_entry({Deep, :first, 1, [file: 'lib/deep.ex', line: 3]}))
Deep.first("worse")

# SPDX-License-Identifier: Apache-2.0
IO.puts("Hello from Elixir #{System.version()}, #{inspect(Enum.map(1..3, &(&1 * &1)))}")

# SPDX-License-Identifier: Apache-2.0
# Logger: levels, metadata, formats; reports of processes that crash.
require Logger
Logger.configure_backend(:console, format: "$level|$metadata|$message\n", metadata: [:user], colors: [enabled: false], device: :user)
Logger.info("information")
Logger.warning("warned", user: "joe")
Logger.error("an error")
Logger.debug(fn -> "computed" end)
Logger.configure(level: :error)
Logger.info("not shown")
Logger.error("shown")
IO.inspect({Logger.level(), Logger.compare_levels(:info, :error)})
Logger.flush()
defmodule Watch do
  def down(ref), do: (receive do {:DOWN, ^ref, :process, _, reason} -> reason end)
end

{_, ref} = spawn_monitor(fn -> raise "crash in a process" end)
{%RuntimeError{message: message}, [_ | _]} = Watch.down(ref)
IO.inspect(message)
Logger.flush()

# SPDX-License-Identifier: Apache-2.0
# Mix and OTP: processes, Agent, GenServer, Supervisor, DynamicSupervisor, Registry, Task, ETS, with, debugging, Erlang's libraries.
Logger.configure(level: :none)
defmodule KV.Bucket do
  use Agent, restart: :temporary
  def start_link(opts), do: Agent.start_link(fn -> %{} end, opts)
  def get(bucket, key), do: Agent.get(bucket, &Map.get(&1, key))
  def put(bucket, key, value), do: Agent.update(bucket, &Map.put(&1, key, value))
  def delete(bucket, key), do: Agent.get_and_update(bucket, &Map.pop(&1, key))
end
defmodule KV.Registry do
  use GenServer
  def start_link(opts), do: GenServer.start_link(__MODULE__, Keyword.fetch!(opts, :name), opts)
  def lookup(server, name), do: (case :ets.lookup(server, name) do [{^name, pid}] -> {:ok, pid}; [] -> :error end)
  def create(server, name), do: GenServer.call(server, {:create, name})
  @impl true
  def init(table), do: {:ok, {:ets.new(table, [:named_table, read_concurrency: true]), %{}}, {:continue, :hello}}
  @impl true
  def handle_continue(:hello, state), do: (IO.puts("registry is up"); {:noreply, state})
  @impl true
  def handle_call({:create, name}, _from, {names, refs}) do
    case lookup(names, name) do
      {:ok, pid} -> {:reply, pid, {names, refs}}
      :error ->
        {:ok, pid} = DynamicSupervisor.start_child(KV.BucketSupervisor, KV.Bucket)
        :ets.insert(names, {name, pid})
        {:reply, pid, {names, Map.put(refs, Process.monitor(pid), name)}}
    end
  end
  @impl true
  def handle_info({:DOWN, ref, :process, _pid, _reason}, {names, refs}) do
    {name, refs} = Map.pop(refs, ref)
    :ets.delete(names, name)
    {:noreply, {names, refs}}
  end
  def handle_info(_, state), do: {:noreply, state}
end
children = [{DynamicSupervisor, name: KV.BucketSupervisor, strategy: :one_for_one}, {KV.Registry, name: KV.Registry}, {Task.Supervisor, name: KV.Tasks}, {Registry, keys: :duplicate, name: KV.Topics}, {Registry, keys: :unique, name: KV.Names}]
{:ok, sup} = Supervisor.start_link(children, strategy: :one_for_all, max_restarts: 5)
bucket = KV.Registry.create(KV.Registry, "shopping")
IO.inspect({KV.Bucket.get(bucket, "milk"), KV.Bucket.put(bucket, "milk", 3), KV.Bucket.get(bucket, "milk"), KV.Bucket.delete(bucket, "milk"), KV.Registry.create(KV.Registry, "shopping") == bucket})
Agent.stop(bucket, :shutdown)
_ = KV.Registry.create(KV.Registry, "bogus")
IO.inspect({KV.Registry.lookup(KV.Registry, "shopping"), DynamicSupervisor.count_children(KV.BucketSupervisor), Supervisor.count_children(sup)})
IO.inspect(Supervisor.which_children(sup) |> Enum.map(fn {id, _, type, modules} -> {id, type, modules} end))
ref = Process.monitor(KV.Registry)
Process.exit(Process.whereis(KV.Registry), :kill)
receive do {:DOWN, ^ref, _, _, why} -> IO.inspect(why) end
Process.sleep(50)
IO.inspect({KV.Registry.lookup(KV.Registry, "bogus"), is_pid(KV.Registry.create(KV.Registry, "again"))})

for topic <- [:news, :news, :weather], do: Registry.register(KV.Topics, topic, {topic, self()})
Registry.dispatch(KV.Topics, :news, fn entries -> for {pid, {t, _}} <- entries, do: send(pid, {:about, t}) end)
IO.inspect({Registry.keys(KV.Topics, self()) |> Enum.sort(), Registry.count(KV.Topics), Registry.match(KV.Topics, :weather, {:_, :_}) |> length(), (receive do m -> m end)})
name = {:via, Registry, {KV.Names, "counter"}}
{:ok, counter} = Agent.start_link(fn -> 0 end, name: name)
IO.inspect({Agent.start_link(fn -> 0 end, name: name) == {:error, {:already_started, counter}}, Agent.cast(name, &(&1 + 1)), Agent.get(name, & &1), Registry.lookup(KV.Names, "counter") == [{counter, nil}]})

IO.inspect(1..5 |> Task.async_stream(fn n -> Process.sleep(6 - n); n * n end, max_concurrency: 2, ordered: true) |> Enum.to_list())
IO.inspect(Task.Supervisor.async_stream_nolink(KV.Tasks, [1, 0, 2], &div(4, &1)) |> Enum.map(fn {:ok, x} -> x; {:exit, {e, _}} -> e end))
IO.inspect(Task.await_many([Task.async(fn -> 1 end), Task.async(Kernel, :+, [1, 1])]))
slow = Task.async(fn -> Process.sleep(:infinity) end)
IO.inspect({Task.yield(slow, 10), Task.shutdown(slow, :brutal_kill)})
try do Task.await(Task.async(fn -> Process.sleep(1000) end), 5) catch :exit, {:timeout, {m, f, _}} -> IO.inspect({m, f}) end
IO.inspect(Task.Supervisor.async_nolink(KV.Tasks, fn -> exit(:bad) end) |> Task.yield())

defmodule Calls do
  use GenServer
  def init(x), do: (Process.flag(:trap_exit, true); {:ok, x, (if x == 10, do: 20, else: :infinity)})
  def handle_call(:stop, _, x), do: {:stop, :normal, :stopping, x}
  def handle_call({:later, ms}, from, x), do: (Process.send_after(self(), {:reply, from}, ms); {:noreply, x})
  def handle_call(:crash, _, _), do: raise("crashed")
  def handle_cast({:add, n}, x), do: {:noreply, x + n, :hibernate}
  def handle_info(:timeout, x), do: (IO.puts("idle"); {:noreply, x})
  def handle_info({:reply, from}, x), do: (GenServer.reply(from, {:late, x}); {:noreply, x})
  def terminate(reason, x), do: IO.inspect({:terminate, (case reason do {e, _} -> e; r -> r end), x})
  def format_status(_, [_, state]), do: {:state_is, state}
end
{:ok, pid} = GenServer.start(Calls, 10)
Process.sleep(40)
GenServer.cast(pid, {:add, 5})
IO.inspect({GenServer.call(pid, {:later, 5}), :sys.get_state(pid), (try do GenServer.call(pid, {:later, 50}, 5) catch :exit, {r, _} -> r end)})
IO.inspect(try do GenServer.call(pid, :crash) catch :exit, {{e, _}, {m, f, _}} -> {e, m, f} end)
IO.inspect({Process.alive?(pid), (try do GenServer.call(pid, :x) catch :exit, {r, _} -> r end), GenServer.whereis(:nobody)})
{:ok, pid} = GenServer.start(Calls, 1)
IO.inspect({GenServer.call(pid, :stop), GenServer.start_link(Calls, 0) |> elem(0)})

parent = self()
child = spawn_link(fn -> receive do {:ping, from} -> send(from, {:pong, self() != parent}) after 1000 -> :timeout end end)
send(child, {:ping, self()})
receive do {:pong, x} -> IO.inspect(x) end
Process.flag(:trap_exit, true)
spawn_link(fn -> exit(:reason) end)
receive do {:EXIT, _, r} -> IO.inspect(r) end
{_, mref} = spawn_monitor(fn -> raise ArgumentError, "x" end)
receive do {:DOWN, ^mref, _, _, {e, [_ | _]}} -> IO.inspect(e) end
IO.inspect(Process.info(self(), :trap_exit)); Process.put(:k, 1); IO.inspect({Process.get(:k), Process.get(:none, 2), Process.get_keys() |> Enum.member?(:k)})

result = with {:ok, width} <- Map.fetch(%{width: 10, height: 15}, :width), {:ok, height} <- Map.fetch(%{width: 10}, :height), do: {:ok, width * height}, else: (:error -> :missing)
IO.inspect(result)
IO.inspect([1, 2, 3] |> dbg |> Enum.map(&(&1 * 2)) |> IO.inspect(label: "doubled") |> Enum.sum())
IO.inspect({:crypto.hash(:sha256, "Elixir") |> Base.encode16(case: :lower), :math.pi() |> Float.round(4), :queue.from_list([1, 2]) |> :queue.len(), :zlib.compress("aaaa") |> :zlib.uncompress(), :rand.seed_s(:exsss, {1, 2, 3}) |> :rand.uniform_s() |> elem(0), :io_lib.format("~.3f", [1.5]) |> to_string()})
graph = :digraph.new(); for v <- [:a, :b, :c], do: :digraph.add_vertex(graph, v); :digraph.add_edge(graph, :a, :b); :digraph.add_edge(graph, :b, :c)
IO.inspect(:digraph.get_short_path(graph, :a, :c)); IO.inspect({:calendar.day_of_the_week(2024, 2, 29), :ets.whereis(:none)})
Supervisor.stop(sup)
IO.inspect(Process.whereis(KV.Registry))

# SPDX-License-Identifier: Apache-2.0
# spawn, messages, links and monitors; Task, Agent, GenServer, Supervisor, Registry, DynamicSupervisor, ETS.
parent = self()
spawn(fn -> send(parent, {:hello, 42}) end)
receive do {:hello, n} -> IO.inspect(n) after 1000 -> IO.puts("nothing") end
receive do :never -> :no after 0 -> IO.puts("timed out") end
defmodule Watch do
  def down(ref), do: (receive do {:DOWN, ^ref, :process, _, reason} -> reason end)
end

{_, ref} = spawn_monitor(fn -> exit(:on_purpose) end)
IO.inspect(Watch.down(ref))
Process.flag(:trap_exit, true)
linked = spawn_link(fn -> exit(:linked) end)
receive do {:EXIT, ^linked, reason} -> IO.inspect(reason) end
IO.inspect({Process.alive?(self()), Process.alive?(linked), is_pid(parent)})
Process.register(self(), :main)
send(:main, :by_name)
receive do message -> IO.inspect(message) end
Process.put(:key, 1)
IO.inspect({Process.get(:key), Process.get(:none, :default), Process.whereis(:main) == self(), Process.delete(:key)})
Process.send_after(self(), :later, 10)
receive do message -> IO.inspect(message) end

IO.inspect(Task.await(Task.async(fn -> 6 * 7 end)))
IO.inspect(Task.await_many(for n <- 1..5, do: Task.async(fn -> n * n end)))
IO.inspect(Task.async_stream(1..6, fn n -> n * 10 end, max_concurrency: 2) |> Enum.to_list())
IO.inspect(Task.yield(Task.async(fn -> Process.sleep(5000) end), 10))
slow = Task.async(fn -> Process.sleep(5000) end)
IO.inspect(Task.shutdown(slow, :brutal_kill))
IO.inspect(Task.await_many([Task.async(fn -> :a end), Task.async(fn -> :b end)]))
{:ok, tasks} = Task.Supervisor.start_link()
IO.inspect(Task.Supervisor.async_nolink(tasks, fn -> :supervised end) |> Task.await())
IO.inspect(Task.Supervisor.async_stream(tasks, [1, 2], &(&1 + 1)) |> Enum.to_list())

{:ok, agent} = Agent.start_link(fn -> %{count: 0} end)
for _ <- 1..10, do: Agent.update(agent, &%{&1 | count: &1.count + 1})
IO.inspect({Agent.get(agent, & &1), Agent.get_and_update(agent, &{&1.count, :replaced}), Agent.get(agent, & &1), Agent.stop(agent)})

defmodule Stack do
  use GenServer
  def start_link(init, opts \\ []), do: GenServer.start_link(__MODULE__, init, opts)
  def push(stack, x), do: GenServer.cast(stack, {:push, x})
  def pop(stack), do: GenServer.call(stack, :pop)

  @impl true
  def init(list), do: {:ok, list, {:continue, :started}}
  @impl true
  def handle_continue(:started, list), do: {:noreply, list ++ [:continued]}
  @impl true
  def handle_call(:pop, _from, [head | tail]), do: {:reply, head, tail}
  def handle_call(:pop, _from, []), do: {:reply, nil, []}
  def handle_call(:later, from, list) do
    Process.send_after(self(), {:answer, from}, 5)
    {:noreply, list}
  end
  def handle_call(:stop, _from, list), do: {:stop, :normal, :stopped, list}
  @impl true
  def handle_cast({:push, x}, list), do: {:noreply, [x | list]}
  @impl true
  def handle_info({:answer, from}, list) do
    GenServer.reply(from, {:answered, list})
    {:noreply, list}
  end
  @impl true
  def terminate(reason, list), do: IO.inspect({:terminate, reason, list})
end

{:ok, stack} = Stack.start_link([:a])
Stack.push(stack, :b)
IO.inspect(for _ <- 1..4, do: Stack.pop(stack))
IO.inspect(GenServer.call(stack, :later))
IO.inspect(GenServer.call(stack, :stop))
receive do {:EXIT, ^stack, reason} -> IO.inspect(reason) end
IO.inspect(try do GenServer.call(stack, :pop) catch :exit, {reason, {GenServer, :call, [_ | rest]}} -> {reason, rest} end)
{:ok, _} = Stack.start_link([], name: Named)
IO.inspect({Stack.pop(Named), :sys.get_state(Named), GenServer.whereis(Named) == Process.whereis(Named)})
IO.inspect(elem(Stack.start_link([], name: Named), 0))
IO.inspect(Stack.child_spec([1]))

defmodule Counter do
  use Agent
  def start_link(opts), do: Agent.start_link(fn -> opts[:start] end, name: opts[:name])
  def next(name), do: Agent.get_and_update(name, &{&1, &1 + 1})
end

{:ok, sup} = Supervisor.start_link([{Counter, name: C1, start: 1}, Supervisor.child_spec({Counter, name: C2, start: 10}, id: :second)], strategy: :one_for_one)
IO.inspect({Counter.next(C1), Counter.next(C1), Counter.next(C2)})
IO.inspect(Supervisor.count_children(sup))
old = Process.whereis(C1)
ref = Process.monitor(old)
Process.exit(old, :kill)
IO.inspect(Watch.down(ref))
wait = fn wait -> if Process.whereis(C1) in [nil, old], do: (Process.sleep(1); wait.(wait)) end
wait.(wait)
IO.inspect(Counter.next(C1))
IO.inspect(for {id, _, type, modules} <- Supervisor.which_children(sup), do: {id, type, modules})
IO.inspect({Supervisor.terminate_child(sup, :second), Supervisor.delete_child(sup, :second), Supervisor.stop(sup)})

{:ok, _} = Registry.start_link(keys: :unique, name: Reg)
{:ok, _} = Counter.start_link(name: {:via, Registry, {Reg, "counter"}}, start: 5)
IO.inspect({Counter.next({:via, Registry, {Reg, "counter"}}), length(Registry.lookup(Reg, "counter")), Registry.count(Reg), Registry.keys(Reg, self())})
{:ok, _} = Registry.start_link(keys: :duplicate, name: PubSub)
{:ok, _} = Registry.register(PubSub, "topic", :value)
Registry.dispatch(PubSub, "topic", fn entries -> for {pid, value} <- entries, do: send(pid, {:published, value}) end)
receive do {:published, value} -> IO.inspect(value) end

{:ok, dynamic} = DynamicSupervisor.start_link(strategy: :one_for_one)
{:ok, child} = DynamicSupervisor.start_child(dynamic, {Counter, name: C3, start: 100})
IO.inspect({Counter.next(C3), DynamicSupervisor.count_children(dynamic), DynamicSupervisor.terminate_child(dynamic, child)})

table = :ets.new(:table, [:set, :public])
:ets.insert(table, [{:a, 1}, {:b, 2}])
IO.inspect({:ets.lookup(table, :a), :ets.update_counter(table, :b, 5), :ets.tab2list(table) |> Enum.sort(), :ets.select(table, [{{:"$1", 1}, [], [:"$1"]}])})
IO.inspect(:ets.info(table)[:size])
IO.inspect(:queue.to_list(:queue.in(2, :queue.from_list([1]))))
IO.inspect(Enum.map(1..3, fn n -> Task.async(fn -> Enum.sum(1..(n * 1000)) end) end) |> Enum.map(&Task.await/1))

# SPDX-License-Identifier: Apache-2.0
# at_exit functions run, and the status is what the program says.
System.at_exit(fn status -> IO.puts("exiting with #{status}") end)
IO.inspect(System.argv())
exit({:shutdown, 7})

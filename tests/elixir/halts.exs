# SPDX-License-Identifier: Apache-2.0
# Applications stop in order, and the status is what the program says.
IO.puts("halting")
System.stop(3)
Process.sleep(:infinity)

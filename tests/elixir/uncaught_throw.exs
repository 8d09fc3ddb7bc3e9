# SPDX-License-Identifier: Apache-2.0
IO.puts("before")
throw({:nobody, "catches"})

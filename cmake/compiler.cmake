# SPDX-License-Identifier: Apache-2.0
#
# The language, the options of our own code (LINAC_CXX_OPTIONS) and those of every object alike, libraries included.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

set(LINAC_CXX_OPTIONS -Wall -Wextra -Werror -fno-exceptions -fno-rtti)

find_program(LINAC_CCACHE ccache)
if(LINAC_CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${LINAC_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${LINAC_CCACHE})
endif()

if(EMSCRIPTEN)
  # What Node 20 and every current browser run. Names of functions are kept for stack traces and profilers.
  add_compile_options(-mtail-call -mbulk-memory -msign-ext -mnontrapping-fptoint)
  set(CMAKE_C_FLAGS_RELEASE "-O3 -DNDEBUG")
  set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")
endif()

if(LINAC_SANITIZE)
  # Checking dynamic types needs RTTI, which our code is built without.
  set(sanitize -fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_compile_options(${sanitize})
  add_link_options(${sanitize})
endif()

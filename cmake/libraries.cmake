# SPDX-License-Identifier: Apache-2.0
#
# Libraries that are not ours, from the sources that scripts/setup puts into build/deps: libtommath for big integers,
# zlib for compressed chunks. The same sources and the same digit size in both builds, so that tests under the
# sanitizers exercise what ships.

set(deps ${CMAKE_CURRENT_SOURCE_DIR}/build/deps)

# Adds library `name` from the source directory with the given .c files; its headers count as the system's.
function(linac_add_library name directory)
  if(NOT EXISTS ${directory})
    message(FATAL_ERROR "${directory} is missing; run scripts/setup.")
  endif()
  list(TRANSFORM ARGN PREPEND ${directory}/ OUTPUT_VARIABLE sources)
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} SYSTEM PUBLIC ${directory})
  target_compile_options(${name} PRIVATE -w)
endfunction()

# 28-bit digits everywhere: wasm has no 128-bit product to build 60-bit ones from.
file(GLOB tommath RELATIVE ${deps}/libtommath-1.2.0 ${deps}/libtommath-1.2.0/bn_*.c)
linac_add_library(tommath ${deps}/libtommath-1.2.0 ${tommath})
target_compile_definitions(tommath PUBLIC MP_32BIT MP_NO_FILE)
# 150 files of one small function each: compiled together they take a tenth of the time.
set_target_properties(tommath PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 50)

linac_add_library(zlib ${deps}/zlib-1.2.13 adler32.c compress.c crc32.c deflate.c inffast.c inflate.c
                  inftrees.c trees.c uncompr.c zutil.c)

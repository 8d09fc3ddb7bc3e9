# SPDX-License-Identifier: Apache-2.0
#
# Libraries that are not ours, from the sources that scripts/setup puts into build/deps: libtommath for big integers,
# double-conversion for floats as text, zlib for compressed chunks and module zlib, OTP's PCRE for regular expressions, libtomcrypt for message digests and ciphers. The same sources and the same digit size in both builds, so that tests under the
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

# Floats to text and back.
linac_add_library(
  double_conversion ${deps}/double-conversion-3.2.1 double-conversion/bignum.cc double-conversion/bignum-dtoa.cc
  double-conversion/cached-powers.cc double-conversion/double-to-string.cc double-conversion/fast-dtoa.cc
  double-conversion/fixed-dtoa.cc double-conversion/string-to-double.cc double-conversion/strtod.cc)

# OTP's PCRE 8.44, whose matching stops when it has taken long and goes on later. Its pcre_exec.c is compiled within two
# files of ours (src/pcre/frames.h says why), which find different lists of the places where it can stop. The list is made
# of the numbers of those lines, as pcre.mk does; one half never goes on, the other also in frames that wait for another.
set(pcre ${deps}/erlang-25.2.3/erts/emulator/pcre)
linac_add_library(pcre ${pcre} pcre_compile.c pcre_fullinfo.c pcre_get.c pcre_globals.c pcre_latin_1_table.c
                  pcre_newline.c pcre_ord2utf8.c pcre_string_utils.c pcre_tables.c pcre_ucd.c pcre_valid_utf8.c
                  pcre_version.c pcre_xclass.c)
set(cases pcre_exec_loop_break_cases.inc)
execute_process(
  COMMAND awk "BEGIN { print \"case RM1 ... RM67: goto HEAP_RETURN;\" }
               /COST_CHK/ && !/COST_CHK\\(N\\)/ { printf \"case %d: goto L_LOOP_COUNT_%d;\\n\", NR + 100, NR }"
          ${pcre}/pcre_exec.c
  OUTPUT_VARIABLE places COMMAND_ERROR_IS_FATAL ANY)
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/pcre/match_by_calls/${cases} CONTENT "")
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/pcre/match_on/${cases} CONTENT "${places}")
foreach(half match_by_calls match_on)
  set(source ${CMAKE_CURRENT_SOURCE_DIR}/src/pcre/${half}.c)
  target_sources(pcre PRIVATE ${source})
  set_source_files_properties(${source} PROPERTIES INCLUDE_DIRECTORIES ${CMAKE_BINARY_DIR}/pcre/${half})
  if(LINAC_SANITIZE)
    # The sanitizers' checks in one large function take clang's optimiser minutes.
    set_source_files_properties(${source} PROPERTIES COMPILE_OPTIONS -O0)
  endif()
endforeach()
target_include_directories(pcre PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/src)
target_compile_definitions(pcre PUBLIC ERLANG_INTEGRATION PCRE_STATIC)

# Of libtomcrypt message digests, the block functions of ciphers, ChaCha20 and Poly1305; wrong arguments are errors that it
# returns. Its modes of operation are left out: they keep ciphers in a table of the whole program.
linac_add_library(
  tomcrypt ${deps}/libtomcrypt-1.18.2/src ciphers/aes/aes.c ciphers/blowfish.c ciphers/des.c ciphers/rc2.c
  hashes/blake2b.c hashes/blake2s.c hashes/md4.c hashes/md5.c hashes/rmd160.c hashes/sha1.c hashes/sha3.c
  hashes/sha3_test.c hashes/sha2/sha224.c hashes/sha2/sha256.c hashes/sha2/sha384.c hashes/sha2/sha512.c
  mac/poly1305/poly1305.c misc/zeromem.c stream/chacha/chacha_crypt.c stream/chacha/chacha_done.c
  stream/chacha/chacha_ivctr32.c stream/chacha/chacha_keystream.c stream/chacha/chacha_setup.c)
target_include_directories(tomcrypt SYSTEM PUBLIC ${deps}/libtomcrypt-1.18.2/src/headers)
target_compile_definitions(tomcrypt PRIVATE LTC_SOURCE)
target_compile_definitions(
  tomcrypt PUBLIC LTC_NOTHING LTC_NO_TEST LTC_NO_FILE ARGTYPE=4 LTC_BLAKE2B LTC_BLAKE2S LTC_MD4 LTC_MD5
                  LTC_RIPEMD160 LTC_SHA1 LTC_SHA224 LTC_SHA256 LTC_SHA384 LTC_SHA512 LTC_SHA3
                  LTC_RIJNDAEL LTC_BLOWFISH LTC_DES LTC_RC2 LTC_CHACHA LTC_POLY1305)

# SPDX-License-Identifier: Apache-2.0
#
# build/wasm/linac.mjs (Emscripten's glue, an ES module) and linac.wasm. One file serves Node, browsers and workers: the
# glue believes it is in a browser, and in Node it is handed the bytes of linac.wasm.

file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/src/platforms/emscripten/*.cpp)
file(GLOB js_libraries CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/src/platforms/emscripten/*_library.js)
set(js_library_options)
foreach(library IN LISTS js_libraries)
  list(APPEND js_library_options "SHELL:--js-library ${library}")
endforeach()

add_executable(linac ${sources})
set_target_properties(linac PROPERTIES SUFFIX .mjs)
set_property(TARGET linac APPEND PROPERTY LINK_DEPENDS ${js_libraries})
target_compile_options(linac PRIVATE ${LINAC_CXX_OPTIONS})
target_link_libraries(linac PRIVATE linac_vm)
target_link_options(
  linac PRIVATE
  -sMODULARIZE -sEXPORT_ES6 -sEXPORT_NAME=createLinac -sENVIRONMENT=web,worker
  -sFILESYSTEM=0 -sINVOKE_RUN=0 --no-entry
  -sALLOW_MEMORY_GROWTH -sINITIAL_MEMORY=16MB -sMAXIMUM_MEMORY=4GB -sTOTAL_STACK=1MB
  -sALLOW_TABLE_GROWTH
  -sEXPORTED_RUNTIME_METHODS=HEAPU8
  ${js_library_options}
  --profiling-funcs)
set(javascript_directory ${CMAKE_CURRENT_SOURCE_DIR}/src/platforms/emscripten/js)
find_program(NODE node PATHS ${CMAKE_CURRENT_SOURCE_DIR}/build/tools/node_modules/.bin NO_DEFAULT_PATH)
find_program(NODE node REQUIRED)
add_custom_command(
  TARGET linac POST_BUILD
  COMMAND ${NODE} ${javascript_directory}/add_build_id.js ${CMAKE_CURRENT_BINARY_DIR}/linac.wasm)

# build/wasm/libs: the Erlang modules that are Linac's own.
find_program(ERLC erlc)
if(ERLC)
  file(GLOB erlang_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/libs/*.erl)
  set(libraries ${CMAKE_CURRENT_BINARY_DIR}/libs)
  set(beams)
  foreach(source IN LISTS erlang_sources)
    get_filename_component(module ${source} NAME_WE)
    add_custom_command(
      OUTPUT ${libraries}/${module}.beam
      COMMAND ${CMAKE_COMMAND} -E make_directory ${libraries}
      COMMAND ${ERLC} +debug_info -Werror -o ${libraries} ${source}
      DEPENDS ${source})
    list(APPEND beams ${libraries}/${module}.beam)
  endforeach()
  add_custom_target(linac_libraries ALL DEPENDS ${beams})
else()
  message(STATUS "no erlc: module code has no code server")
endif()

# The command in one file, build/wasm/command.mjs: Node takes a millisecond for each module that it loads.
file(GLOB javascript CONFIGURE_DEPENDS ${javascript_directory}/*.js)
find_program(ESBUILD esbuild REQUIRED)
add_custom_command(
  OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/command.mjs
  COMMAND ${ESBUILD} ${javascript_directory}/command.js --bundle --platform=node --format=esm --log-level=warning
          --outfile=${CMAKE_CURRENT_BINARY_DIR}/command.mjs
  DEPENDS ${javascript})
add_custom_target(linac_command ALL DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/command.mjs)

# build/wasm/*.image and *.code: machines with OTP's first modules ready; otp.ez and elixir.ez (docs/boot.md).
add_custom_command(
  OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/images
  COMMAND ${NODE} ${javascript_directory}/make_images.js ${CMAKE_CURRENT_BINARY_DIR}
  COMMAND ${NODE} ${javascript_directory}/make_archives.js ${CMAKE_CURRENT_BINARY_DIR}
  COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_CURRENT_BINARY_DIR}/images
  DEPENDS linac ${javascript} ${beams})
add_custom_target(linac_images ALL DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/images)

# SPDX-License-Identifier: Apache-2.0
#
# The VM as a host program, interpreter only: for debuggers, sanitizers and profilers.

file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/src/platforms/native/*.cpp)
list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
add_library(linac_native STATIC ${sources})
target_compile_options(linac_native PRIVATE ${LINAC_CXX_OPTIONS})
target_include_directories(linac_native PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/src)
target_link_libraries(linac_native PUBLIC linac_vm)

add_executable(linac src/platforms/native/main.cpp)
target_compile_options(linac PRIVATE ${LINAC_CXX_OPTIONS})
target_link_libraries(linac PRIVATE linac_native)

# SPDX-License-Identifier: Apache-2.0
#
# linac_tests: every tests/cpp/**/*_test.cpp in one GoogleTest binary. GoogleTest is compiled here, with our sanitizers,
# from Debian's sources; where those are absent, an installed one is used.

if(EXISTS /usr/src/googletest/googletest/CMakeLists.txt)
  set(INSTALL_GTEST OFF)
  set(BUILD_GMOCK OFF)
  add_subdirectory(/usr/src/googletest ${CMAKE_BINARY_DIR}/googletest EXCLUDE_FROM_ALL)
  set(gtest gtest gtest_main)
else()
  find_package(GTest REQUIRED)
  set(gtest GTest::gtest GTest::gtest_main)
endif()

file(GLOB_RECURSE tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/tests/cpp/*_test.cpp)
if(tests)
  add_executable(linac_tests ${tests})
  target_compile_options(linac_tests PRIVATE ${LINAC_CXX_OPTIONS})
  # Tests find golden files and .beam files below this.
  target_compile_definitions(linac_tests
                             PRIVATE LINAC_SOURCE_DIRECTORY="${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(linac_tests PRIVATE linac_native ${gtest})
endif()

// SPDX-License-Identifier: Apache-2.0
//
// The table of primitives against its own enumeration: their order is the interface.
#include "jit/native_interface.h"

#include <gtest/gtest.h>

#include <cctype>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "wasm/wabt.h"

namespace linac {
namespace {

std::string source(const std::string& name) {
  const wasm::Bytes text =
      wasm::read_file(std::string(LINAC_SOURCE_DIRECTORY) + "/src/jit/" + name);
  return {text.begin(), text.end()};
}

std::vector<std::string> matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator at(text.begin(), text.end(), regex), end; at != end; ++at) {
    found.push_back((*at)[1].str());
  }
  return found;
}

/// `GuardBif1` as `guard_bif_1`.
std::string snake_case(const std::string& name) {
  std::string result;
  for (size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    const bool starts = std::isupper(c) || (std::isdigit(c) && !std::isdigit(name[i - 1]));
    if (starts && i > 0) result += '_';
    result += static_cast<char>(std::tolower(c));
  }
  return result;
}

TEST(NativeInterface, NamesStandInTheOrderOfTheEnumeration) {
  const std::string header = source("native_interface.h");
  const size_t begin = header.find("enum class Primitive");
  const std::string body = header.substr(begin, header.find("};", begin) - begin);
  std::vector<std::string> names = matches(body, "  k(\\w+),");
  ASSERT_EQ(names.back(), "Count");
  names.pop_back();
  ASSERT_EQ(names.size(), kPrimitiveCount);
  for (uint32_t i = 0; i < kPrimitiveCount; ++i) {
    EXPECT_EQ(info(static_cast<Primitive>(i)).name, snake_case(names[i])) << i;
  }
}

TEST(NativeInterface, EveryPrimitiveIsThereOnce) {
  std::set<const void*> functions;
  for (const void* function : native_interface().functions) {
    EXPECT_NE(function, nullptr);
    functions.insert(function);
  }
  EXPECT_EQ(functions.size(), kPrimitiveCount);
}

// A C++ parameter list as a signature spells it.
std::string letters(const std::string& parameters) {
  std::string result;
  size_t begin = 0;
  while (begin < parameters.size()) {
    const size_t end = std::min(parameters.find(',', begin), parameters.size());
    const std::string parameter = parameters.substr(begin, end - begin);
    const bool wide = std::regex_search(parameter, std::regex("\\b(Word|uint64_t|int64_t)\\b"));
    const bool pointer = parameter.find('*') != std::string::npos;
    const bool real = parameter.find("double") != std::string::npos;
    result += pointer ? 'i' : wide ? 'w' : real ? 'd' : 'i';
    begin = end + 1;
  }
  return result;
}

TEST(NativeInterface, SignaturesAreThoseOfTheFunctions) {
  const std::string text =
      std::regex_replace(source("native_interface.cpp"), std::regex("\\s+"), " ");
  const std::regex row("\\{\"(\\w+)\", \"(\\w*):(\\w*)\"\\}, address\\((\\w+)\\)\\}");
  uint32_t rows = 0;
  for (std::sregex_iterator at(text.begin(), text.end(), row), end; at != end; ++at, ++rows) {
    const std::string name = (*at)[1], parameters = (*at)[2], results = (*at)[3];
    const PrimitiveInfo& primitive = info(static_cast<Primitive>(rows));
    EXPECT_EQ(primitive.name, name);
    EXPECT_EQ(primitive.signature, parameters + ":" + results);
    const std::regex definition("(Context\\*|void|Word|int32_t|uint32_t|SlotIndex|double) " +
                                (*at)[4].str() + "\\(([^)]*)\\) \\{");
    std::smatch found;
    ASSERT_TRUE(std::regex_search(text, found, definition)) << (*at)[4];
    EXPECT_EQ(letters(found[2]), parameters) << name;
    EXPECT_EQ(found[1] == "void" ? "" : letters(found[1]), results) << name;
  }
  EXPECT_EQ(rows, kPrimitiveCount);
}

}  // namespace
}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// Erlang source in a test to .beam bytes: `erlc` compiles all modules of a test program's part in
// one run. The files lie in the scratch folder, so that a VM can also find them on its code path.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <initializer_list>
#include <map>
#include <span>
#include <string>

#include "../jit/wasm/wabt.h"

namespace linac {

using Bytes = wasm::Bytes;

/// Name in `-module(NAME).` of a source text.
inline std::string module_name_of(const std::string& source) {
  const std::string attribute = "-module(";
  const size_t begin = source.find(attribute) + attribute.size();
  return source.substr(begin, source.find(')', begin) - begin);
}

/// Modules compiled from source text.
class ErlangModules {
 public:
  /// Compiles every source, each with its own `-module`; one that does not compile fails the test.
  ErlangModules(std::initializer_list<const char*> sources, const std::string& options = "") {
    static int count = 0;
    directory_ = wasm::scratch().file("erlang_" + std::to_string(count++));
    std::filesystem::create_directories(directory_);
    std::string command = "erlc -o " + directory_ + " " + options;
    for (const std::string source : sources) {
      const std::string path = directory_ + "/" + module_name_of(source) + ".erl";
      wasm::write_file(path, source);
      command += " " + path;
    }
    const wasm::CommandResult result = wasm::run_command(command);
    EXPECT_EQ(result.status, 0) << result.output;
    for (const std::string source : sources) {
      const std::string name = module_name_of(source);
      beams_[name] = wasm::read_file(directory_ + "/" + name + ".beam");
    }
  }

  const Bytes& operator[](const std::string& name) const { return beams_.at(name); }
  const std::map<std::string, Bytes>& all() const { return beams_; }
  const std::string& directory() const { return directory_; }

 private:
  std::string directory_;
  std::map<std::string, Bytes> beams_;
};

}  // namespace linac

/// Skips the running test where there is no Erlang compiler.
#define LINAC_NEED_ERLC() LINAC_NEED_TOOL("erlc")

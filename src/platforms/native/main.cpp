// SPDX-License-Identifier: Apache-2.0
//
// The host program: `linac [-pa DIR]... [--stats] [--reductions N] [--gc-stress] FILE.beam
// [args...]`. The interpreter alone, for debuggers, sanitizers and fuzzers; users have ./run. Same
// exit statuses as ./run.
#include <charconv>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "platforms/native/native_platform.h"
#include "vm.h"

namespace {

int fail(const std::string& sentence) {
  std::fprintf(stderr, "linac: %s\n", sentence.c_str());
  return 1;
}

}  // namespace

int main(int argument_count, char** arguments) {
  linac::VmOptions options;
  options.jit = false;
  bool stats = false;
  std::vector<std::string> code_path;
  int next = 1;
  for (; next < argument_count && arguments[next][0] == '-'; ++next) {
    std::string_view option = arguments[next];
    bool takes_value = option == "-pa" || option == "--reductions";
    if (takes_value && next + 1 == argument_count) {
      return fail("option " + std::string(option) + " needs a value");
    }
    if (option == "-pa") {
      code_path.emplace_back(arguments[++next]);
    } else if (option == "--reductions") {
      std::string_view value = arguments[++next];
      auto result =
          std::from_chars(value.data(), value.data() + value.size(), options.reductions_per_slice);
      if (result.ec != std::errc() || result.ptr != value.data() + value.size()) {
        return fail("--reductions needs a number, not " + std::string(value));
      }
    } else if (option == "--stats") {
      stats = true;
    } else if (option == "--gc-stress") {
      options.collect_always = true;
    } else {
      return fail("unknown option " + std::string(option));
    }
  }
  if (next == argument_count) return fail("no file given");

  std::string path = arguments[next++];
  size_t slash = path.rfind('/');
  code_path.push_back(slash == std::string::npos ? "." : path.substr(0, slash));
  std::vector<std::string> program_arguments(arguments + next, arguments + argument_count);

  auto bytes = linac::read_whole_file(path);
  if (!bytes) return fail("cannot read " + path);

  linac::NativePlatform platform(std::move(code_path));
  linac::Vm vm(platform, std::move(options));
  std::string error;
  auto module = vm.load(*bytes, path, error);
  if (!module) return fail(error);
  if (!vm.start(*module, program_arguments, error)) return fail(error);
  for (int wait; (wait = vm.slice(1000)) >= 0;) {
    std::fflush(stdout);
    if (wait > 0) std::this_thread::sleep_for(std::chrono::milliseconds(wait));
  }
  std::fflush(stdout);
  if (stats) std::fputs(vm.stats().c_str(), stderr);
  return vm.exit_status();
}

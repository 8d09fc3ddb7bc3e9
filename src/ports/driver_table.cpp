// SPDX-License-Identifier: Apache-2.0
//
// The drivers that {spawn_driver, Command} finds by name. A new driver is a file of its own in this
// room and a line here.
#include <algorithm>
#include <iterator>

#include "ports/driver.h"
#include "ports/network_drivers.h"

namespace linac {

namespace {

struct NamedDriver {
  std::string_view name;
  StartDriver start;
};

constexpr NamedDriver kDrivers[] = {
    {"inet_gethost", start_resolver}, {"prim_tty", start_tty},    {"ram_file_drv", start_ram_file},
    {"tcp_inet", start_tcp},          {"tty_sl", start_terminal}, {"udp_inet", start_udp},
};

}  // namespace

StartDriver find_driver(std::string_view command) {
  const std::string_view name = command.substr(0, command.find(' '));
  const auto found = std::find_if(std::begin(kDrivers), std::end(kDrivers),
                                  [&](const NamedDriver& driver) { return driver.name == name; });
  return found == std::end(kDrivers) ? nullptr : found->start;
}

std::vector<std::string_view> driver_names() {
  std::vector<std::string_view> names;
  for (const NamedDriver& driver : kDrivers) names.push_back(driver.name);
  return names;
}

}  // namespace linac

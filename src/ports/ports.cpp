// SPDX-License-Identifier: Apache-2.0
#include "ports/ports.h"

#include <algorithm>

#include "ports/port.h"
#include "vm_state.h"

namespace linac {

Ports::Ports() = default;
Ports::~Ports() = default;

void Ports::clear_closed() { closed_.clear(); }

Port* Ports::create() {
  auto port = std::make_unique<Port>();
  port->number = ++last_number_;
  return ports_.emplace(port->number, std::move(port)).first->second.get();
}

Port* Ports::find(uint64_t number) const {
  auto found = ports_.find(number);
  return found == ports_.end() ? nullptr : found->second.get();
}

void Ports::remove(Port* port) {
  auto found = ports_.find(port->number);
  if (found == ports_.end()) return;
  closed_.push_back(std::move(found->second));
  ports_.erase(found);
}

std::vector<Port*> Ports::all() const {
  std::vector<Port*> ports;
  ports.reserve(ports_.size());
  for (const auto& [number, port] : ports_) ports.push_back(port.get());
  std::sort(ports.begin(), ports.end(),
            [](const Port* a, const Port* b) { return a->number < b->number; });
  return ports;
}

Port* find_port(Context& context, Term port_or_name) {
  const Vm::State& state = context.vm->state();
  if (port_or_name.is_atom()) port_or_name = state.scheduler.name_owner(port_or_name);
  if (!port_or_name || !port_or_name.is_local_port()) return nullptr;
  return state.ports.find(port_or_name);
}

}  // namespace linac

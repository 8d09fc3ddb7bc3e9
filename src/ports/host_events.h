// SPDX-License-Identifier: Apache-2.0
//
// From the host to the VM: what happens outside (bytes have come, a program has ended) arrives as
// an event: a handle, a number that says what it is, and bytes. A handle stands for whoever asked
// the host for something. Invariants: events arrive between slices, never while a process runs; a
// handle is never used again, so that an event that comes late finds nobody and is dropped.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>

namespace linac {

struct Context;

/// A number by which host and VM know the same thing; 0 stands for nothing.
using HostHandle = uint32_t;

/// Whoever asked the host for something.
class HostEventReceiver {
 public:
  /// `kind` is agreed between the receiver and its half in the host.
  virtual void host_event(Context& context, HostHandle handle, uint32_t kind,
                          std::span<const uint8_t> bytes) = 0;

 protected:
  ~HostEventReceiver() = default;
};

class HostEvents {
 public:
  /// A new handle; `receiver` lives until it has been removed.
  HostHandle add(HostEventReceiver& receiver) {
    receivers_.emplace(++last_, &receiver);
    return last_;
  }
  void remove(HostHandle handle) { receivers_.erase(handle); }
  /// Null if nobody is waiting for it any more.
  HostEventReceiver* find(HostHandle handle) const {
    auto found = receivers_.find(handle);
    return found == receivers_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<HostHandle, HostEventReceiver*> receivers_;
  HostHandle last_ = 0;
};

}  // namespace linac

// SPDX-License-Identifier: Apache-2.0
//
// Where in its program a process is, as process_info, stack traces and crash reports show it.
#pragma once

#include <vector>

#include "code/module.h"
#include "process/process.h"

namespace linac {

/// The place that a slot of a module's code stands for; null for any other slot.
const Location* location_of_slot(const SlotTable& slots, SlotIndex index);
/// The place of the call that returns to a slot. Null also for a call whose value is returned as it
/// is: that is a tail call to OTP, which has no frame then.
const Location* location_of_return(const SlotTable& slots, SlotIndex index);

/// Places from the innermost call outwards, eight at most. `heap` is the process's as it is now;
/// of a process that runs, only the calls that wait for an answer are known.
std::vector<const Location*> stack_places(const SlotTable& slots, const Process& process,
                                          const HeapState& heap);

}  // namespace linac

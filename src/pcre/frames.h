// SPDX-License-Identifier: Apache-2.0
//
// OTP's PCRE keeps the frames of a match in memory, so that it can stop anywhere, and goes from one
// to another by jumps. In WebAssembly, which has no jumps, those become one loop around the whole
// function, and engines make code of it that takes a thousand instructions for a step. So PCRE's
// file is compiled twice, with the same frames and, step for step, the same course:
//
//   match_by_calls.c  calls and returns instead of jumps, and nearly all steps are made there.
//                     When it stops, all calls return, and the frames stay as they are.
//   match_on.c        jumps into what has stopped and does what is left of its frames; each match
//                     that one of them asks for is again made by calls.
//
// The file defines its macros RMATCH (match from here on in a new frame) and RRETURN (a frame is
// done) itself, before their first use. Each of the two pushes its own definition of them before it
// includes the file, and has it popped by the name of the function that they are used in.
#pragma once

#include <pcre_internal.h>

struct heapframe;

/// Matches from a frame whose arguments are set, by calls. More calls than the stack should hold
/// return early; the match then goes on in the last frame, which is put into `frame`. Returns what
/// a match returns; PCRE_ERROR_LOOP_LIMIT if it has stopped, its state in `md`.
int linac_pcre_match_frame(struct heapframe **frame, match_data *md);

/// Puts what is left of the steps until the match stops into `md`, for another function. 0 would
/// mean no limit there; less means that none is left.
#define SHARE_STEPS() (md->loop_limit = loop_limit == loop_count ? -1 : loop_limit - loop_count)
#define TAKE_STEPS() (loop_limit = md->loop_limit, loop_count = 0)

/// Sets what RMATCH passes on.
#define SET_ARGUMENTS(new_frame, ra, rb, rc, re)                                         \
  ((new_frame)->Xeptr = (ra), (new_frame)->Xecode = (rb), (new_frame)->Xmstart = mstart, \
   (new_frame)->Xoffset_top = (rc), (new_frame)->Xeptrb = (re), (new_frame)->Xrdepth = rdepth + 1)

/// Adds a frame behind the last one, with nothing but its links; null if there is no memory.
struct heapframe *linac_pcre_add_frame(struct heapframe *last);

/// Declares `new_frame`, the one after `frame`, which is kept from one use to the next.
#define NEXT_FRAME(new_frame)                                     \
  heapframe *new_frame = frame->Xnextframe;                       \
  if (new_frame == NULL) new_frame = linac_pcre_add_frame(frame); \
  if (new_frame == NULL) RRETURN(PCRE_ERROR_NOMEMORY);

// SPDX-License-Identifier: Apache-2.0
//
// PCRE's matching where it stopped, and its function that programs call; see frames.h.
#include "pcre/frames.h"

/// The function that PCRE's calls as `match`: from the beginning, or on where it stopped.
static int match_or_go_on(PCRE_PUCHAR subject, const pcre_uchar *code, PCRE_PUCHAR start, int top,
                          match_data *md, eptrblock *blocks, unsigned int depth);

#define RMATCH(ra, rb, rc, rd, re, rw)            \
  {                                               \
    NEXT_FRAME(new_frame)                         \
    SHARE_STEPS();                                \
    SET_ARGUMENTS(new_frame, ra, rb, rc, re);     \
    frame->Xwhere = rw;                           \
    rrc = linac_pcre_match_frame(&new_frame, md); \
    if (rrc == PCRE_ERROR_LOOP_LIMIT) return rrc; \
    TAKE_STEPS();                                 \
    frame = new_frame->Xprevframe;                \
    goto HEAP_RETURN;                             \
    L_##rw:;                                      \
  }

#define RRETURN(ra)                      \
  {                                      \
    rrc = (ra);                          \
    frame = frame->Xprevframe;           \
    if (frame != NULL) goto HEAP_RETURN; \
    SHARE_STEPS();                       \
    return rrc;                          \
  }

#pragma push_macro("RMATCH")
#pragma push_macro("RRETURN")
#undef RMATCH
#undef RRETURN
#define match match_or_go_on
#pragma push_macro("match")
#undef match
#define match                                                        \
  _Pragma("pop_macro(\"RMATCH\")") _Pragma("pop_macro(\"RRETURN\")") \
      _Pragma("pop_macro(\"match\")") go_on

#include <pcre_exec.c>

static int match_or_go_on(PCRE_PUCHAR subject, const pcre_uchar *code, PCRE_PUCHAR start, int top,
                          match_data *md, eptrblock *blocks, unsigned int depth) {
  if (md->state_save == NULL) {
    heapframe *frame = (heapframe *)md->match_frames_base;
    frame->Xeptr = subject;
    frame->Xecode = code;
    frame->Xmstart = start;
    frame->Xoffset_top = top;
    frame->Xeptrb = blocks;
    frame->Xrdepth = depth;
    const int result = linac_pcre_match_frame(&frame, md);
    if (result == PCRE_ERROR_LOOP_LIMIT || frame->Xprevframe == NULL) return result;
    // A frame below the calls of the first is done. Others that the first needs are not, and it
    // goes on as if stopped, with that frame for what it was doing (see LOOP_COUNT_RETURN).
    frame->Xop = result;
    frame->Xcur_is_word = md->utf;
    md->state_save = frame;
  }
  return go_on(subject, code, start, top, md, blocks, depth);
}

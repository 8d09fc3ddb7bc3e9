// SPDX-License-Identifier: Apache-2.0
//
// PCRE's matching by calls; see frames.h.
#include "pcre/frames.h"

/// Calls within each other. The engine's stack has about half a KiB for each.
enum { MAX_CALLS = 64 };

/// The depth of the last frame that may call. Not the VM's state: no other code runs meanwhile.
static unsigned int last_caller;

#define RMATCH(ra, rb, rc, rd, re, rw)                            \
  {                                                               \
    NEXT_FRAME(new_frame)                                         \
    SHARE_STEPS();                                                \
    if (__builtin_expect(rdepth >= last_caller, 0)) {             \
      SET_ARGUMENTS(new_frame, ra, rb, rc, re);                   \
      frame->Xwhere = rw;                                         \
      md->state_save = new_frame;                                 \
      return PCRE_ERROR_LOOP_LIMIT;                               \
    }                                                             \
    md->match_frames_base = new_frame;                            \
    rrc = match_by_calls(ra, rb, mstart, rc, md, re, rdepth + 1); \
    if (rrc == PCRE_ERROR_LOOP_LIMIT) {                           \
      frame->Xwhere = rw;                                         \
      return rrc;                                                 \
    }                                                             \
    TAKE_STEPS();                                                 \
    /* For code that no jump leads to. */                         \
    L_##rw:;                                                      \
  }

#define RRETURN(ra)          \
  {                          \
    const int result = (ra); \
    SHARE_STEPS();           \
    return result;           \
  }

#pragma push_macro("RMATCH")
#pragma push_macro("RRETURN")
#undef RMATCH
#undef RRETURN
#define match _Pragma("pop_macro(\"RMATCH\")") _Pragma("pop_macro(\"RRETURN\")") match_by_calls

// The rest of the file is what match_on.c has.
#define erts_pcre_exec unused_exec
#define erts_pcre_free_restart_data unused_free_restart_data

#include <pcre_exec.c>

#undef match

__attribute__((noinline)) heapframe *linac_pcre_add_frame(heapframe *last) {
  heapframe *added = (heapframe *)(erts_pcre_stack_malloc)(sizeof(heapframe));
  if (added == NULL) return NULL;
  added->Xprevframe = last;
  added->Xnextframe = NULL;
  last->Xnextframe = added;
  return added;
}

int linac_pcre_match_frame(heapframe **frame, match_data *md) {
  void *const base = md->match_frames_base;
  md->state_save = NULL;
  for (;;) {
    const heapframe *first = *frame;
    last_caller = first->Xrdepth + MAX_CALLS;
    md->match_frames_base = *frame;
    const int result = match_by_calls(first->Xeptr, first->Xecode, first->Xmstart,
                                      first->Xoffset_top, md, first->Xeptrb, first->Xrdepth);
    md->match_frames_base = base;
    // Only where it stops are no steps left.
    if (result != PCRE_ERROR_LOOP_LIMIT || md->loop_limit == 0) return result;
    *frame = (heapframe *)md->state_save;
    md->state_save = NULL;
  }
}

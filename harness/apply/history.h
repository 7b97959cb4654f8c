/* mighar's history: one row an attempt. A row is written by its attempt alone, and never removed. */
#pragma once

#include "ledger.h"

extern const Ledger history_facts; /* what of a ledger it has: how it is made, and its columns */

/* The row of an attempt that is one transaction. */
extern const char history_whole[];

/* The row of one that is not, and what becomes of it: "%u" statements done; all done. */
extern const char history_begin[];
extern const char history_reached[];
extern const char history_progress[]; /* how far the batches of a statement are */
extern const char history_end[];

/* What becomes of a row when its attempt fails. */
extern const char history_stopped[];

/* All rows, the oldest first; the columns in the order of HistoryColumn. */
extern const char history_read[];

typedef enum {
  HISTORY_VERSION,
  HISTORY_DIRECTION,
  HISTORY_OUTCOME,
  HISTORY_STATEMENT,
  HISTORY_STATEMENTS,
  HISTORY_STARTED,
  HISTORY_BY,
  HISTORY_HOST,
  HISTORY_ERROR,
  HISTORY_ATTEMPT,
  HISTORY_CHECKSUM,
  HISTORY_PROGRESS,
} HistoryColumn;

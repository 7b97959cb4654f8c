/* Two texts, line by line. */
#pragma once

#include <glib.h>

typedef enum {
  DIFF_SAME,
  DIFF_REMOVED,
  DIFF_ADDED,
  DIFF_GAP, /* lines that are the same and far from any change, left out; line is NULL */
} DiffKind;

/* line is the caller's only during the call. */
typedef void (*DiffVisit)(DiffKind kind, const char *line, void *data);

/* Visits the lines that differ, each with up to two lines around it that do not. NULL is a text of no lines.
 */
void diff_lines(const char *before, const char *after, DiffVisit visit, void *data);

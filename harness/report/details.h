/* What follows the message of a finding: before and after, the hint; and what
 * follows the findings of a check: the fix. */
#pragma once

#include <mighar/report.h>

typedef enum {
  DETAIL_SAME, /* of a diff */
  DETAIL_REMOVED,
  DETAIL_ADDED,
  DETAIL_HINT,
  DETAIL_FIX,
} DetailKind;

/* line is one line, with its mark ("- ", "hint: "), as it came: not cleaned; the caller's during the call. */
typedef void (*DetailVisit)(DetailKind kind, const char *line, void *data);

/* Visits the lines in the order that they are told in. Values that the message holds are not told again. */
void details_visit(const MigharFinding *finding, DetailVisit visit, void *data);

/* The statements that mend what the check found, under a label. */
void details_visit_fix(const MigharCheckReport *check, DetailVisit visit, void *data);

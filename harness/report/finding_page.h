/* Findings and verdicts on a page. */
#pragma once

#include "page.h"

#include <mighar/finding.h>

/* "FAIL" */
const char *finding_page_verdict(MigharVerdict verdict);

/* The same, in its colour. */
void finding_page_put_verdict(Page *page, MigharVerdict verdict);

/* The message, indented by so many spaces, and what follows it below. */
void finding_page_put(Page *page, guint indent, const MigharFinding *finding);

/* A line for n more of something that are not told; nothing when n is 0. */
void finding_page_put_more(Page *page, guint indent, guint n, const char *noun);

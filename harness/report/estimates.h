/* How long legs take with more rows: for people. */
#pragma once

#include "page.h"

#include <mighar/report.h>

/* The legs that take longer with more rows, and how many do not; nothing where no estimates were asked for.
 */
void estimates_put(Page *page, const MigharEngineReport *report);

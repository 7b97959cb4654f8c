/* How long legs take with more rows: for people. */
#pragma once

#include "page.h"

#include <mighar/report.h>

/* The legs that take long with many rows, all of them where the style has timings, and how many others there
 * are; nothing where no estimates were asked for. */
void estimates_put(Page *page, const MigharEngineReport *report);

/* What a person reads of the rows that tables were given. */
#pragma once

#include "page.h"

#include <mighar/report.h>

/* "rows in 41 of 43 tables (seed 1)", and what became of the others. Nothing where none were made. */
void made_rows_put(Page *page, const MigharMadeRows *rows);

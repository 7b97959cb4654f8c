/* Result codes of SQLite by name. */
#pragma once

/* "SQLITE_CONSTRAINT_FOREIGNKEY" for an extended result code; the name of its primary code where the extended
 * one is not known; "SQLITE_ERROR" when neither is. */
const char *sqlite_code_name(int code);

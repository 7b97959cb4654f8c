#include "rows.h"

const MigharRowsDriver sqlite_rows = {
    .tables = sqlite_rows_tables,
    .begin = sqlite_rows_begin,
    .end = sqlite_rows_end,
    .undo = sqlite_rows_undo,
    .insert = sqlite_rows_insert,
    .update = sqlite_rows_update,
    .remove = sqlite_rows_remove,
    .read = sqlite_rows_read,
    .generate = sqlite_rows_generate,
    .count = sqlite_rows_count,
};

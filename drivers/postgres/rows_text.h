/* SQL that writes rows. All append to sql. */
#pragma once

#include <mighar/rows.h>

void rows_append_name(GString *sql, const char *name);

/* Whether it is of bytes, told as hexadecimal digits and nothing else. */
gboolean rows_is_bare_bytes(const MigharColumn *column, const char *value);

/* A value of the column (or NULL: nothing is known of it), quoted; DEFAULT and NULL as such. */
void rows_append_value(GString *sql, const MigharColumn *column, const char *value);

/* One statement that inserts all of it and returns rows of: number of the insert, then what was asked for. */
void rows_append_inserts(GString *sql, const MigharInsert *inserts, guint n);

/* "WHERE ..." for the rows of keys. As text: values are compared as texts, which every type has. */
void rows_append_condition(GString *sql, const MigharInsert *keys, gboolean as_text);

/* The same for one row each, where several may look alike. */
void rows_append_one_each(GString *sql, const MigharInsert *keys, gboolean as_text);

/* What is known of the insert's column. NULL: nothing. */
const MigharColumn *rows_column(const MigharInsert *insert, guint index);

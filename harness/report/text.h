/* Words that several outputs share. */
#pragma once

#include <mighar/report.h>

typedef gboolean (*TextAllows)(gunichar character);

/* The text as UTF-8 in which every byte that is none, and every character that allows refuses, is U+FFFD;
 * NULL for NULL. Migrations and engines put anything into their messages. Free with g_free(). */
char *text_clean(const char *text, TextAllows allows);

/* For text_clean(): characters that do nothing to a terminal but stand there. */
gboolean text_printable(gunichar character);

/* "migrations/0003_x.sql:14:1", without what is not known; NULL when there is no file. Free with g_free(). */
char *text_place(const MigharFinding *finding);

/* "0003_add_status", as the file is named. Free with g_free(). */
char *text_migration(const MigharMigrationReport *report);

/* "PostgreSQL 15.18"; the title alone when the engine did not run. Free with g_free(). */
char *text_engine(const MigharEngineReport *report);

/* "12 goose migrations in migrations/postgres". Free with g_free(). */
char *text_chain(const MigharEngineReport *report);

/* "1 finding", "2 findings". Free with g_free(). */
char *text_count(guint n, const char *noun);

/* "50,000,000". Free with g_free(). */
char *text_number(guint64 number);

/* Seconds with this many decimals and a point, whatever the locale. Free with g_free(). */
char *text_seconds(double seconds, int decimals);

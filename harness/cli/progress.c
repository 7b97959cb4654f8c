#include "progress.h"

#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define ERASE "\r\033[K"

/* Of several engines that are at work at a time, what has begun last is shown. */
static struct {
  GMutex mutex; /* of the program; the handler of a signal reads only the flags */
  volatile sig_atomic_t shown;
  volatile sig_atomic_t over;
} live;

/* Not through stdio: the handler of a signal writes here too. A line that is not written is no loss. */
static void write_text(const char *text)
{
  ssize_t written = write(STDERR_FILENO, text, strlen(text));
  (void)written;
}

static void erase(void)
{
  if (live.shown)
    write_text(ERASE);
  live.shown = 0;
}

void progress_abandon(void)
{
  live.over = 1;
  erase();
}

static guint terminal_columns(void)
{
  struct winsize size;
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static guint character_columns(gunichar character)
{
  return g_unichar_iszerowidth(character) ? 0 : g_unichar_iswide(character) ? 2 : 1;
}

/* What of the text is no wider than so many columns. */
static void append_cut(GString *line, const char *text, guint columns)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char(c)) {
    gunichar character = g_unichar_isprint(g_utf8_get_char(c)) ? g_utf8_get_char(c) : '?';
    if (character_columns(character) > columns)
      break;
    columns -= character_columns(character);
    g_string_append_unichar(line, character);
  }
}

char *progress_line(const char *engine, guint number, guint n, const MigharMigration *migration,
                    guint columns)
{
  g_autofree char *text = g_strdup_printf("%s %u/%u %s%s%s", engine, number, n, migration->version,
                                          *migration->name != '\0' ? "_" : "", migration->name);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_autoptr(GString) line = g_string_new(NULL);
  append_cut(line, valid, columns);
  return g_string_free(g_steal_pointer(&line), FALSE);
}

static void show(const char *line)
{
  g_autofree char *output = g_strconcat(ERASE, line, NULL);
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&live.mutex);
  if (live.over)
    return;
  live.shown = 1;
  write_text(output);
}

/* The last column stays free: a character there makes some terminals begin a new line. */
static void begin_migration(G_GNUC_UNUSED void *data, const MigharEngineReport *report,
                            const MigharMigration *migration, guint n_begun, guint n)
{
  g_autofree char *line = progress_line(report->engine, n_begun + 1, n, migration, terminal_columns() - 1);
  show(line);
}

char *progress_rows_line(const char *table, guint64 rows, guint64 wanted, guint columns)
{
  guint percent = wanted > 0 ? (guint)(MIN(rows, wanted) * 100 / wanted) : 100;
  g_autofree char *bar = g_strnfill(percent / 5, '#');
  g_autofree char *valid = g_utf8_make_valid(table, -1);
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_printf(line, "%" G_GUINT64_FORMAT " rows [%-20s] %u%% ", wanted, bar, percent);
  append_cut(line, valid, columns - MIN(columns, (guint)line->len));
  return g_string_free(g_steal_pointer(&line), FALSE);
}

static void write_rows(G_GNUC_UNUSED void *data, const char *table, guint64 rows, guint64 wanted)
{
  g_autofree char *line = progress_rows_line(table, rows, wanted, terminal_columns() - 1);
  show(line);
}

static void end_engine(G_GNUC_UNUSED void *data, G_GNUC_UNUSED const MigharEngineReport *report)
{
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&live.mutex);
  erase();
}

MigharProgress progress_hooks(void)
{
  MigharProgress hooks = {0};
  if (!isatty(STDERR_FILENO) || g_strcmp0(g_getenv("TERM"), "dumb") == 0)
    return hooks;
  hooks.migration_begins = begin_migration;
  hooks.rows_written = write_rows;
  hooks.engine_ends = end_engine;
  return hooks;
}

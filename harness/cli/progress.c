#include "progress.h"

#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define ERASE "\r\033[K"

static struct {
  const char *engine;
  guint n;
  volatile sig_atomic_t shown;
} live;

/* Not through stdio: the handler of a signal writes here too. A line that is not written is no loss. */
static void write_text(const char *text)
{
  ssize_t written = write(STDERR_FILENO, text, strlen(text));
  (void)written;
}

void progress_abandon(void)
{
  if (live.shown)
    write_text(ERASE);
  live.shown = 0;
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

char *progress_line(const char *engine, guint number, guint n, const MigharMigration *migration,
                    guint columns)
{
  g_autofree char *text = g_strdup_printf("%s %u/%u %s%s%s", engine, number, n, migration->version,
                                          *migration->name != '\0' ? "_" : "", migration->name);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_autoptr(GString) line = g_string_new(NULL);
  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
    gunichar character = g_unichar_isprint(g_utf8_get_char(c)) ? g_utf8_get_char(c) : '?';
    if (character_columns(character) > columns)
      break;
    columns -= character_columns(character);
    g_string_append_unichar(line, character);
  }
  return g_string_free(g_steal_pointer(&line), FALSE);
}

static void begin_engine(G_GNUC_UNUSED void *data, const MigharEngineReport *report, guint n)
{
  live.engine = report->engine;
  live.n = n;
}

/* The last column stays free: a character there makes some terminals begin a new line. */
static void begin_migration(G_GNUC_UNUSED void *data, G_GNUC_UNUSED const MigharEngineReport *report,
                            const MigharMigration *migration, guint n_begun)
{
  g_autofree char *line = progress_line(live.engine, n_begun + 1, live.n, migration, terminal_columns() - 1);
  g_autofree char *output = g_strconcat(ERASE, line, NULL);
  live.shown = 1;
  write_text(output);
}

static void end_engine(G_GNUC_UNUSED void *data, G_GNUC_UNUSED const MigharEngineReport *report)
{
  progress_abandon();
}

MigharProgress progress_hooks(void)
{
  MigharProgress hooks = {0};
  if (!isatty(STDERR_FILENO) || g_strcmp0(g_getenv("TERM"), "dumb") == 0)
    return hooks;
  hooks.engine_begins = begin_engine;
  hooks.migration_begins = begin_migration;
  hooks.engine_ends = end_engine;
  return hooks;
}

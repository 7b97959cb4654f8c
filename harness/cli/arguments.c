#include "arguments.h"

#include "suggest.h"

#include <mighar/error.h>
#include <string.h>

static GOptionContext *new_context(const Arguments *arguments, gpointer options)
{
  g_autofree GOptionEntry *entries = g_new0(GOptionEntry, arguments->n + 1);
  for (guint i = 0; i < arguments->n; i++) {
    entries[i] = arguments->table[i].entry;
    entries[i].arg_data = options != NULL ? G_STRUCT_MEMBER_P(options, arguments->table[i].field) : NULL;
  }
  GOptionContext *context =
      g_option_context_new(arguments->operands != NULL ? arguments->operands : "[PATH]");
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, entries, NULL);
  g_option_context_set_summary(context, arguments->summary);
  return context;
}

char *arguments_help(const Arguments *arguments, const char *description)
{
  g_autofree char *name = g_strdup_printf("mighar %s", arguments->command);
  g_set_prgname(name);
  g_autoptr(GOptionContext) context = new_context(arguments, NULL);
  g_option_context_set_description(context, description);
  return g_option_context_get_help(context, TRUE, NULL);
}

/* Index in the table, -1 when there is none. */
static int find_option(const Arguments *arguments, const char *name)
{
  for (guint i = 0; i < arguments->n; i++)
    if (g_str_equal(arguments->table[i].entry.long_name, name))
      return (int)i;
  return -1;
}

static char *point_to_help(const Arguments *arguments)
{
  return g_strdup_printf("'mighar help %s' lists the options", arguments->command);
}

static void set_unknown_option(const Arguments *arguments, const char *name, GError **error)
{
  g_autofree const char **names = g_new0(const char *, arguments->n + 1);
  for (guint i = 0; i < arguments->n; i++)
    names[i] = arguments->table[i].entry.long_name;
  const char *meant = suggest(name, names);
  g_autofree char *hint =
      meant != NULL ? g_strdup_printf("did you mean '--%s'?", meant) : point_to_help(arguments);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "there is no option '--%s'", name);
}

static gboolean check_name(const Arguments *arguments, const char *word, GError **error)
{
  gsize length = strcspn(word, "=");
  g_autofree char *name = g_strndup(word + 2, length - 2);
  int index = find_option(arguments, name);
  if (index < 0) {
    set_unknown_option(arguments, name, error);
    return FALSE;
  }
  if (arguments->table[index].entry.arg == G_OPTION_ARG_NONE && word[length] == '=') {
    g_autofree char *hint = point_to_help(arguments);
    mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "--%s takes no value", name);
    return FALSE;
  }
  return TRUE;
}

/* GOption's own error for an unknown option does not say which one may have been meant, and it takes a value
 * for a flag in silence. */
static gboolean check_names(const Arguments *arguments, int argc, char **argv, GError **error)
{
  for (int i = 1; i < argc && !g_str_equal(argv[i], "--"); i++)
    if (g_str_has_prefix(argv[i], "--") && !check_name(arguments, argv[i], error))
      return FALSE;
  return TRUE;
}

gboolean arguments_parse(const Arguments *arguments, gpointer options, int *argc, char ***argv,
                         GError **error)
{
  if (!check_names(arguments, *argc, *argv, error))
    return FALSE;
  g_autoptr(GOptionContext) context = new_context(arguments, options);
  g_autoptr(GError) failure = NULL;
  if (g_option_context_parse(context, argc, argv, &failure))
    return TRUE;
  g_autofree char *hint = point_to_help(arguments);
  failure->message[0] = g_ascii_tolower(failure->message[0]);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "%s", failure->message);
  return FALSE;
}

/* A URL is not repeated in the message: it may hold a password. */
gboolean arguments_take_path(int argc, char **argv, char **path, GError **error)
{
  int first = argc > 1 && g_str_equal(argv[1], "--") ? 2 : 1;
  if (argc > first + 1) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "one project is verified at a time",
                     "'%s' is one argument too many",
                     strstr(argv[first + 1], "://") != NULL ? "URL" : argv[first + 1]);
    return FALSE;
  }
  if (argc > first && strstr(argv[first], "://") != NULL) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "--postgres URL names a server for scratch databases",
                     "a URL is given where a directory of migrations is expected");
    return FALSE;
  }
  *path = argc > first ? g_strdup(argv[first]) : NULL;
  return TRUE;
}

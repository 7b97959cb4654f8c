#include <mighar/plan.h>

#include <mighar/error.h>

#include <string.h>

typedef struct {
  gboolean is_range;
  char *from;         /* of a range; NULL: from the first */
  char *to;           /* of a range; NULL: to the last */
  GPatternSpec *glob; /* over "version_name"; NULL: none */
} Part;

struct MigharSelection {
  GArray *parts; /* Part */
};

static void clear_part(gpointer data)
{
  Part *part = data;
  g_free(part->from);
  g_free(part->to);
  g_clear_pointer(&part->glob, g_pattern_spec_free);
}

static char *version_or_null(const char *text)
{
  return *text != '\0' ? g_strdup(text) : NULL;
}

static gboolean parse_part(const char *text, Part *part, GError **error)
{
  const char *dots = strstr(text, "..");
  if (*text == '\0' || g_str_equal(text, "..")) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE,
                     "give a version (0003), a range (0003..0007) or a glob ('*_users*')",
                     "'%s' selects no migration", text);
    return FALSE;
  }
  if (dots != NULL) {
    g_autofree char *from = g_strndup(text, dots - text);
    *part = (Part){.is_range = TRUE, .from = version_or_null(from), .to = version_or_null(dots + 2)};
    return TRUE;
  }
  part->glob = g_pattern_spec_new(text);
  if (strpbrk(text, "*?") == NULL) {
    part->is_range = TRUE;
    part->from = g_strdup(text);
    part->to = g_strdup(text);
  }
  return TRUE;
}

MigharSelection *mighar_selection_parse(const char *text, GError **error)
{
  g_autoptr(MigharSelection) selection = g_new0(MigharSelection, 1);
  selection->parts = g_array_new(FALSE, TRUE, sizeof(Part));
  g_array_set_clear_func(selection->parts, clear_part);

  g_auto(GStrv) words = g_strsplit(text, ",", -1);
  for (guint i = 0; words[i] != NULL || i == 0; i++) {
    Part part = {0};
    if (!parse_part(words[i] != NULL ? g_strstrip(words[i]) : "", &part, error))
      return NULL;
    g_array_append_val(selection->parts, part);
  }
  return g_steal_pointer(&selection);
}

void mighar_selection_free(MigharSelection *selection)
{
  if (selection == NULL)
    return;
  g_array_unref(selection->parts);
  g_free(selection);
}

static gboolean part_has(const Part *part, const MigharFormatFacts *format, const MigharMigration *migration)
{
  if (part->glob != NULL) {
    g_autofree char *full_name = g_strdup_printf("%s_%s", migration->version, migration->name);
    if (g_pattern_spec_match_string(part->glob, full_name))
      return TRUE;
  }
  return part->is_range &&
         (part->from == NULL || mighar_format_compare(format, migration->version, part->from) >= 0) &&
         (part->to == NULL || mighar_format_compare(format, migration->version, part->to) <= 0);
}

gboolean mighar_selection_has(const MigharSelection *selection, const MigharFormatFacts *format,
                              const MigharMigration *migration)
{
  for (guint i = 0; i < selection->parts->len; i++)
    if (part_has(&g_array_index(selection->parts, Part, i), format, migration))
      return TRUE;
  return FALSE;
}

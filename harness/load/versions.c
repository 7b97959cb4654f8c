/* From files to versions: pairing, order, collisions, leftovers. */
#include "engines.h"
#include "format.h"

#include <mighar/error.h>

#include <string.h>

/* A file whose name the format knows. */
typedef struct {
  MigharName name;
  MigharEntry *entry;
} Numbered;

static void clear_numbered(gpointer data)
{
  mighar_name_clear(&((Numbered *)data)->name);
}

static int compare_numbered(gconstpointer a, gconstpointer b)
{
  const Numbered *left = a, *right = b;
  int order = mighar_version_compare(left->name.version, right->name.version);
  if (order == 0)
    order = (int)left->name.direction - (int)right->name.direction;
  return order != 0 ? order : strcmp(left->entry->name, right->entry->name);
}

static gboolean check_version(const MigharFormat *format, const Numbered *file, GError **error)
{
  if (g_ascii_string_to_unsigned(file->name.version, 10, format->first_version, format->last_version, NULL,
                                 NULL))
    return TRUE;
  g_autofree char *hint = g_strdup_printf("%s takes %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT,
                                          format->facts.name, format->first_version, format->last_version);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, file->entry->file, 0, hint, "version '%s' is out of range",
                      file->name.version);
  return FALSE;
}

static gboolean is_for_engine(const MigharLoading *loading, const MigharName *name)
{
  return name->engine == NULL ||
         mighar_engine_of_word(loading->options->known, name->engine) == loading->chain->engine;
}

/* The files of the chain, sorted; the names of those that are of no version go to strays. NULL on error. */
static GArray *number_files(MigharLoading *loading, GPtrArray *strays, GError **error)
{
  const MigharFormat *format = loading->format;
  g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(Numbered));
  g_array_set_clear_func(files, clear_numbered);
  for (guint i = 0; i < loading->listing->entries->len; i++) {
    g_auto(MigharName) name = {0};
    MigharEntry *entry = g_ptr_array_index(loading->listing->entries, i);
    if (!format->parse_name(entry->name, loading->options->known, &name)) {
      g_ptr_array_add(strays, (gpointer)entry->name);
      continue;
    }
    if (!is_for_engine(loading, &name))
      continue;
    Numbered file = {name, entry};
    if (!check_version(format, &file, error))
      return NULL;
    g_array_append_val(files, file);
    name = (MigharName){0};
  }
  g_array_sort(files, compare_numbered);
  return g_steal_pointer(&files);
}

static void warn_about_strays(MigharLoading *loading, const GPtrArray *strays)
{
  if (strays->len == 0)
    return;
  g_autofree char *names = mighar_name_list(strays);
  g_autofree char *hint = g_strdup_printf("%s's files have names like '%s'", loading->format->facts.name,
                                          loading->format->example);
  mighar_loading_warn(loading, loading->listing->directory, 0, hint,
                      "not read, because not named like %s's migrations: %s", loading->format->facts.name,
                      names);
}

static gboolean check_collision(const Numbered *file, const Numbered *other, GError **error)
{
  if (file->name.direction != other->name.direction)
    return TRUE;
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, other->entry->file, 0, "give one of them another version",
                      "has the same version as '%s'", file->entry->file);
  return FALSE;
}

static gboolean check_collisions(const GArray *files, GError **error)
{
  for (guint i = 1; i < files->len; i++) {
    const Numbered *last = &g_array_index(files, Numbered, i - 1), *file = &g_array_index(files, Numbered, i);
    if (mighar_version_compare(last->name.version, file->name.version) == 0 &&
        !check_collision(last, file, error))
      return FALSE;
  }
  return TRUE;
}

static void warn_about_names(MigharLoading *loading, const Numbered *up, const Numbered *down)
{
  if (!g_str_equal(up->name.title, down->name.title))
    mighar_loading_warn(loading, down->entry->file, 0, NULL,
                        "is paired by its version with '%s', whose name differs", up->entry->file);
}

static gboolean read_version(MigharLoading *loading, const Numbered *up, const Numbered *down,
                             MigharReadMigration read, GError **error)
{
  g_autoptr(MigharMigration) migration =
      mighar_migration_new(up->name.version, up->name.title, up->entry->file);
  if (!read(loading, migration, up->entry, down != NULL ? down->entry : NULL, error))
    return FALSE;
  g_ptr_array_add(loading->chain->migrations, g_steal_pointer(&migration));
  return TRUE;
}

static gboolean read_versions(MigharLoading *loading, const GArray *files, MigharReadMigration read,
                              GError **error)
{
  for (guint i = 0; i < files->len; i++) {
    const Numbered *up = &g_array_index(files, Numbered, i), *down = NULL;
    if (up->name.direction == MIGHAR_DOWN) {
      mighar_loading_warn(loading, up->entry->file, 0, NULL, "is a down without an up, and not read");
      continue;
    }
    if (i + 1 < files->len &&
        mighar_version_compare(up->name.version, g_array_index(files, Numbered, i + 1).name.version) == 0) {
      down = &g_array_index(files, Numbered, ++i);
      warn_about_names(loading, up, down);
    }
    if (!read_version(loading, up, down, read, error))
      return FALSE;
  }
  return TRUE;
}

gboolean mighar_load_versions(MigharLoading *loading, MigharReadMigration read, GError **error)
{
  g_autoptr(GPtrArray) strays = g_ptr_array_new();
  g_autoptr(GArray) files = number_files(loading, strays, error);
  if (files == NULL || !check_collisions(files, error))
    return FALSE;
  warn_about_strays(loading, strays);
  return read_versions(loading, files, read, error);
}

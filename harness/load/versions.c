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

static int compare_numbered(gconstpointer a, gconstpointer b, gpointer format)
{
  const Numbered *left = a, *right = b;
  int order = mighar_format_compare(format, left->name.version, right->name.version);
  if (order == 0)
    order = (int)left->name.direction - (int)right->name.direction;
  if (order == 0)
    order = (left->name.engine == NULL) - (right->name.engine == NULL);
  return order != 0 ? order : strcmp(left->entry->name, right->entry->name);
}

static gboolean check_version(const MigharFormat *format, const Numbered *file, GError **error)
{
  if (format->last_version == 0)
    return TRUE;
  if (g_ascii_string_to_unsigned(file->name.version, 10, format->first_version, format->last_version, NULL,
                                 NULL))
    return TRUE;
  g_autofree char *hint = g_strdup_printf("%s takes %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT,
                                          format->facts.name, format->first_version, format->last_version);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, file->entry->file, 0, hint, "version '%s' is out of range",
                      file->name.version);
  return FALSE;
}

/* Whether the name is one for the chain's engine; one for an engine that mighar does not know goes to
 * foreign. */
static gboolean is_for_engine(const MigharLoading *loading, const MigharName *name, const char *file,
                              GPtrArray *foreign)
{
  if (name->engine == NULL)
    return TRUE;
  const MigharEngine *engine = mighar_engine_of_word(loading->options->known, name->engine);
  if (engine == NULL)
    g_ptr_array_add(foreign, (gpointer)file);
  return engine == loading->chain->engine;
}

static gboolean is_same(const Numbered *a, const Numbered *b)
{
  return a->name.direction == b->name.direction &&
         mighar_version_compare(a->name.version, b->name.version) == 0;
}

/* A file for the engine stands in for the one that is for all engines. */
static void drop_fallbacks(GArray *files)
{
  for (guint i = files->len; i > 1; i--) {
    const Numbered *own = &g_array_index(files, Numbered, i - 2),
                   *other = &g_array_index(files, Numbered, i - 1);
    if (is_same(own, other) && own->name.engine != NULL && other->name.engine == NULL)
      g_array_remove_index(files, i - 1);
  }
}

/* Files that are not read, by the reason. */
typedef struct {
  GPtrArray *strays;  /* char *: of no version */
  GPtrArray *foreign; /* char *: for an engine that mighar does not know */
} Unread;

static void add_stray(Unread *unread, const MigharFormat *format, const char *name)
{
  if (format->is_companion == NULL || !format->is_companion(name))
    g_ptr_array_add(unread->strays, (gpointer)name);
}

/* The files of the chain, sorted. NULL on error. */
static GArray *number_files(MigharLoading *loading, Unread *unread, GError **error)
{
  const MigharFormat *format = loading->format;
  g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(Numbered));
  g_array_set_clear_func(files, clear_numbered);
  for (guint i = 0; i < loading->listing->entries->len; i++) {
    g_auto(MigharName) name = {0};
    MigharEntry *entry = g_ptr_array_index(loading->listing->entries, i);
    if (!format->parse_name(entry->name, loading->options->known, &name)) {
      add_stray(unread, format, entry->name);
      continue;
    }
    if (!is_for_engine(loading, &name, entry->name, unread->foreign))
      continue;
    Numbered file = {name, entry};
    if (!check_version(format, &file, error))
      return NULL;
    g_array_append_val(files, file);
    name = (MigharName){0};
  }
  g_array_sort_with_data(files, compare_numbered, (gpointer)&format->facts);
  drop_fallbacks(files);
  return g_steal_pointer(&files);
}

static void warn_about_strays(MigharLoading *loading, const GPtrArray *strays)
{
  if (strays->len == 0)
    return;
  g_autofree char *names = mighar_name_list(strays);
  g_autofree char *hint = g_strdup_printf("files of %s have names like '%s'", loading->format->facts.name,
                                          loading->format->example);
  mighar_loading_warn(loading, loading->listing->directory, 0, hint,
                      "not read, because not named like migrations of %s: %s", loading->format->facts.name,
                      names);
}

static void warn_about_foreign(MigharLoading *loading, const GPtrArray *foreign)
{
  if (foreign->len == 0)
    return;
  g_autofree char *names = mighar_name_list(foreign);
  mighar_loading_warn(loading, loading->listing->directory, 0, NULL,
                      "not read, because mighar does not run on the engines in their names: %s", names);
}

static void warn_about_repeated(MigharLoading *loading, const Numbered *file, const Numbered *other)
{
  mighar_loading_warn(loading, other->entry->file, 0, "give one of them another version",
                      "has the same version as '%s': they run in the order of their names",
                      file->entry->file);
}

static gboolean check_collision(MigharLoading *loading, const Numbered *file, const Numbered *other,
                                GError **error)
{
  if (loading->format->repeats_versions) {
    warn_about_repeated(loading, file, other);
    return TRUE;
  }
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, other->entry->file, 0, "give one of them another version",
                      "has the same version as '%s'", file->entry->file);
  return FALSE;
}

static gboolean check_collisions(MigharLoading *loading, const GArray *files, GError **error)
{
  for (guint i = 1; i < files->len; i++) {
    const Numbered *last = &g_array_index(files, Numbered, i - 1), *file = &g_array_index(files, Numbered, i);
    if (is_same(last, file) && !check_collision(loading, last, file, error))
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

/* The down that stands behind the up, or NULL. */
static const Numbered *find_down(const GArray *files, guint up)
{
  if (up + 1 >= files->len)
    return NULL;
  const Numbered *next = &g_array_index(files, Numbered, up + 1);
  gboolean is_pair =
      next->name.direction == MIGHAR_DOWN &&
      mighar_version_compare(next->name.version, g_array_index(files, Numbered, up).name.version) == 0;
  return is_pair ? next : NULL;
}

static gboolean read_versions(MigharLoading *loading, const GArray *files, MigharReadMigration read,
                              GError **error)
{
  for (guint i = 0; i < files->len; i++) {
    const Numbered *up = &g_array_index(files, Numbered, i), *down = find_down(files, i);
    if (up->name.direction == MIGHAR_DOWN) {
      mighar_loading_warn(loading, up->entry->file, 0, NULL, "is a down without an up, and not read");
      continue;
    }
    if (down != NULL) {
      i++;
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
  g_autoptr(GPtrArray) foreign = g_ptr_array_new();
  Unread unread = {strays, foreign};
  g_autoptr(GArray) files = number_files(loading, &unread, error);
  if (files == NULL || !check_collisions(loading, files, error))
    return FALSE;
  warn_about_strays(loading, strays);
  warn_about_foreign(loading, foreign);
  return read_versions(loading, files, read, error);
}

#include "listing.h"

#include "name.h"

#include <mighar/error.h>

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void free_entry(MigharEntry *entry)
{
  mighar_source_free(entry->source);
  g_free(entry->file);
  g_free(entry);
}

void mighar_listing_free(MigharListing *listing)
{
  g_ptr_array_unref(listing->entries);
  g_ptr_array_unref(listing->directories);
  g_free(listing);
}

const MigharSource *mighar_entry_read(MigharEntry *entry, GError **error)
{
  if (entry->source == NULL)
    entry->source = mighar_source_read(entry->file, error);
  return entry->source;
}

char *mighar_path_below(const char *directory, const char *name)
{
  return g_str_equal(directory, ".") ? g_strdup(name) : g_build_filename(directory, name, NULL);
}

static gboolean set_read_error(GError **error, const char *path, const char *reason)
{
  mighar_set_error_at(error, MIGHAR_ERROR_ENVIRONMENT, path, 0, NULL, "cannot be read: %s", reason);
  return FALSE;
}

static gboolean refuse_missing(GError **error, const char *path)
{
  mighar_set_error(error, MIGHAR_ERROR_USAGE, "give the directory that the migrations are in",
                   "there is no directory '%s'", path);
  return FALSE;
}

static gboolean refuse_file(GError **error, const char *path)
{
  g_autofree char *parent = g_path_get_dirname(path);
  g_autofree char *hint =
      g_strdup_printf("give its directory, '%s'; one migration is verified with --only VERSION", parent);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "'%s' is not a directory", path);
  return FALSE;
}

static gboolean check_directory(const char *path, GError **error)
{
  struct stat status;
  if (stat(path, &status) != 0)
    return errno == ENOENT || errno == ENOTDIR ? refuse_missing(error, path)
                                               : set_read_error(error, path, g_strerror(errno));
  if (!S_ISDIR(status.st_mode))
    return refuse_file(error, path);
  if (access(path, R_OK | X_OK) != 0)
    return set_read_error(error, path, g_strerror(errno));
  return TRUE;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a directory, sorted. */
static GPtrArray *read_names(const char *path, GError **error)
{
  if (!check_directory(path, error))
    return NULL;
  g_autoptr(GError) cause = NULL;
  g_autoptr(GDir) directory = g_dir_open(path, 0, &cause);
  if (directory == NULL) {
    set_read_error(error, path, cause->message);
    return NULL;
  }
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name = g_dir_read_name(directory); name != NULL; name = g_dir_read_name(directory))
    if (!mighar_name_is_litter(name))
      g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, compare_names);
  return names;
}

/* path is the file's, name what is below the listed directory of it. */
static gboolean add_file(MigharListing *listing, const char *path, const char *name, GError **error)
{
  const char *slash = strrchr(name, '/');
  if (mighar_name_is_unrelated(slash != NULL ? slash + 1 : name))
    return TRUE;
  if (!g_utf8_validate(name, -1, NULL)) {
    g_autofree char *shown = g_filename_display_name(path);
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, shown, 0, "rename it", "the file's name is not UTF-8");
    return FALSE;
  }
  MigharEntry *entry = g_new0(MigharEntry, 1);
  entry->file = g_strdup(path);
  entry->name = entry->file + strlen(entry->file) - strlen(name);
  g_ptr_array_add(listing->entries, entry);
  return TRUE;
}

static gboolean is_directory(const char *path)
{
  return g_file_test(path, G_FILE_TEST_IS_DIR);
}

/* A numbered subdirectory is a migration: its files count as the listed directory's own. */
static gboolean add_numbered(MigharListing *listing, const char *directory, GError **error)
{
  g_autofree char *path = mighar_path_below(listing->directory, directory);
  g_autoptr(GPtrArray) names = read_names(path, error);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index(names, i);
    g_autofree char *file = g_build_filename(path, name, NULL);
    g_autofree char *below = g_build_filename(directory, name, NULL);
    if (!is_directory(file) && !add_file(listing, file, below, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean add_name(MigharListing *listing, const char *name, GError **error)
{
  g_autofree char *path = mighar_path_below(listing->directory, name);
  if (!is_directory(path))
    return add_file(listing, path, name, error);
  if (g_ascii_isdigit(*name))
    return add_numbered(listing, name, error);
  g_ptr_array_add(listing->directories, g_strdup(name));
  return TRUE;
}

MigharListing *mighar_listing_read(const char *directory, GError **error)
{
  g_autoptr(GPtrArray) names = read_names(directory, error);
  if (names == NULL)
    return NULL;
  g_autoptr(MigharListing) listing = g_new0(MigharListing, 1);
  listing->directory = g_intern_string(directory);
  listing->entries = g_ptr_array_new_with_free_func((GDestroyNotify)free_entry);
  listing->directories = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < names->len; i++)
    if (!add_name(listing, g_ptr_array_index(names, i), error))
      return NULL;
  return g_steal_pointer(&listing);
}

#include "project.h"

#include "detect.h"
#include "sites.h"

#include <mighar/error.h>

#include <sys/stat.h>

/* Where people keep migrations, seen from the root of their repository. */
static const char *const places[] = {
    "migrations",
    "migration",
    "assets/migrations",
    "config/migrations",
    "database/migrations",
    "db/changelog",
    "db/migrate",
    "db/migration",
    "db/migrations",
    "internal/database/migrations",
    "internal/db/migrations",
    "internal/migrations",
    "pkg/db/migrations",
    "schema/migrations",
    "server/migrations",
    "sql/migrations",
    "sql/schema",
    "src/main/resources/db/changelog",
    "src/main/resources/db/migration",
    "src/migrations",
    "storage/migrations",
    NULL,
};

/* A directory that is not there is no place; one that cannot be read is an error. */
static gboolean check_place(const char *directory, const MigharEngine *const *known, gboolean *is_project,
                            GError **error)
{
  *is_project = FALSE;
  if (!g_file_test(directory, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_autoptr(MigharListing) listing = mighar_listing_read(directory, error);
  if (listing == NULL)
    return FALSE;
  g_autoptr(GArray) sites = mighar_sites_find(listing, known, error);
  if (sites == NULL)
    return FALSE;
  *is_project = sites->len > 0 || mighar_listing_has_migrations(listing, known);
  return TRUE;
}

static gboolean is_same_directory(const char *a, const char *b)
{
  struct stat left, right;
  return stat(a, &left) == 0 && stat(b, &right) == 0 && left.st_dev == right.st_dev &&
         left.st_ino == right.st_ino;
}

/* A link to a place is no second place. */
static void add_place(GPtrArray *found, const char *directory)
{
  for (guint i = 0; i < found->len; i++)
    if (is_same_directory(g_ptr_array_index(found, i), directory))
      return;
  g_ptr_array_add(found, (gpointer)g_intern_string(directory));
}

static GPtrArray *find_places(const char *root, const MigharEngine *const *known, GError **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  for (guint i = 0; places[i] != NULL; i++) {
    gboolean is_project;
    g_autofree char *directory = mighar_path_below(root, places[i]);
    if (!check_place(directory, known, &is_project, error))
      return NULL;
    if (is_project)
      add_place(found, directory);
  }
  return g_steal_pointer(&found);
}

static void refuse_several(const GPtrArray *found, GError **error)
{
  g_autofree char *list = mighar_name_list(found);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, "name the directory that is meant",
                   "there are migrations in several places: %s", list);
}

static void refuse_none(GError **error)
{
  g_autofree char *looked = g_strjoinv(", ", (char **)places);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, "name the directory that the migrations are in",
                   "there are no migrations in the current directory, nor in %s", looked);
}

const char *mighar_project_find(const char *path, const MigharEngine *const *known, GError **error)
{
  const char *root = path != NULL ? path : ".";
  gboolean is_project;
  g_autoptr(MigharListing) listing = mighar_listing_read(root, error);
  if (listing == NULL || !check_place(root, known, &is_project, error))
    return NULL;
  if (is_project)
    return listing->directory;
  g_autoptr(GPtrArray) found = find_places(root, known, error);
  if (found == NULL)
    return NULL;
  if (found->len == 1)
    return g_ptr_array_index(found, 0);
  if (found->len == 0 && path != NULL)
    return listing->directory;
  if (found->len == 0)
    refuse_none(error);
  else
    refuse_several(found, error);
  return NULL;
}

#include "sites.h"

#include "detect.h"
#include "engines.h"

#include <mighar/error.h>

/* A name that only ends in an engine's is a folder for it where it begins as folders for migrations do. */
static gboolean is_for_engine(const char *folder, const MigharEngine *const *known,
                              const MigharEngine *engine)
{
  return mighar_engine_of_word(known, folder) == engine ||
         (g_str_has_prefix(folder, "migration") && mighar_engine_of_folder(known, folder) == engine);
}

/* The folder for the engine: NULL without an error when there is none. */
static const char *folder_for(const MigharListing *listing, const MigharEngine *const *known,
                              const MigharEngine *engine, GError **error)
{
  const char *found = NULL;
  for (guint i = 0; i < listing->directories->len; i++) {
    const char *folder = g_ptr_array_index(listing->directories, i);
    if (!is_for_engine(folder, known, engine))
      continue;
    if (found != NULL) {
      mighar_set_error_at(error, MIGHAR_ERROR_USAGE, listing->directory, 0, "keep one of them",
                          "'%s' and '%s' are both folders for %s", found, folder, engine->title);
      return NULL;
    }
    found = folder;
  }
  return found;
}

/* Whether one of the folders has migrations: folders that only bear an engine's name make no project. */
static gboolean check_sites(const GArray *sites, const MigharEngine *const *known, gboolean *is_project,
                            GError **error)
{
  *is_project = FALSE;
  for (guint i = 0; i < sites->len && !*is_project; i++) {
    g_autoptr(MigharListing) listing =
        mighar_listing_read(g_array_index(sites, MigharSite, i).directory, error);
    if (listing == NULL)
      return FALSE;
    *is_project = mighar_listing_has_migrations(listing, known);
  }
  return TRUE;
}

GArray *mighar_sites_find(const MigharListing *listing, const MigharEngine *const *known, GError **error)
{
  g_autoptr(GArray) sites = g_array_new(FALSE, FALSE, sizeof(MigharSite));
  for (guint i = 0; known[i] != NULL; i++) {
    g_autoptr(GError) problem = NULL;
    const char *folder = folder_for(listing, known, known[i], &problem);
    if (problem != NULL) {
      g_propagate_error(error, g_steal_pointer(&problem));
      return NULL;
    }
    if (folder == NULL)
      continue;
    g_autofree char *path = mighar_path_below(listing->directory, folder);
    MigharSite site = {known[i], g_intern_string(path)};
    g_array_append_val(sites, site);
  }
  gboolean is_project;
  if (!check_sites(sites, known, &is_project, error))
    return NULL;
  return is_project ? g_steal_pointer(&sites) : g_array_new(FALSE, FALSE, sizeof(MigharSite));
}

static gboolean is_site(const GArray *sites, const char *path)
{
  for (guint i = 0; i < sites->len; i++)
    if (g_str_equal(g_array_index(sites, MigharSite, i).directory, path))
      return TRUE;
  return FALSE;
}

static char *remark_on_folder(const char *path, const char *name)
{
  if (mighar_word_is_foreign_engine(name))
    return g_strdup_printf("%s: not read: mighar does not run on '%s'", path, name);
  g_autoptr(GError) problem = NULL;
  g_autoptr(MigharListing) listing = mighar_listing_read(path, &problem);
  if (listing == NULL)
    return g_strdup(problem->message);
  if (listing->entries->len == 0)
    return NULL;
  return g_strdup_printf("%s: not read: %u SQL or numbered %s in a folder beside the migrations", path,
                         listing->entries->len, listing->entries->len == 1 ? "file" : "files");
}

static char *remark_on_files(const MigharListing *listing)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < listing->entries->len; i++)
    g_ptr_array_add(names, (gpointer)((MigharEntry *)g_ptr_array_index(listing->entries, i))->name);
  g_autofree char *list = mighar_name_list(names);
  return g_strdup_printf("%s: not read: files beside the folders for engines: %s", listing->directory, list);
}

GPtrArray *mighar_sites_leftovers(const MigharListing *listing, const GArray *sites)
{
  GPtrArray *remarks = g_ptr_array_new_with_free_func(g_free);
  if (sites->len > 0 && listing->entries->len > 0)
    g_ptr_array_add(remarks, remark_on_files(listing));
  for (guint i = 0; i < listing->directories->len; i++) {
    const char *name = g_ptr_array_index(listing->directories, i);
    g_autofree char *path = mighar_path_below(listing->directory, name);
    char *remark = is_site(sites, path) ? NULL : remark_on_folder(path, name);
    if (remark != NULL)
      g_ptr_array_add(remarks, remark);
  }
  return remarks;
}

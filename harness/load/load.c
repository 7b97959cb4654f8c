#include <mighar/load.h>

#include "detect.h"
#include "engines.h"
#include "external.h"
#include "loading.h"
#include "project.h"
#include "sites.h"

#include <mighar/error.h>

static gboolean check_engines(const MigharLoadOptions *options, GError **error)
{
  for (guint i = 0; options->engines != NULL && options->engines[i] != NULL; i++)
    if (mighar_engine_named(options->known, options->engines[i]) == NULL) {
      g_autofree char *names = mighar_engine_names(options->known);
      g_autofree char *hint = g_strdup_printf("there are: %s", names);
      mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "unknown engine '%s'", options->engines[i]);
      return FALSE;
    }
  return TRUE;
}

static gboolean check_format(const MigharLoadOptions *options, GError **error)
{
  if (options->format == NULL || mighar_format_find(options->format) != NULL)
    return TRUE;
  g_autofree char *names = g_strjoinv(", ", (char **)mighar_format_names());
  g_autofree char *hint = g_strdup_printf("there are: %s", names);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "unknown format '%s'", options->format);
  return FALSE;
}

static const MigharFormat *choose_format(const MigharLoadOptions *options, const MigharListing *listing,
                                         GError **error)
{
  return options->format != NULL ? mighar_format_find(options->format)
                                 : mighar_detect(listing, options->known, error);
}

/* Warnings about the project stand before those about the chain. What owns the directory knows better. */
static void add_leftovers(MigharChain *chain, const MigharListing *listing, const GArray *sites)
{
  const MigharFormat *format = mighar_format_find(chain->format->name);
  if (sites->len == 0 && format != NULL && format->owns != NULL)
    return;
  g_autoptr(GPtrArray) leftovers = mighar_sites_leftovers(listing, sites);
  for (guint i = 0; i < leftovers->len; i++)
    g_ptr_array_insert(chain->warnings, (int)i, g_strdup(g_ptr_array_index(leftovers, i)));
}

static gboolean load_site(const MigharLoadOptions *options, const MigharSite *site, GPtrArray *chains,
                          GError **error)
{
  g_autoptr(MigharListing) listing = mighar_listing_read(site->directory, error);
  const MigharFormat *format = listing != NULL ? choose_format(options, listing, error) : NULL;
  if (format == NULL)
    return FALSE;
  g_autoptr(GArray) no_sites = g_array_new(FALSE, FALSE, sizeof(MigharSite));
  MigharChain *chain = mighar_loading_run(format, site->engine, options, listing, error);
  if (chain == NULL)
    return FALSE;
  add_leftovers(chain, listing, no_sites);
  g_ptr_array_add(chains, chain);
  return TRUE;
}

/* An engine that was asked for has to have its folder. */
static gboolean check_wanted(const MigharLoadOptions *options, const MigharListing *listing,
                             const GArray *sites, GError **error)
{
  for (guint i = 0; options->engines != NULL && options->engines[i] != NULL; i++) {
    gboolean is_there = FALSE;
    for (guint s = 0; s < sites->len; s++)
      is_there |= g_str_equal(g_array_index(sites, MigharSite, s).engine->name, options->engines[i]);
    if (!is_there) {
      mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "'%s' has no folder for %s", listing->directory,
                       mighar_engine_named(options->known, options->engines[i])->title);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean load_sites(const MigharLoadOptions *options, const MigharListing *listing,
                           const GArray *sites, GPtrArray *chains, GError **error)
{
  if (!check_wanted(options, listing, sites, error))
    return FALSE;
  for (guint i = 0; i < sites->len; i++) {
    const MigharSite *site = &g_array_index(sites, MigharSite, i);
    if (mighar_engine_is_wanted(options, site->engine) && !load_site(options, site, chains, error))
      return FALSE;
  }
  add_leftovers(g_ptr_array_index(chains, 0), listing, sites);
  return TRUE;
}

/* The engines that the names of files mean, in the order of known; empty when they mean none. */
static GPtrArray *engines_in_names(const MigharLoadOptions *options, const MigharFormat *format,
                                   const MigharListing *listing)
{
  GPtrArray *engines = g_ptr_array_new();
  for (guint k = 0; options->known[k] != NULL; k++) {
    gboolean is_named = FALSE;
    for (guint i = 0; i < listing->entries->len && !is_named; i++) {
      g_auto(MigharName) name = {0};
      const MigharEntry *entry = g_ptr_array_index(listing->entries, i);
      is_named = format->parse_name(entry->name, options->known, &name) && name.engine != NULL &&
                 mighar_engine_of_word(options->known, name.engine) == options->known[k];
    }
    if (is_named && mighar_engine_is_wanted(options, options->known[k]))
      g_ptr_array_add(engines, (gpointer)options->known[k]);
  }
  return engines;
}

/* The one that the format's own configuration names; empty where it names none, or options do. */
static GPtrArray *engine_in_configuration(const MigharLoadOptions *options, const MigharFormat *format,
                                          const char *directory, GError **error)
{
  g_autoptr(GPtrArray) engines = g_ptr_array_new();
  g_autofree char *word = NULL;
  gboolean is_told = options->engines != NULL && options->engines[0] != NULL;
  if (is_told || format->name_engine == NULL)
    return g_steal_pointer(&engines);
  if (!format->name_engine(directory, &word, error))
    return NULL;
  const MigharEngine *engine = word != NULL ? mighar_engine_of_word(options->known, word) : NULL;
  if (word != NULL && engine == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL,
                     "'%s' is for the engine '%s', which mighar does not run on", directory, word);
    return NULL;
  }
  if (engine != NULL)
    g_ptr_array_add(engines, (gpointer)engine);
  return g_steal_pointer(&engines);
}

static GPtrArray *choose_engines(const MigharLoadOptions *options, const MigharFormat *format,
                                 const MigharListing *listing, GError **error)
{
  g_autoptr(GPtrArray) named = engines_in_names(options, format, listing);
  if (named->len > 0)
    return g_steal_pointer(&named);
  g_autoptr(GPtrArray) configured = engine_in_configuration(options, format, listing->directory, error);
  if (configured == NULL || configured->len > 0)
    return g_steal_pointer(&configured);
  return mighar_engines_of_directory(options, listing->directory, error);
}

static gboolean load_plain(const MigharLoadOptions *options, const MigharListing *listing,
                           const GArray *sites, GPtrArray *chains, GError **error)
{
  const MigharFormat *format = choose_format(options, listing, error);
  if (format == NULL)
    return FALSE;
  g_autoptr(GPtrArray) engines = choose_engines(options, format, listing, error);
  for (guint i = 0; engines != NULL && i < engines->len; i++) {
    MigharChain *chain = mighar_loading_run(format, g_ptr_array_index(engines, i), options, listing, error);
    if (chain == NULL)
      return FALSE;
    g_ptr_array_add(chains, chain);
  }
  if (engines == NULL)
    return FALSE;
  add_leftovers(g_ptr_array_index(chains, 0), listing, sites);
  return TRUE;
}

GPtrArray *mighar_load_project(const MigharLoadOptions *options, GError **error)
{
  if (!check_engines(options, error) || !check_format(options, error))
    return NULL;
  if (options->config != NULL && options->config->has_external && options->format == NULL)
    return mighar_external_load(options, error);
  const char *directory = mighar_project_find(options->path, options->known, error);
  g_autoptr(MigharListing) listing = directory != NULL ? mighar_listing_read(directory, error) : NULL;
  g_autoptr(GArray) sites = listing != NULL ? mighar_sites_find(listing, options->known, error) : NULL;
  if (sites == NULL)
    return NULL;
  g_autoptr(GPtrArray) chains = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_chain_free);
  gboolean is_loaded = sites->len > 0 ? load_sites(options, listing, sites, chains, error)
                                      : load_plain(options, listing, sites, chains, error);
  return is_loaded ? g_steal_pointer(&chains) : NULL;
}

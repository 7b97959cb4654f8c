#include "detect.h"

#include <mighar/error.h>

/* What each format says of each file. */
typedef struct {
  const MigharListing *listing;
  GArray *claims; /* MigharClaim: a row for each format, a column for each entry */
} Claims;

static void claims_clear(Claims *claims)
{
  g_clear_pointer(&claims->claims, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Claims, claims_clear)

static MigharClaim claim_of(const Claims *claims, guint format, guint entry)
{
  return g_array_index(claims->claims, MigharClaim, format * claims->listing->entries->len + entry);
}

static gpointer name_of(const Claims *claims, guint entry)
{
  return (gpointer)((const MigharEntry *)g_ptr_array_index(claims->listing->entries, entry))->name;
}

static gboolean make_claim(const MigharFormat *format, MigharEntry *entry, const MigharEngine *const *known,
                           MigharClaim *claim, GError **error)
{
  g_auto(MigharName) name = {0};
  *claim = MIGHAR_CLAIM_NONE;
  if (!format->parse_name(entry->name, known, &name))
    return TRUE;
  const MigharSource *source = mighar_entry_read(entry, error);
  if (source != NULL)
    *claim = format->claim(&name, source);
  return source != NULL;
}

static MigharClaim raise_at_home(MigharClaim claim, gboolean is_at_home)
{
  return is_at_home && claim >= MIGHAR_CLAIM_POSSIBLE ? MAX(claim, MIGHAR_CLAIM_LIKELY) : claim;
}

static gboolean make_claims(Claims *claims, const MigharEngine *const *known, GError **error)
{
  const GPtrArray *entries = claims->listing->entries;
  for (guint f = 0; mighar_formats[f] != NULL; f++) {
    const MigharFormat *format = mighar_formats[f];
    gboolean is_at_home = format->is_at_home != NULL && format->is_at_home(claims->listing->directory);
    for (guint e = 0; e < entries->len; e++) {
      MigharClaim claim;
      if (!make_claim(format, g_ptr_array_index(entries, e), known, &claim, error))
        return FALSE;
      claim = raise_at_home(claim, is_at_home);
      g_array_append_val(claims->claims, claim);
    }
  }
  return TRUE;
}

static MigharClaim strongest_of_format(const Claims *claims, guint format)
{
  MigharClaim strongest = MIGHAR_CLAIM_NONE;
  for (guint e = 0; e < claims->listing->entries->len; e++)
    strongest = MAX(strongest, claim_of(claims, format, e));
  return strongest;
}

static MigharClaim strongest_of_all(const Claims *claims)
{
  MigharClaim strongest = MIGHAR_CLAIM_NONE;
  for (guint f = 0; mighar_formats[f] != NULL; f++)
    strongest = MAX(strongest, strongest_of_format(claims, f));
  return strongest;
}

/* Whether the file is one that the format's tool would not take, and another format's tool would. */
static gboolean is_stranger(const Claims *claims, guint format, guint entry)
{
  if (claim_of(claims, format, entry) >= MIGHAR_CLAIM_POSSIBLE)
    return FALSE;
  gboolean is_taken = claim_of(claims, format, entry) == MIGHAR_CLAIM_DENIED;
  for (guint f = 0; mighar_formats[f] != NULL; f++)
    is_taken |= claim_of(claims, f, entry) >= MIGHAR_CLAIM_USUAL;
  return is_taken;
}

static GPtrArray *list_strangers(const Claims *claims, guint format)
{
  GPtrArray *names = g_ptr_array_new();
  for (guint e = 0; e < claims->listing->entries->len; e++)
    if (is_stranger(claims, format, e))
      g_ptr_array_add(names, name_of(claims, e));
  return names;
}

static GPtrArray *list_claimed(const Claims *claims, guint format, MigharClaim least)
{
  GPtrArray *names = g_ptr_array_new();
  for (guint e = 0; e < claims->listing->entries->len; e++)
    if (claim_of(claims, format, e) >= least)
      g_ptr_array_add(names, name_of(claims, e));
  return names;
}

static void refuse_several(const Claims *claims, MigharClaim strongest, GError **error)
{
  g_autoptr(GString) formats = g_string_new(NULL);
  for (guint f = 0; mighar_formats[f] != NULL; f++) {
    g_autoptr(GPtrArray) names = list_claimed(claims, f, strongest);
    g_autofree char *list = mighar_name_list(names);
    if (names->len > 0)
      g_string_append_printf(formats, "%s%s (%s)", formats->len > 0 ? " or " : "",
                             mighar_formats[f]->facts.name, list);
  }
  mighar_set_error(error, MIGHAR_ERROR_USAGE, "name the format with --format, or give each one a directory",
                   "cannot tell the format of '%s': %s", claims->listing->directory, formats->str);
}

static void refuse_strangers(const Claims *claims, guint format, const GPtrArray *strangers, GError **error)
{
  const char *name = mighar_formats[format]->facts.name;
  g_autofree char *list = mighar_name_list(strangers);
  g_autofree char *hint = g_strdup_printf("move them away, or insist with --format %s", name);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint,
                   "'%s' is in the format %s, but these files are in another: %s", claims->listing->directory,
                   name, list);
}

/* Everything that the directory has: its files, else its folders. */
static GPtrArray *list_contents(const MigharListing *listing)
{
  GPtrArray *names = g_ptr_array_new();
  for (guint i = 0; i < listing->entries->len; i++)
    g_ptr_array_add(names, (gpointer)((MigharEntry *)g_ptr_array_index(listing->entries, i))->name);
  for (guint i = 0; listing->entries->len == 0 && i < listing->directories->len; i++)
    g_ptr_array_add(names, g_ptr_array_index(listing->directories, i));
  return names;
}

static void refuse_all(const Claims *claims, GError **error)
{
  g_autoptr(GPtrArray) names = list_contents(claims->listing);
  g_autofree char *list = mighar_name_list(names);
  g_autofree char *formats = g_strjoinv(", ", (char **)mighar_format_names());
  g_autofree char *hint =
      g_strdup_printf("mighar reads %s; --format names one where detection fails", formats);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint,
                   "'%s' has no migrations in a format that mighar reads%s%s", claims->listing->directory,
                   names->len > 0 ? ", only " : "", list);
}

static const MigharFormat *choose(const Claims *claims, GError **error)
{
  MigharClaim strongest = strongest_of_all(claims);
  guint n_surest = 0, surest = 0;
  for (guint f = 0; mighar_formats[f] != NULL && strongest >= MIGHAR_CLAIM_USUAL; f++)
    if (strongest_of_format(claims, f) == strongest) {
      n_surest++;
      surest = f;
    }
  if (n_surest == 1) {
    g_autoptr(GPtrArray) strangers = list_strangers(claims, surest);
    if (strangers->len == 0)
      return mighar_formats[surest];
    refuse_strangers(claims, surest, strangers, error);
  } else if (n_surest > 1) {
    refuse_several(claims, strongest, error);
  } else {
    refuse_all(claims, error);
  }
  return NULL;
}

static const MigharFormat *find_owner(const char *directory)
{
  for (guint f = 0; mighar_formats[f] != NULL; f++)
    if (mighar_formats[f]->owns != NULL && mighar_formats[f]->owns(directory))
      return mighar_formats[f];
  return NULL;
}

const MigharFormat *mighar_detect(const MigharListing *listing, const MigharEngine *const *known,
                                  GError **error)
{
  const MigharFormat *owner = find_owner(listing->directory);
  if (owner != NULL)
    return owner;
  g_auto(Claims) claims = {listing, g_array_new(FALSE, FALSE, sizeof(MigharClaim))};
  return make_claims(&claims, known, error) ? choose(&claims, error) : NULL;
}

/* Where any name will do, only the content tells; a file that cannot be read tells nothing. */
static gboolean is_migration(const MigharFormat *format, MigharEntry *entry, const MigharEngine *const *known)
{
  g_auto(MigharName) name = {0};
  if (!format->parse_name(entry->name, known, &name))
    return FALSE;
  const MigharSource *source = format->takes_any_name ? mighar_entry_read(entry, NULL) : NULL;
  return !format->takes_any_name || (source != NULL && format->claim(&name, source) == MIGHAR_CLAIM_CERTAIN);
}

gboolean mighar_listing_has_migrations(const MigharListing *listing, const MigharEngine *const *known)
{
  for (guint f = 0; mighar_formats[f] != NULL; f++)
    for (guint e = 0; e < listing->entries->len; e++)
      if (is_migration(mighar_formats[f], g_ptr_array_index(listing->entries, e), known))
        return TRUE;
  return find_owner(listing->directory) != NULL;
}

#include "loading.h"

#include "batches.h"
#include "directive.h"

#include <mighar/error.h>

#include <stdarg.h>
#include <string.h>

typedef struct {
  const char *file; /* interned */
  guint line;
  char *text;
} Remark;

static void clear_remark(gpointer data)
{
  g_free(((Remark *)data)->text);
}

static int compare_remarks(gconstpointer a, gconstpointer b)
{
  const Remark *left = a, *right = b;
  int order = strcmp(left->file, right->file);
  if (order == 0 && left->line != right->line)
    order = left->line < right->line ? -1 : 1;
  return order != 0 ? order : strcmp(left->text, right->text);
}

void mighar_loading_warn(MigharLoading *loading, const char *file, guint line, const char *hint,
                         const char *format, ...)
{
  g_autofree char *place = line > 0 ? g_strdup_printf("%s:%u", file, line) : g_strdup(file);
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  Remark remark = {.file = g_intern_string(file), .line = line};
  remark.text = g_strconcat(place, ": ", message, hint != NULL ? "\nhint: " : NULL, hint, NULL);
  g_array_append_val(loading->remarks, remark);
}

const MigharSource *mighar_loading_read(MigharLoading *loading, MigharEntry *entry, GError **error)
{
  const MigharSource *source = mighar_entry_read(entry, error);
  if (source != NULL && source->has_mark)
    mighar_loading_warn(loading, source->file, 1, "save it as UTF-8 without a byte order mark",
                        "the file starts with a byte order mark: mighar skips it, %s does not",
                        loading->format->facts.name);
  return source;
}

gboolean mighar_loading_directives(MigharLoading *loading, const MigharSource *source,
                                   MigharMigration *migration, gboolean *no_transaction, GError **error)
{
  *no_transaction = FALSE;
  return mighar_directives_read(loading->chain->engine->dialect, source, migration->directives,
                                no_transaction, error);
}

static gboolean refuse_empty(const MigharLoading *loading, GError **error)
{
  g_autofree char *hint = g_strdup_printf("files of %s have names like '%s'", loading->format->facts.name,
                                          loading->format->example);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "there are no migrations for %s in '%s'",
                   loading->chain->engine->title, loading->listing->directory);
  return FALSE;
}

static void hand_over_remarks(MigharLoading *loading)
{
  g_array_sort(loading->remarks, compare_remarks);
  for (guint i = 0; i < loading->remarks->len; i++)
    g_ptr_array_add(loading->chain->warnings,
                    g_steal_pointer(&g_array_index(loading->remarks, Remark, i).text));
}

MigharChain *mighar_loading_run(const MigharFormat *format, const MigharEngine *engine,
                                const MigharLoadOptions *options, const MigharListing *listing,
                                GError **error)
{
  g_autoptr(GArray) remarks = g_array_new(FALSE, FALSE, sizeof(Remark));
  g_array_set_clear_func(remarks, clear_remark);
  g_autoptr(MigharChain) chain = mighar_chain_new(engine, &format->facts, listing->directory);
  MigharLoading loading = {format, options, listing, chain, remarks};
  if (!format->load(&loading, error) || (chain->migrations->len == 0 && !refuse_empty(&loading, error)))
    return NULL;
  if (!mighar_batches_take(chain, error))
    return NULL;
  hand_over_remarks(&loading);
  return g_steal_pointer(&chain);
}

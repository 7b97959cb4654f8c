#include "losses.h"

#include <string.h>

typedef int (*Compare)(const char *a, const char *b, gsize n);

/* Whether subject names the object, or the table that it is a column of: "users", "users.phone",
 * "public.users.phone" for "public.users.phone". */
static gboolean names(const char *subject, const char *name, Compare compare)
{
  gsize length = strlen(subject);
  for (const char *start = name; start != NULL; start = strchr(start, '.')) {
    start += start != name;
    if (compare(start, subject, length) == 0 && (start[length] == '\0' || start[length] == '.'))
      return TRUE;
  }
  return FALSE;
}

static const MigharDirective *find_acceptance(const Trial *trial, const char *object)
{
  const char *space = object != NULL ? strchr(object, ' ') : NULL;
  gboolean ignores_case = trial->chain->engine->ignores_case;
  const GPtrArray *directives = trial->migration->directives;
  for (guint i = 0; space != NULL && i < directives->len; i++) {
    const MigharDirective *directive = g_ptr_array_index(directives, i);
    if (directive->kind == MIGHAR_DIRECTIVE_LOSES &&
        names(directive->subject, space + 1, ignores_case ? g_ascii_strncasecmp : (Compare)strncmp))
      return directive;
  }
  return NULL;
}

static void tell_reason(MigharCheckReport *report, const MigharDirective *directive)
{
  g_autofree char *before = report->reason;
  g_autofree char *words =
      g_strdup_printf("the loss of %s is accepted: %s", directive->subject, directive->reason);
  if (before != NULL && strstr(before, words) != NULL)
    report->reason = g_steal_pointer(&before);
  else
    report->reason = before == NULL ? g_steal_pointer(&words) : g_strdup_printf("%s; %s", before, words);
}

/* The first one tells how to accept it; the others are accepted alike. */
static void tell_how(const MigharCheckReport *report)
{
  for (guint i = 0; i < report->findings->len; i++) {
    MigharFinding *finding = g_ptr_array_index(report->findings, i);
    const char *space = finding->object != NULL ? strchr(finding->object, ' ') : NULL;
    if (space == NULL || finding->hint != NULL ||
        (!g_str_equal(finding->kind, "lost") && !g_str_equal(finding->kind, "altered")))
      continue;
    finding->hint =
        g_strdup_printf("where that is meant to be, say so: -- mighar: loses %s <reason>", space + 1);
    return;
  }
}

void losses_accept(const Trial *trial, MigharCheckReport *report)
{
  for (guint i = 0; i < report->findings->len;) {
    const MigharDirective *directive =
        find_acceptance(trial, ((const MigharFinding *)g_ptr_array_index(report->findings, i))->object);
    if (directive == NULL) {
      i++;
      continue;
    }
    g_hash_table_add(trial->losses_used, (gpointer)directive);
    tell_reason(report, directive);
    g_ptr_array_remove_index(report->findings, i);
  }
  tell_how(report);
}

void losses_use(const Trial *trial, const char *object)
{
  const MigharDirective *directive = find_acceptance(trial, object);
  if (directive != NULL)
    g_hash_table_add(trial->losses_used, (gpointer)directive);
}

void losses_add_unneeded(const Trial *trial, MigharCheckReport *report)
{
  for (guint i = 0; i < trial->migration->directives->len; i++) {
    const MigharDirective *directive = g_ptr_array_index(trial->migration->directives, i);
    if (directive->kind != MIGHAR_DIRECTIVE_LOSES || g_hash_table_contains(trial->losses_used, directive))
      continue;
    MigharFinding *finding = mighar_finding_new("unneeded", "nothing of %s was lost", directive->subject);
    finding->file = directive->file;
    finding->line = directive->line;
    finding->hint = g_strdup("remove the directive, so that the next loss is seen");
    finding->cosmetic = TRUE;
    g_ptr_array_add(report->findings, finding);
  }
}

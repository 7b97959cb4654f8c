#include "rows_refusal.h"

#include "result_code.h"

#include <string.h>

static const struct {
  int code;
  MigharRefusedKind kind;
} kinds[] = {
    {SQLITE_CONSTRAINT_NOTNULL, MIGHAR_REFUSED_NULL},
    {SQLITE_CONSTRAINT_UNIQUE, MIGHAR_REFUSED_UNIQUE},
    {SQLITE_CONSTRAINT_PRIMARYKEY, MIGHAR_REFUSED_UNIQUE},
    {SQLITE_CONSTRAINT_ROWID, MIGHAR_REFUSED_UNIQUE},
    {SQLITE_CONSTRAINT_CHECK, MIGHAR_REFUSED_CHECK},
    {SQLITE_CONSTRAINT_FOREIGNKEY, MIGHAR_REFUSED_REFERENCE},
    {SQLITE_CONSTRAINT_DATATYPE, MIGHAR_REFUSED_VALUE},
    {SQLITE_MISMATCH, MIGHAR_REFUSED_VALUE},
    {SQLITE_TOOBIG, MIGHAR_REFUSED_VALUE},
};

/* "NOT NULL constraint failed: users.email", "UNIQUE constraint failed: users.a, users.b", "CHECK constraint
 * failed: positive", "cannot store TEXT value in INTEGER column users.n". */
static void read_subject(MigharRefusal *refusal)
{
  const char *colon = strstr(refusal->message, "constraint failed: ");
  const char *subject = colon != NULL ? colon + strlen("constraint failed: ") : NULL;
  const char *column = strstr(refusal->message, " column ");
  if (subject == NULL && refusal->kind == MIGHAR_REFUSED_VALUE && column != NULL)
    subject = column + strlen(" column ");
  if (subject == NULL)
    return;
  if (refusal->kind == MIGHAR_REFUSED_CHECK) {
    refusal->constraint = g_strdup(subject);
    return;
  }
  g_auto(GStrv) names = g_strsplit(subject, ", ", 2);
  const char *dot = names[0] != NULL ? strchr(names[0], '.') : NULL;
  if (dot != NULL)
    refusal->column = g_strdup(dot + 1);
}

void sqlite_explain_refusal(sqlite3 *connection, MigharRefusal *refusal)
{
  int code = sqlite3_extended_errcode(connection);
  refusal->kind = MIGHAR_REFUSED_OTHER;
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (kinds[i].code == code)
      refusal->kind = kinds[i].kind;
  refusal->code = g_strdup(sqlite_code_name(code));
  refusal->message = g_strdelimit(g_utf8_make_valid(sqlite3_errmsg(connection), -1), "\r\n", ' ');
  read_subject(refusal);
}

void sqlite_refuse_reference(MigharRefusal *refusal)
{
  *refusal = (MigharRefusal){
      .kind = MIGHAR_REFUSED_REFERENCE,
      .message = g_strdup("FOREIGN KEY constraint failed"),
      .code = g_strdup("SQLITE_CONSTRAINT_FOREIGNKEY"),
  };
}

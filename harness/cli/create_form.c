#include "create_form.h"

#include <string.h>

#define ONE    "{version}_{title}.sql"
#define UP     "{version}_{title}.up.sql"
#define DOWN   "{version}_{title}.down.sql"
#define DASHES "2001-01-01-000000"

/* Numbered as the tool's own command does where it has one. */
static const CreateForm forms[] = {
    {"dbmate", "-- migrate:up\n\n\n-- migrate:down\n\n", NULL, ONE, NULL, NULL},
    {"diesel", NULL, DASHES, "{version}_{title}/up.sql", "{version}_{title}/down.sql", NULL},
    {"flyway", NULL, "1", "V{version}__{title}.sql", "U{version}__{title}.sql", NULL},
    {"golang-migrate", NULL, NULL, UP, DOWN, NULL},
    {"goose", "-- +goose Up\n\n\n-- +goose Down\n\n", NULL, ONE, NULL, NULL},
    {"liquibase", NULL, NULL, NULL, NULL, "a changeset is written into a changelog"},
    {"pairs", NULL, "0001", UP, DOWN, NULL},
    {"sections", "-- UP\n\n\n-- DOWN\n\n", "0001", ONE, NULL, NULL},
    {"sql-migrate", "-- +migrate Up\n\n\n-- +migrate Down\n\n", NULL, "{version}-{title}.sql", NULL, NULL},
    {"sqitch", NULL, NULL, NULL, NULL, "'sqitch add NAME' makes it, and adds it to the plan"},
    {"sqlx", NULL, NULL, UP, DOWN, NULL},
    {"tern", "-- the up\n\n---- create above / drop below ----\n\n-- the down\n", "001", ONE, NULL, NULL},
};

const CreateForm *create_form(const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++)
    if (g_str_equal(forms[i].format, format))
      return &forms[i];
  return NULL;
}

char *create_form_names(void)
{
  GString *names = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(forms); i++)
    if (forms[i].tool == NULL)
      g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", forms[i].format);
  return g_string_free(names, FALSE);
}

/* Of the format of sections there are the words of node-pg-migrate, too. */
const char *create_form_text(const CreateForm *form, const char *last)
{
  g_autofree char *small = last != NULL ? g_ascii_strdown(last, -1) : NULL;
  if (small != NULL && g_str_equal(form->format, "sections") && strstr(small, "up migration") != NULL)
    return "-- Up Migration\n\n\n-- Down Migration\n\n";
  return form->text;
}

char *create_form_fill(const char *pattern, const char *version, const char *title)
{
  g_autoptr(GString) text = g_string_new(pattern);
  g_string_replace(text, "{version}", version, 0);
  g_string_replace(text, "{title}", title, 0);
  return g_string_free(g_steal_pointer(&text), FALSE);
}

/* Text for a terminal: lines whose parts have roles, which are colours where colour is wanted. */
#pragma once

#include <mighar/output.h>

typedef enum {
  ROLE_PLAIN,
  ROLE_TITLE,
  ROLE_GOOD,
  ROLE_WARN,
  ROLE_BAD,
  ROLE_ADDED,
  ROLE_REMOVED,
  ROLE_FAINT,
} Role;

typedef struct {
  GString *text;
  const MigharOutputStyle *style;
} Page;

/* Appends the text, cleaned: nothing of a migration or an engine may reach the page but through here, so that
 * no message can steer a terminal. */
void page_put(Page *page, Role role, const char *text);

/* A line of its own, indented by so many spaces. */
void page_put_line(Page *page, guint indent, Role role, const char *text);

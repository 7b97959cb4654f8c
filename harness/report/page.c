#include "page.h"

#include "text.h"

void page_put(Page *page, Role role, const char *text)
{
  static const char *const codes[] = {
      [ROLE_PLAIN] = NULL, [ROLE_TITLE] = "1",  [ROLE_GOOD] = "1;32",  [ROLE_WARN] = "1;33",
      [ROLE_BAD] = "1;31", [ROLE_ADDED] = "32", [ROLE_REMOVED] = "31", [ROLE_FAINT] = "2",
  };
  g_autofree char *clean = text_clean(text, text_printable);
  if (page->style->colour && codes[role] != NULL)
    g_string_append_printf(page->text, "\033[%sm%s\033[0m", codes[role], clean);
  else
    g_string_append(page->text, clean);
}

void page_put_line(Page *page, guint indent, Role role, const char *text)
{
  if (*text != '\0') {
    g_string_append_printf(page->text, "%*s", (int)indent, "");
    page_put(page, role, text);
  }
  g_string_append_c(page->text, '\n');
}

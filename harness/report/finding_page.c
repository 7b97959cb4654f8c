#include "finding_page.h"

#include "details.h"
#include "text.h"

/* A report is read by a person; the other outputs hold everything. */
#define DETAILS_PER_FINDING 40

static const struct {
  const char *word;
  Role role;
} verdicts[] = {
    [MIGHAR_SKIP] = {"SKIP", ROLE_FAINT},   [MIGHAR_PASS] = {"PASS", ROLE_GOOD},
    [MIGHAR_WARN] = {"WARN", ROLE_WARN},    [MIGHAR_FAIL] = {"FAIL", ROLE_BAD},
    [MIGHAR_UNKNOWN] = {"ERROR", ROLE_BAD},
};

void finding_page_put_more(Page *page, guint indent, guint n, const char *noun)
{
  g_autofree char *count = text_count(n, noun);
  g_autofree char *line = g_strdup_printf("... and %s (--json FILE holds all)", count);
  if (n > 0)
    page_put_line(page, indent, ROLE_FAINT, line);
}

typedef struct {
  Page *page;
  guint indent;
  guint n;
} DetailCount;

static void put_detail(DetailKind kind, const char *line, void *data)
{
  static const Role roles[] = {
      [DETAIL_SAME] = ROLE_FAINT, [DETAIL_REMOVED] = ROLE_REMOVED, [DETAIL_ADDED] = ROLE_ADDED,
      [DETAIL_HINT] = ROLE_PLAIN, [DETAIL_FIX] = ROLE_PLAIN,
  };
  DetailCount *count = data;
  if (kind >= DETAIL_HINT || count->n++ < DETAILS_PER_FINDING)
    page_put_line(count->page, count->indent, roles[kind], line);
  else if (count->n == DETAILS_PER_FINDING + 1)
    page_put_line(count->page, count->indent, ROLE_FAINT, "  ... (--json FILE holds all)");
}

void finding_page_put(Page *page, guint indent, const MigharFinding *finding)
{
  DetailCount count = {page, indent + 2, 0};
  page_put_line(page, indent, ROLE_PLAIN, finding->message);
  details_visit(finding, put_detail, &count);
}

const char *finding_page_verdict(MigharVerdict verdict)
{
  return verdicts[verdict].word;
}

void finding_page_put_verdict(Page *page, MigharVerdict verdict)
{
  page_put(page, verdicts[verdict].role, verdicts[verdict].word);
}

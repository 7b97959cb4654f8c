/* Names as teams give them. */
#include "corpus.h"

static const char *const areas[] = {
    "customer", "supplier", "billing", "shipping", "warehouse", "product",  "catalog",  "campaign",
    "support",  "employee", "partner", "contract", "payment",   "delivery", "purchase", "sales",
    "project",  "vehicle",  "branch",  "loyalty",  "insurance", "training", "security", "marketing",
};
static const char *const things[] = {
    "accounts", "orders",    "items",     "invoices",   "addresses", "contacts",  "notes",    "documents",
    "events",   "reminders", "prices",    "discounts",  "returns",   "refunds",   "tickets",  "messages",
    "tags",     "groups",    "members",   "schedules",  "requests",  "approvals", "budgets",  "reports",
    "targets",  "ratings",   "incidents", "agreements", "batches",   "shipments", "policies", "sessions",
};
static const char *const texts[] = {"description", "comment",   "remarks",  "summary", "source",
                                    "origin",      "reference", "subtitle", "address", "contact_name"};
static const char *const codes[] = {"code",     "sku",    "iban",    "country",
                                    "currency", "locale", "barcode", "slug"};
static const char *const numbers[] = {"quantity", "position", "priority", "rank",
                                      "capacity", "retries",  "weight",   "floor_number"};
static const char *const amounts[] = {"price",   "total", "balance", "fee",
                                      "deposit", "tax",   "budget",  "credit"};
static const char *const flags[] = {"active", "archived", "verified", "locked",
                                    "public", "billable", "urgent"};
static const char *const times[] = {"starts_at", "ends_at", "sent_at", "paid_at", "closed_at", "seen_at"};
static const char *const states[] = {"status", "stage", "phase", "kind"};

static const struct {
  const char *const *words;
  guint n;
} vocabulary[] = {
    [TYPE_TEXT] = {texts, G_N_ELEMENTS(texts)},       [TYPE_CODE] = {codes, G_N_ELEMENTS(codes)},
    [TYPE_NUMBER] = {numbers, G_N_ELEMENTS(numbers)}, [TYPE_AMOUNT] = {amounts, G_N_ELEMENTS(amounts)},
    [TYPE_FLAG] = {flags, G_N_ELEMENTS(flags)},       [TYPE_TIME] = {times, G_N_ELEMENTS(times)},
    [TYPE_STATUS] = {states, G_N_ELEMENTS(states)},
};

static char *claim(Schema *schema, char *name)
{
  g_autofree char *stem = name;
  name = g_strdup(stem);
  for (guint i = 2; !g_hash_table_add(schema->names, g_strdup(name)); i++) {
    g_free(name);
    name = g_strdup_printf("%s_%u", stem, i);
  }
  return name;
}

char *unique_name(Schema *schema, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  char *name = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return claim(schema, name);
}

char *table_name(Schema *schema)
{
  const char *area = areas[pick(schema, G_N_ELEMENTS(areas))];
  return unique_name(schema, "%s_%s", area, things[pick(schema, G_N_ELEMENTS(things))]);
}

char *column_name(Schema *schema, const Table *table, Type type)
{
  g_autofree char *stem = g_strdup(vocabulary[type].words[pick(schema, vocabulary[type].n)]);
  char *name = g_strdup(stem);
  for (guint i = 2; find_column(table, name) != NULL; i++) {
    g_free(name);
    name = g_strdup_printf("%s_%u", stem, i);
  }
  return name;
}

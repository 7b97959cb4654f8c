#include <mighar/finding.h>

#include <stdarg.h>

const char *mighar_verdict_name(MigharVerdict verdict)
{
  static const char *const names[] = {
      [MIGHAR_SKIP] = "skip", [MIGHAR_PASS] = "pass",     [MIGHAR_WARN] = "warn",
      [MIGHAR_FAIL] = "fail", [MIGHAR_UNKNOWN] = "error",
  };
  return names[verdict];
}

MigharFinding *mighar_finding_new(const char *kind, const char *format, ...)
{
  MigharFinding *finding = g_new0(MigharFinding, 1);
  va_list arguments;
  va_start(arguments, format);
  finding->kind = g_intern_string(kind);
  finding->message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return finding;
}

MigharFinding *mighar_finding_copy(const MigharFinding *finding)
{
  MigharFinding *copy = g_memdup2(finding, sizeof *finding);
  copy->object = g_strdup(finding->object);
  copy->property = g_strdup(finding->property);
  copy->before = g_strdup(finding->before);
  copy->after = g_strdup(finding->after);
  copy->message = g_strdup(finding->message);
  copy->hint = g_strdup(finding->hint);
  copy->fix = g_strdup(finding->fix);
  return copy;
}

void mighar_finding_free(MigharFinding *finding)
{
  if (finding == NULL)
    return;
  g_free(finding->object);
  g_free(finding->property);
  g_free(finding->before);
  g_free(finding->after);
  g_free(finding->message);
  g_free(finding->hint);
  g_free(finding->fix);
  g_free(finding);
}

#include <mighar/error.h>

#include <stdarg.h>

G_DEFINE_QUARK(mighar - error - quark, mighar_error)

static void set_error(GError **error, MigharErrorCode code, const char *place, const char *hint,
                      const char *format, va_list arguments)
{
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  g_set_error(error, MIGHAR_ERROR, code, "%s%s%s%s", place, message, hint != NULL ? "\nhint: " : "",
              hint != NULL ? hint : "");
}

void mighar_set_error(GError **error, MigharErrorCode code, const char *hint, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  set_error(error, code, "", hint, format, arguments);
  va_end(arguments);
}

void mighar_set_error_at(GError **error, MigharErrorCode code, const char *file, guint line, const char *hint,
                         const char *format, ...)
{
  g_autofree char *place = line > 0 ? g_strdup_printf("%s:%u: ", file, line) : g_strdup_printf("%s: ", file);
  va_list arguments;
  va_start(arguments, format);
  set_error(error, code, place, hint, format, arguments);
  va_end(arguments);
}

/* Each function of libpq is one here that passes on what it is called with. */
#include "libpq.h"

#include <dlfcn.h>
#include <libpq-fe.h>
#include <mighar/error.h>
#include <string.h>

#ifdef __APPLE__
#define LIBRARY "libpq.5.dylib"
#else
#define LIBRARY "libpq.so.5"
#endif

#define GET(type, name, parameters, arguments) AT_##name,
#define DO(name, parameters, arguments)        AT_##name,
enum {
#include "libpq_calls.inc"
  N_CALLS
};
#undef GET
#undef DO

#define GET(type, name, parameters, arguments) #name,
#define DO(name, parameters, arguments)        #name,
static const char *const names[N_CALLS] = {
#include "libpq_calls.inc"
};
#undef GET
#undef DO

static gpointer functions[N_CALLS];

/* Where mighar was built against one in a place that the system does not look at, it is there. */
static void *open_library(void)
{
  void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
  return library != NULL ? library : dlopen(MIGHAR_LIBPQ_FOLDER "/" LIBRARY, RTLD_NOW | RTLD_LOCAL);
}

/* It stays loaded. All of it is found, or none. */
static gboolean load(GError **error)
{
  gpointer found[N_CALLS];
  void *library = open_library();
  if (library == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "install libpq (Debian: libpq5)",
                     "PostgreSQL's client library cannot be loaded: %s", dlerror());
    return FALSE;
  }
  for (guint i = 0; i < N_CALLS; i++) {
    found[i] = dlsym(library, names[i]);
    if (found[i] != NULL)
      continue;
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "install libpq of PostgreSQL 14 or newer",
                     "PostgreSQL's client library is too old: it has no function '%s'", names[i]);
    return FALSE;
  }
  memcpy(functions, found, sizeof functions);
  return TRUE;
}

gboolean libpq_load(GError **error)
{
  static GMutex mutex;
  static gboolean loaded;
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&mutex);
  loaded = loaded || load(error);
  return loaded;
}

/* Who has not asked for it before, gets it all the same. NULL: there is none, and whoever clears up after
 * that has nothing that libpq could free. */
static gpointer call(guint number)
{
  if (functions[number] == NULL)
    libpq_load(NULL);
  return functions[number];
}

#define GET(type, name, parameters, arguments)                                                               \
  type name parameters                                                                                       \
  {                                                                                                          \
    type(*function) parameters = call(AT_##name);                                                            \
    return function != NULL ? function arguments : (type)0;                                                  \
  }
#define DO(name, parameters, arguments)                                                                      \
  void name parameters                                                                                       \
  {                                                                                                          \
    void(*function) parameters = call(AT_##name);                                                            \
    if (function != NULL)                                                                                    \
      function arguments;                                                                                    \
  }
#include "libpq_calls.inc"

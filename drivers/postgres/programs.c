#include "programs.h"

#include "titles.h"

#include <glob.h>
#include <mighar/error.h>
#include <string.h>

#define OLDEST 130000

/* Debian, Red Hat, Alpine, Gentoo, built by hand, Homebrew, Postgres.app */
static const char *const usual_places[] = {
    "/usr/lib/postgresql/*/bin",      "/usr/pgsql-*/bin",
    "/usr/libexec/postgresql*",       "/usr/lib*/postgresql-*/bin",
    "/usr/local/pgsql/bin",           "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin", "/Applications/Postgres.app/Contents/Versions/*/bin",
};

const char programs_places[] =
    "PATH, pg_config --bindir and the usual places such as /usr/lib/postgresql/*/bin";

void programs_free(Programs *programs)
{
  if (programs == NULL)
    return;
  g_free(programs->directory);
  g_free(programs->title);
  g_free(programs);
}

Programs *programs_copy(const Programs *programs)
{
  Programs *copy = g_new0(Programs, 1);
  *copy = (Programs){g_strdup(programs->directory), g_strdup(programs->title), programs->version};
  return copy;
}

char *programs_path(const Programs *programs, const char *name)
{
  return g_build_filename(programs->directory, name, NULL);
}

/* "postgres (PostgreSQL) 16beta1" is 160000. 0 when it is no such title. */
static int parse_version(const char *title)
{
  const char *number = strstr(title, ") ");
  if (!g_str_has_prefix(title, "postgres ") || number == NULL)
    return 0;
  char *rest;
  guint64 major = g_ascii_strtoull(number + 2, &rest, 10);
  guint64 minor = *rest == '.' ? g_ascii_strtoull(rest + 1, NULL, 10) : 0;
  return (int)(MIN(major, 1000) * 10000 + MIN(minor, 9999));
}

/* What the program prints on standard output, one line, or NULL with the reason. */
static char *ask(const char *program, const char *option, GError **error)
{
  const char *call[] = {program, option, NULL};
  g_autofree char *answer = NULL;
  g_autofree char *complaint = NULL;
  int status;
  if (!g_spawn_sync(NULL, (char **)call, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &answer, &complaint, &status,
                    error))
    return NULL;
  if (status == 0)
    return g_strdup(g_strstrip(answer));
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "'%s %s' fails: %s", program, option,
                   g_strstrip(complaint));
  return NULL;
}

static const char wanted[] =
    "name the folder that holds postgres and initdb, such as /usr/lib/postgresql/15/bin";

static gboolean has(const Programs *programs, const char *name, GError **error)
{
  g_autofree char *path = programs_path(programs, name);
  if (g_file_test(path, G_FILE_TEST_IS_EXECUTABLE) && !g_file_test(path, G_FILE_TEST_IS_DIR))
    return TRUE;
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, wanted,
                   "no PostgreSQL server in '%s': there is no program '%s'", programs->directory, name);
  return FALSE;
}

static gboolean read_title(Programs *programs, GError **error)
{
  g_autofree char *server = programs_path(programs, "postgres");
  programs->title = titles_find(server);
  gboolean known = programs->title != NULL;
  if (!known)
    programs->title = ask(server, "--version", error);
  if (programs->title == NULL)
    return FALSE;
  programs->version = parse_version(programs->title);
  if (programs->version >= OLDEST) {
    if (!known)
      titles_keep(server, programs->title);
    return TRUE;
  }
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, "give a server of PostgreSQL 13 or newer",
                   "the server in '%s' is '%s'", programs->directory, programs->title);
  return FALSE;
}

Programs *programs_at(const char *directory, GError **error)
{
  g_autoptr(Programs) programs = g_new0(Programs, 1);
  programs->directory = g_canonicalize_filename(directory, NULL);
  return has(programs, "postgres", error) && has(programs, "initdb", error) && read_title(programs, error)
             ? g_steal_pointer(&programs)
             : NULL;
}

/* Directories that are there twice, by a link, are one installation. */
static void add(GPtrArray *found, GHashTable *seen, const char *directory)
{
  char *real = realpath(directory, NULL);
  g_autofree char *name = g_strdup(real);
  free(real);
  if (name == NULL || !g_hash_table_add(seen, g_strdup(name)))
    return;
  g_autofree char *server = g_build_filename(name, "postgres", NULL);
  Programs *programs = g_file_test(server, G_FILE_TEST_IS_EXECUTABLE) ? programs_at(name, NULL) : NULL;
  if (programs != NULL)
    g_ptr_array_add(found, programs);
}

static void add_directory_of(GPtrArray *found, GHashTable *seen, const char *program)
{
  g_autofree char *path = g_find_program_in_path(program);
  char *real = path != NULL ? realpath(path, NULL) : NULL;
  g_autofree char *directory = real != NULL ? g_path_get_dirname(real) : NULL;
  free(real);
  if (directory != NULL)
    add(found, seen, directory);
}

static void add_usual_places(GPtrArray *found, GHashTable *seen)
{
  for (guint i = 0; i < G_N_ELEMENTS(usual_places); i++) {
    glob_t matches;
    if (glob(usual_places[i], GLOB_NOSORT, NULL, &matches) == 0)
      for (gsize k = 0; k < matches.gl_pathc; k++)
        add(found, seen, matches.gl_pathv[k]);
    globfree(&matches);
  }
}

static int compare_versions(gconstpointer a, gconstpointer b)
{
  const Programs *left = *(const Programs *const *)a, *right = *(const Programs *const *)b;
  return right->version != left->version ? right->version - left->version
                                         : strcmp(left->directory, right->directory);
}

GPtrArray *programs_search(void)
{
  GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)programs_free);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  add_directory_of(found, seen, "postgres");
  add_usual_places(found, seen);
  /* A process of its own, which mostly says what is known by now. */
  g_autofree char *pointed_at = found->len == 0 ? ask("pg_config", "--bindir", NULL) : NULL;
  if (pointed_at != NULL)
    add(found, seen, pointed_at);
  g_ptr_array_sort(found, compare_versions);
  return found;
}

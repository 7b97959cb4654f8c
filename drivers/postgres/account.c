#include "account.h"

#include <errno.h>
#include <grp.h>
#include <mighar/error.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

static gboolean look_up(const char *name, Account *account)
{
  const struct passwd *entry = getpwnam(name);
  if (entry == NULL || entry->pw_uid == 0)
    return FALSE;
  *account = (Account){.name = g_strdup(name), .uid = entry->pw_uid, .gid = entry->pw_gid};
  return TRUE;
}

gboolean account_for_server(const Account **account, GError **error)
{
  static Account found;
  *account = NULL;
  if (geteuid() != 0)
    return TRUE;
  if (found.name == NULL && !look_up("postgres", &found) && !look_up("nobody", &found)) {
    mighar_set_error(
        error, MIGHAR_ERROR_ENVIRONMENT, "run mighar as an ordinary user, or add a user 'postgres'",
        "PostgreSQL refuses to run as root, and there is no user 'postgres' or 'nobody' to run it as");
    return FALSE;
  }
  *account = &found;
  return TRUE;
}

gboolean account_become(const Account *account)
{
  return account == NULL ||
         (setgroups(1, &account->gid) == 0 && setgid(account->gid) == 0 && setuid(account->uid) == 0);
}

static gboolean may_enter(const Account *account, const char *directory)
{
  struct stat status;
  if (stat(directory, &status) != 0)
    return FALSE;
  mode_t needed = status.st_uid == account->uid ? S_IXUSR : status.st_gid == account->gid ? S_IXGRP : S_IXOTH;
  return (status.st_mode & needed) != 0;
}

gboolean account_reaches(const Account *account, const char *path)
{
  if (account == NULL)
    return access(path, X_OK) == 0;
  g_autofree char *directory = g_canonicalize_filename(path, NULL);
  while (may_enter(account, directory)) {
    if (g_str_equal(directory, "/"))
      return TRUE;
    g_autofree char *child = g_steal_pointer(&directory);
    directory = g_path_get_dirname(child);
  }
  return FALSE;
}

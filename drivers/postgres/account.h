/* Who a server runs as: PostgreSQL refuses to run as root. */
#pragma once

#include <glib.h>
#include <sys/types.h>

typedef struct {
  char *name;
  uid_t uid;
  gid_t gid;
} Account;

/* Sets *account to who a server must run as when mighar is root: "postgres" where there is such a user, else
 * "nobody"; to NULL when mighar is not root and the server runs as whoever that is. Static. FALSE and
 * MIGHAR_ERROR_ENVIRONMENT when mighar is root and there is no such user. */
gboolean account_for_server(const Account **account, GError **error);

/* Turns the calling process into this user for good; NULL changes nothing. Only system calls. FALSE with
 * errno. */
gboolean account_become(const Account *account);

/* Whether that user can come to path, which exists; NULL is who mighar is. */
gboolean account_reaches(const Account *account, const char *path);

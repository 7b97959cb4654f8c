/* What a database can hold of what was lost, as it says itself. */
#pragma once

#include <mighar/compare.h>

/* Takes out of losses (MigharLateLoss) those that the database does not take back, and adds the names of
 * their objects (char *) to inherent. schema: of the database, which stays as it is. */
gboolean capacity_ask(MigharDatabase *database, const MigharSnapshot *schema, GPtrArray *losses,
                      GPtrArray *inherent, GError **error);

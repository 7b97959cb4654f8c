/* The driver of SQLite, for the table of drivers. */
#pragma once

#include <mighar/driver.h>

extern const MigharDriver mighar_sqlite_driver;

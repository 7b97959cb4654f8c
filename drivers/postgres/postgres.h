/* The driver of PostgreSQL, for the table of drivers. */
#pragma once

#include <mighar/driver.h>

extern const MigharDriver mighar_postgres_driver;

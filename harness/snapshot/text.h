/* What the writer and the reader of the text form agree on. */
#pragma once

/* The first line: TEXT_MAGIC, TEXT_VERSION, TEXT_OF, one of the two origins, ": ", the engine, a space, its
 * version. A change that an older reader would misread gets a new TEXT_VERSION. */
#define TEXT_MAGIC      "mighar snapshot "
#define TEXT_VERSION    "1"
#define TEXT_EXISTING   " of a database: "
#define TEXT_MIGRATIONS " of migrations: "

/* Stands where a property's name does; no property is called so. */
#define TEXT_PARENT "part of"

#define TEXT_PROPERTY_INDENT "  "
#define TEXT_VALUE_INDENT    "    "

/* Options of all commands that hold two schemas against each other, as rows of a table of arguments. */
#pragma once

#include "arguments.h"
#include "verdict.h"

/* type has a member "verdict", a VerdictOptions. */
#define VERDICT_AT(type, field) G_STRUCT_OFFSET(type, verdict.field)
#define VERDICT_OPTIONS(type)                                                                                \
  {{"strict", 0, FLAG, "the order of columns and white space in routines count, too", NULL},                 \
   VERDICT_AT(type, strict)},                                                                                \
      {{"json", 0, FLAG, "print JSON", NULL}, VERDICT_AT(type, json)},                                       \
      {{"quiet", 'q', FLAG, "print differences only", NULL}, VERDICT_AT(type, quiet)},                       \
      {{"no-colour", 0, FLAG, "print no colours; so does NO_COLOR in the environment", NULL},                \
       VERDICT_AT(type, no_colour)},                                                                         \
  {                                                                                                          \
    {"no-color", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, NULL, NULL, NULL}, VERDICT_AT(type, no_colour)  \
  }

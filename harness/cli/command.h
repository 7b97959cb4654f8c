/* The commands of the program: a file each. */
#pragma once

#include <glib.h>

/* What the program ends with. */
typedef enum {
  EXIT_GOOD = 0,        /* nothing failed */
  EXIT_FAILED = 1,      /* a check failed */
  EXIT_USAGE = 2,       /* the call, the configuration or a migration file is wrong */
  EXIT_ENVIRONMENT = 3, /* a server, a file system or a network does not do its part */
} ExitCode;

typedef struct Command Command;

struct Command {
  const char *name;
  const char *aliases[3];                /* other names; NULL ends */
  const char *summary;                   /* one line */
  char *(*help)(const Command *command); /* all there is to know; free with g_free() */
  ExitCode (*run)(const Command *command, int argc, char **argv); /* argv[0] is its name; may reorder argv */
  const void *facts; /* what commands that share help and run differ in; else NULL */
};

extern const Command command_run, command_list, command_snapshot, command_diff, command_drift, command_help,
    command_version, command_up, command_down, command_redo, command_goto, command_status,
    command_database_version, command_baseline, command_repair, command_validate, command_create,
    command_wait;

/* All commands in the order of the help; NULL ends. */
extern const Command *const commands[];

/* NULL when there is none of that name. */
const Command *command_find(const char *name);

/* Says that there is no such command, and which one may have been meant. */
ExitCode command_unknown(const char *name);

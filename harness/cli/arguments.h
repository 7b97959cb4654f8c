/* What can be said to a command: options in a table, and a path. */
#pragma once

#include <glib.h>

/* Words are taken as bytes (FILENAME), whatever the locale: file names are what they are. */
#define FLAG  0, G_OPTION_ARG_NONE, NULL
#define WORD  0, G_OPTION_ARG_FILENAME, NULL
#define WORDS 0, G_OPTION_ARG_FILENAME_ARRAY, NULL

typedef struct {
  GOptionEntry entry; /* without arg_data */
  gsize field;        /* of the command's options: where the value goes */
} Argument;

typedef struct {
  const char *command;  /* "run" */
  const char *summary;  /* a sentence, for the help */
  const char *operands; /* what stands beside the options, for the help; NULL: "[PATH]" */
  const Argument *table;
  guint n;
} Arguments;

/* The help of the command; description stands below the options. Free with g_free(). */
char *arguments_help(const Arguments *arguments, const char *description);

/* Takes the options out of argv, the first of which is the command's name, and puts their values into
 * options, which start as zeros. MIGHAR_ERROR_USAGE for what is not in the table or lacks its value. */
gboolean arguments_parse(const Arguments *arguments, gpointer options, int *argc, char ***argv,
                         GError **error);

/* What is left after the options: *path is a copy of it, NULL when nothing is. MIGHAR_ERROR_USAGE when it is
 * no path, or more than one. */
gboolean arguments_take_path(int argc, char **argv, char **path, GError **error);

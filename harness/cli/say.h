/* What the program says: errors and warnings on standard error, after "mighar: ". */
#pragma once

#include "command.h"

#include <stdio.h>

/* Prints the error and returns the exit code that it stands for. */
ExitCode say_error(const GError *error);

void say_warning(const char *text);

/* Writes the text to the stream. A reader that has seen enough is no error; returns EXIT_GOOD then too. */
ExitCode say_text(FILE *stream, const char *text);

/* Whether what goes to the stream is to be coloured: it is a terminal that can, and nobody minds. */
gboolean say_in_colour(FILE *stream, gboolean no_colour);

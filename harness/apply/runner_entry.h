/* What there is to record of a step, as the templates have it. */
#pragma once

#include "runner_private.h"

/* Values of the templates; the arrays own what is in them. */
typedef struct {
  GArray *values; /* TemplateValue, ended by one without a name */
  GPtrArray *owned;
} Entry;

/* The values of a step that will be applied; entry is overwritten. */
void entry_make(Entry *entry, const MigharRunner *runner, const MigharRunnerStep *step);
void entry_clear(Entry *entry);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Entry, entry_clear)

/* Gives the value of this name another one, which is copied. */
void entry_set(Entry *entry, const char *name, const char *value);

const TemplateValue *entry_values(const Entry *entry);

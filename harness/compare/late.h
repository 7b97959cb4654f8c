/* What became of rows that were written between an up and its down. */
#pragma once

#include "row_set.h"

/* A loss about a table after the down, and one of its columns (NULL: the whole row), in which nothing is
 * known yet of rows. The caller owns it. */
MigharLateLoss *late_loss_new(const MigharRowSet *table, const RowColumn *column);

/* "id 7" */
void late_append_words(GString *words, const char *column, const char *text);

/* Adds a loss (MigharLateLoss) for each late row that is not where the up has moved such rows from, or whose
 * values are not. */
void late_follow(const MigharMoment *before, const MigharMoment *late, const MigharMoment *after,
                 GPtrArray *losses);

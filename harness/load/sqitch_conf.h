/* sqitch.conf, and where it says that things are: lib/App/Sqitch/Config.pm and Target.pm of sqitch. */
#pragma once

#include <glib.h>

typedef struct SqitchConf SqitchConf;

/* Of the directory's sqitch.conf; with sqitch's defaults where there is none. NULL and MIGHAR_ERROR_USAGE
 * when it is no configuration; errors of reading files. Free with mighar_sqitch_conf_free(). */
SqitchConf *mighar_sqitch_conf_read(const char *directory, GError **error);
void mighar_sqitch_conf_free(SqitchConf *conf);

/* core.engine, as sqitch names engines ("pg"); NULL where it says nothing. The conf keeps it. */
const char *mighar_sqitch_conf_engine(const SqitchConf *conf);

/* Paths as a person would write them, for an engine as sqitch names it, or NULL. Free with g_free(). */
char *mighar_sqitch_conf_plan(const SqitchConf *conf, const char *engine);
char *mighar_sqitch_conf_scripts(const SqitchConf *conf, const char *engine, const char *kind); /* "deploy" */

/* "sql"; free with g_free(). */
char *mighar_sqitch_conf_extension(const SqitchConf *conf, const char *engine);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SqitchConf, mighar_sqitch_conf_free)

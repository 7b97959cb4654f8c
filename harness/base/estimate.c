#include <mighar/estimate.h>

#include <math.h>

/* No clock and no machine tells less, in seconds and as a share. */
#define LEAST_SPREAD       0.0001
#define LEAST_SPREAD_SHARE 0.02

/* What is added by many rows counts as growth when it is more than this, and more than chance makes of it. */
#define LEAST_GROWTH 0.0005
#define CHANCE       3

/* Exponents that linear growth is measured as: sorting adds a logarithm, caches their own. */
#define LINEAR_LEAST 0.8
#define LINEAR_MOST  1.2

/* By how much an exponent may be another one with more rows than were measured, down and up: two processes
 * may share what one did alone with 40,000 rows, and what was sorted, joined or cached in memory need not fit
 * into it any more. */
#define UNSEEN_LESS 0.1
#define UNSEEN_MORE 0.2

/* No processor takes a step in less, in seconds: a leg cannot have taken more steps than that. */
#define STEP 1e-9

/* That no growth is seen says nothing where it leaves this open: so many times as long, and seconds. */
#define OPEN_TIMES   2
#define OPEN_SECONDS 1

const char *mighar_growth_name(MigharGrowth growth)
{
  static const char *const names[] = {
      [MIGHAR_GROWTH_UNCERTAIN] = "uncertain",     [MIGHAR_GROWTH_CONSTANT] = "constant",
      [MIGHAR_GROWTH_LESS] = "less than linear",   [MIGHAR_GROWTH_LINEAR] = "linear",
      [MIGHAR_GROWTH_WORSE] = "worse than linear",
  };
  return names[growth];
}

typedef struct {
  double least, most;
} Range;

/* What some rows add to what a leg costs anyway. */
typedef struct {
  double log_rows;
  double seconds, off; /* by which it may be off */
} Added;

static double spread_of(const MigharTiming *timing)
{
  return MAX(timing->spread, MAX(LEAST_SPREAD, timing->seconds * LEAST_SPREAD_SHARE));
}

static Added added_by(const MigharEstimate *estimate, guint i)
{
  const MigharTiming *few = &estimate->timings[0], *more = &estimate->timings[i];
  return (Added){.log_rows = log((double)more->rows),
                 .seconds = more->seconds - few->seconds,
                 .off = hypot(spread_of(few), spread_of(more))};
}

/* What is less cannot be told from nothing. */
static double at_least_something(double seconds)
{
  return MAX(seconds, LEAST_SPREAD / 2);
}

/* k of b n^k, between two numbers of rows. */
static Range exponent_between(const Added *fewer, const Added *more)
{
  double step = more->log_rows - fewer->log_rows;
  double low = at_least_something(fewer->seconds), high = at_least_something(more->seconds);
  return (Range){
      .least = log(at_least_something(high - more->off) / (low + fewer->off)) / step,
      .most = log((high + more->off) / at_least_something(low - fewer->off)) / step,
  };
}

/* The two larger numbers tell how it goes on; the smallest, by how much it did not go on like that before. */
static double missed_by(const Range *early, const Range *late)
{
  return MAX(MAX(early->least - late->most, late->least - early->most), 0);
}

/* The exponent with which so few steps were taken. */
static double fastest(const Added *many)
{
  return MAX(log((many->seconds + many->off) / STEP) / many->log_rows, 1);
}

/* How many times as much is added by rows as was by those that were measured. step: the logarithm of how many
 * times as many they are as those before. It may be off by as much as the number that is held out is for each
 * further step, and at once, since that may be the odd one. More rows never take less. */
static Range times_added(const Range *late, double missed, double step, const Added *many, double rows)
{
  double beyond = log(rows) - many->log_rows, off = beyond > 0 ? missed * (beyond + step) : 0;
  double least = beyond * (late->least - UNSEEN_LESS),
         most = beyond * MIN(late->most + UNSEEN_MORE, MAX(fastest(many), LINEAR_MOST));
  return (Range){.least = exp(beyond > 0 ? MAX(least - off, 0) : most), .most = exp(MAX(least, most) + off)};
}

static gboolean is_linear(const Range *exponent)
{
  return exponent->least >= LINEAR_LEAST && exponent->most <= LINEAR_MOST;
}

/* The smallest number may have no more to say than that it does not object. */
static MigharGrowth name_growth(const Range *early, const Range *late)
{
  if (is_linear(late) && early->least <= LINEAR_MOST && early->most >= LINEAR_LEAST)
    return MIGHAR_GROWTH_LINEAR;
  if (late->least > LINEAR_MOST && early->least > 1)
    return MIGHAR_GROWTH_WORSE;
  if (late->most < LINEAR_LEAST && early->most < 1)
    return MIGHAR_GROWTH_LESS;
  return MIGHAR_GROWTH_UNCERTAIN;
}

/* It may grow all the same, by as much as cannot be seen. */
static void set_unseen(MigharEstimate *estimate, const Added *many)
{
  const MigharTiming *last = &estimate->timings[MIGHAR_TIMINGS - 1];
  double beyond = MAX((double)estimate->rows / (double)last->rows, 1);
  estimate->least = MAX(last->seconds - spread_of(last), 0);
  estimate->most = last->seconds + (MAX(many->seconds, 0) + many->off) * pow(beyond, fastest(many));
  gboolean open = estimate->most > OPEN_SECONDS && estimate->most > OPEN_TIMES * estimate->least;
  estimate->growth = open ? MIGHAR_GROWTH_UNCERTAIN : MIGHAR_GROWTH_CONSTANT;
  estimate->seconds = last->seconds;
}

/* Linear growth is taken for what it is called. */
static double go_on(const MigharEstimate *estimate, const Added *many)
{
  double beyond = log((double)estimate->rows) - many->log_rows;
  double exponent = estimate->growth == MIGHAR_GROWTH_LINEAR ? 1 : estimate->exponent;
  return estimate->timings[0].seconds + many->seconds * exp(beyond * exponent);
}

static void set_grown(MigharEstimate *estimate, const Added *many)
{
  const Added fewest = added_by(estimate, 1), fewer = added_by(estimate, 2);
  const Range early = exponent_between(&fewest, &fewer), late = exponent_between(&fewer, many);
  double step = many->log_rows - fewer.log_rows, anyway = estimate->timings[0].seconds;
  const Range times = times_added(&late, missed_by(&early, &late), step, many, (double)estimate->rows);
  estimate->growth = name_growth(&early, &late);
  estimate->exponent = log(many->seconds / at_least_something(fewer.seconds)) / step;
  estimate->least = anyway + (many->seconds - many->off) * times.least;
  estimate->most = anyway + (many->seconds + many->off) * times.most;
  estimate->seconds = CLAMP(go_on(estimate, many), estimate->least, estimate->most);
}

void mighar_estimate_fit(MigharEstimate *estimate)
{
  const Added many = added_by(estimate, MIGHAR_TIMINGS - 1);
  estimate->exponent = 0;
  if (many.seconds <= MAX(LEAST_GROWTH, CHANCE * many.off))
    set_unseen(estimate, &many);
  else
    set_grown(estimate, &many);
}

/* Two digits are more than an estimate has. */
char *mighar_duration_text(double seconds)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  double milliseconds = seconds * 1000;
  if (seconds < 1)
    return g_strdup_printf(
        "%s ms", g_ascii_formatd(digits, sizeof digits, milliseconds < 10 ? "%.1f" : "%.0f", milliseconds));
  if (seconds < 120)
    return g_strdup_printf("%s s",
                           g_ascii_formatd(digits, sizeof digits, seconds < 10 ? "%.1f" : "%.0f", seconds));
  double minutes = round(seconds / 60);
  if (minutes < 120)
    return g_strdup_printf("%.0f min", minutes);
  return minutes < 60 * 48 ? g_strdup_printf("%.0f h %.0f min", floor(minutes / 60), fmod(minutes, 60))
                           : g_strdup_printf("%.0f days", round(minutes / 60 / 24));
}

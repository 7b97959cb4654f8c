#include <mighar/estimate.h>

#include <math.h>

/* A leg has grown when it takes longer by as much as this, and by more than chance does. */
#define LEAST_GROWTH 0.0005
#define CHANCE       3

/* No clock and no machine tells less. */
#define LEAST_SPREAD 0.0001

/* Exponents that linear growth is measured as: sorting adds a logarithm, caches their own. */
#define LINEAR_LEAST 0.85
#define LINEAR_MOST  1.15

/* What may be off by more is no estimate. */
#define MOST_FACTOR 10

const char *mighar_growth_name(MigharGrowth growth)
{
  static const char *const names[] = {
      [MIGHAR_GROWTH_UNCLEAR] = "unclear",         [MIGHAR_GROWTH_CONSTANT] = "constant",
      [MIGHAR_GROWTH_LESS] = "less than linear",   [MIGHAR_GROWTH_LINEAR] = "linear",
      [MIGHAR_GROWTH_WORSE] = "worse than linear",
  };
  return names[growth];
}

/* What the times say of t = a + b n^k: a is what it takes with a few rows. */
typedef struct {
  double few;                   /* a */
  double some;                  /* what is added by some rows */
  double many;                  /* and by many */
  double spread;                /* by which each of them may be off */
  double least, exponent, most; /* k */
} Curve;

static double exponent_of(const MigharEstimate *estimate, double some, double many)
{
  double times = (double)estimate->timings[2].rows / (double)estimate->timings[1].rows;
  return log(many / some) / log(times);
}

static Curve draw_curve(const MigharEstimate *estimate)
{
  const MigharTiming *timings = estimate->timings;
  Curve curve = {.few = timings[0].seconds,
                 .some = timings[1].seconds - timings[0].seconds,
                 .many = timings[2].seconds - timings[0].seconds,
                 .spread = LEAST_SPREAD};
  for (guint i = 0; i < MIGHAR_TIMINGS; i++)
    curve.spread = MAX(curve.spread, timings[i].spread);
  double some = MAX(curve.some, curve.spread), many = MAX(curve.many, curve.spread);
  curve.exponent = exponent_of(estimate, some, many);
  curve.least = exponent_of(estimate, some + curve.spread, MAX(many - curve.spread, curve.spread / 2));
  curve.most = exponent_of(estimate, MAX(some - curve.spread, curve.spread / 2), many + curve.spread);
  return curve;
}

static MigharGrowth name_growth(const Curve *curve)
{
  if (curve->many <= LEAST_GROWTH)
    return MIGHAR_GROWTH_CONSTANT;
  if (curve->many <= CHANCE * curve->spread)
    return MIGHAR_GROWTH_UNCLEAR;
  if (curve->least > LINEAR_MOST)
    return MIGHAR_GROWTH_WORSE;
  return curve->most < LINEAR_LEAST ? MIGHAR_GROWTH_LESS : MIGHAR_GROWTH_LINEAR;
}

/* How far it goes beyond what was measured makes small errors of the exponent large. Where it is taken to be
 * 1, it may be what was measured all the same. */
static double find_factor(const MigharEstimate *estimate, const Curve *curve)
{
  double beyond = (double)estimate->rows / (double)estimate->timings[2].rows;
  double off =
      estimate->growth == MIGHAR_GROWTH_LINEAR ? fabs(curve->exponent - 1) : (curve->most - curve->least) / 2;
  return (1 + curve->spread / curve->many) * pow(MAX(beyond, 1 / beyond), off);
}

static void set_constant(MigharEstimate *estimate, const Curve *curve)
{
  double beyond = (double)estimate->rows / (double)estimate->timings[2].rows;
  double unseen = MAX(MAX(curve->many, 0), curve->spread) * MAX(beyond, 1);
  estimate->seconds = estimate->timings[2].seconds;
  estimate->factor = (estimate->seconds + unseen) / MAX(estimate->seconds, LEAST_SPREAD);
}

static void set_grown(MigharEstimate *estimate, const Curve *curve)
{
  double beyond = (double)estimate->rows / (double)estimate->timings[2].rows;
  estimate->exponent = estimate->growth == MIGHAR_GROWTH_LINEAR ? 1 : curve->exponent;
  estimate->seconds = MAX(curve->few, 0) + curve->many * pow(beyond, estimate->exponent);
  estimate->factor = find_factor(estimate, curve);
  if (estimate->factor > MOST_FACTOR)
    estimate->growth = MIGHAR_GROWTH_UNCLEAR;
}

void mighar_estimate_fit(MigharEstimate *estimate)
{
  const Curve curve = draw_curve(estimate);
  estimate->growth = name_growth(&curve);
  estimate->exponent = estimate->seconds = 0;
  estimate->factor = 1;
  if (estimate->growth == MIGHAR_GROWTH_CONSTANT)
    set_constant(estimate, &curve);
  else if (estimate->growth != MIGHAR_GROWTH_UNCLEAR)
    set_grown(estimate, &curve);
  if (estimate->growth == MIGHAR_GROWTH_UNCLEAR) {
    estimate->exponent = estimate->seconds = 0;
    estimate->factor = 1;
  }
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

/* What is told from four times about a fifth. */
#include <mighar/estimate.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* t = anyway + linear n + more n^k */
typedef struct {
  const char *what;
  double anyway, linear, more, k;
  MigharGrowth growth;
} Curve;

static const Curve curves[] = {
    {"nothing but what it costs anyway", 0.001, 0, 0, 1, MIGHAR_GROWTH_CONSTANT},
    {"a second anyway", 1, 0, 0, 1, MIGHAR_GROWTH_UNCERTAIN},
    {"a table that is read", 0.001, 1e-6, 0, 1, MIGHAR_GROWTH_LINEAR},
    {"a table that is read fast", 0.002, 2e-7, 0, 1, MIGHAR_GROWTH_LINEAR},
    {"a large one", 0.1, 1e-4, 0, 1, MIGHAR_GROWTH_LINEAR},
    {"a sort", 0.002, 0, 1e-6, 1.07, MIGHAR_GROWTH_LINEAR},
    {"each row with each", 0.001, 0, 5e-8, 2, MIGHAR_GROWTH_WORSE},
    {"each row with each, fast", 0.001, 1e-6, 2e-9, 2, MIGHAR_GROWTH_WORSE},
    {"each row with some", 0.001, 0, 1e-7, 1.5, MIGHAR_GROWTH_WORSE},
    {"a tree that is searched", 0.0001, 0, 1e-3, 0.5, MIGHAR_GROWTH_LESS},
};

static double time_of(const Curve *curve, guint64 rows)
{
  double n = (double)rows;
  return curve->anyway + curve->linear * n + curve->more * pow(n, curve->k);
}

/* noise: for each number of rows the share by which its time is longer; spread: the share that is seen. */
static MigharEstimate measure(const Curve *curve, guint64 rows, const double *noise, double spread)
{
  static const guint64 sizes[MIGHAR_TIMINGS] = {5, 2500, 10000, 40000};
  MigharEstimate estimate = {.leg = "up", .rows = rows};
  for (guint i = 0; i < MIGHAR_TIMINGS; i++) {
    double seconds = time_of(curve, sizes[i]);
    estimate.timings[i] =
        (MigharTiming){.rows = sizes[i], .seconds = seconds * (1 + noise[i]), .spread = seconds * spread};
  }
  mighar_estimate_fit(&estimate);
  return estimate;
}

/* noise: the share by which times are longer at most, those with so many rows like others. */
static gboolean holds(const MigharEstimate *estimate, const Curve *curve, double noise)
{
  double truth = time_of(curve, estimate->rows);
  return truth * (1 + noise) >= estimate->least && truth <= estimate->most;
}

static const double quiet[MIGHAR_TIMINGS] = {0};

static void test_names_growth(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(curves); i++) {
    MigharEstimate estimate = measure(&curves[i], 1000000, quiet, 0.01);
    if (estimate.growth != curves[i].growth)
      fail_msg("%s: %s", curves[i].what, mighar_growth_name(estimate.growth));
    if (!holds(&estimate, &curves[i], 0))
      fail_msg("%s: %g is not between %g and %g", curves[i].what, time_of(&curves[i], 1000000),
               estimate.least, estimate.most);
  }
}

/* Where a growth is named, what is told is not so much that it is of no use. */
static void test_is_of_use(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(curves); i++) {
    MigharEstimate estimate = measure(&curves[i], 1000000, quiet, 0.01);
    double limit = estimate.growth == MIGHAR_GROWTH_LINEAR ? 4.5 : 8;
    if (estimate.exponent > 0 && estimate.most > limit * estimate.least)
      fail_msg("%s: between %g and %g", curves[i].what, estimate.least, estimate.most);
  }
}

static void test_what_was_measured_is_told(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(curves); i++) {
    MigharEstimate estimate = measure(&curves[i], 40000, quiet, 0.01);
    assert_true(holds(&estimate, &curves[i], 0));
    assert_true(estimate.most < estimate.least * 1.3);
  }
}

/* Of 1,000 estimates with noise that a generator of random numbers makes. */
typedef struct {
  guint named, wrong, worse; /* than linear */
} Count;

static Count count_noisy(const Curve *curve, double noise)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  Count count = {0};
  for (guint i = 0; i < 1000; i++) {
    double noises[MIGHAR_TIMINGS];
    for (guint n = 0; n < MIGHAR_TIMINGS; n++)
      noises[n] = g_rand_double_range(random, 0, noise);
    MigharEstimate estimate = measure(curve, 1000000, noises, noise * g_rand_double_range(random, 0.2, 1));
    count.named += estimate.growth != MIGHAR_GROWTH_UNCERTAIN;
    count.wrong += !holds(&estimate, curve, noise);
    count.worse += estimate.growth == MIGHAR_GROWTH_WORSE;
  }
  return count;
}

/* Whatever the noise, what is told holds. */
static void test_is_honest(void **state G_GNUC_UNUSED)
{
  static const double noises[] = {0.02, 0.1, 0.3, 1};
  for (guint i = 0; i < G_N_ELEMENTS(curves); i++)
    for (guint n = 0; n < G_N_ELEMENTS(noises); n++) {
      Count count = count_noisy(&curves[i], noises[n]);
      if (count.wrong > 50)
        fail_msg("%s, with noise of %g: %u of 1,000 are wrong", curves[i].what, noises[n], count.wrong);
      if (curves[i].growth != MIGHAR_GROWTH_WORSE && count.worse > 0)
        fail_msg("%s, with noise of %g: %u of 1,000 are worse than linear", curves[i].what, noises[n],
                 count.worse);
      if (n == 0 && curves[i].growth != MIGHAR_GROWTH_UNCERTAIN && count.named < 850)
        fail_msg("%s, with noise of %g: %u of 1,000 are named", curves[i].what, noises[n], count.named);
    }
}

/* The third number is held out: one time that is too long makes no growth. */
static void test_one_time_is_off(void **state G_GNUC_UNUSED)
{
  const Curve *linear = &curves[2];
  for (guint off = 1; off < MIGHAR_TIMINGS; off++) {
    double noise[MIGHAR_TIMINGS] = {0};
    noise[off] = 0.6;
    MigharEstimate estimate = measure(linear, 1000000, noise, 0.01);
    if (estimate.growth == MIGHAR_GROWTH_WORSE || estimate.growth == MIGHAR_GROWTH_LESS)
      fail_msg("timing %u: %s", off, mighar_growth_name(estimate.growth));
    if (off > 1 && estimate.growth != MIGHAR_GROWTH_UNCERTAIN)
      fail_msg("timing %u: %s", off, mighar_growth_name(estimate.growth));
    if (!holds(&estimate, linear, 0))
      fail_msg("timing %u: between %g and %g", off, estimate.least, estimate.most);
  }
}

static void test_times_that_say_nothing(void **state G_GNUC_UNUSED)
{
  MigharEstimate backwards = {
      .rows = 1000000,
      .timings = {{5, 0.001, 0.001}, {2500, 0.050, 0.01}, {10000, 0.020, 0.004}, {40000, 0.003, 0.002}}};
  mighar_estimate_fit(&backwards);
  assert_int_equal(backwards.growth, MIGHAR_GROWTH_CONSTANT); /* and not by more than this: */
  assert_true(backwards.most > 0.05 && backwards.most < 1);
  MigharEstimate nothing = {.rows = 1000000, .timings = {{5, 0, 0}, {10, 0, 0}, {40, 0, 0}, {160, 0, 0}}};
  mighar_estimate_fit(&nothing);
  assert_true(nothing.least == 0 && nothing.most > 0 && nothing.seconds == 0);
}

/* Some milliseconds with 40,000 rows are no reason to fear hours: so many steps were not taken in them. */
static void test_little_is_bounded(void **state G_GNUC_UNUSED)
{
  MigharEstimate little = {
      .rows = 1000000, .timings = {{5, 0.001, 0}, {2500, 0.001, 0}, {10000, 0.00101, 0}, {40000, 0.0018, 0}}};
  mighar_estimate_fit(&little);
  assert_int_equal(little.growth, MIGHAR_GROWTH_UNCERTAIN);
  assert_true(little.least < 0.01 && little.most > 0.02 && little.most < 0.3);
}

static void test_durations(void **state G_GNUC_UNUSED)
{
  static const struct {
    double seconds;
    const char *text;
  } cases[] = {
      {0.00134, "1.3 ms"}, {0.25, "250 ms"},    {4.26, "4.3 s"},     {41, "41 s"},
      {600, "10 min"},     {7500, "2 h 5 min"}, {864000, "10 days"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = mighar_duration_text(cases[i].seconds);
    assert_string_equal(text, cases[i].text);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names_growth),
      cmocka_unit_test(test_is_of_use),
      cmocka_unit_test(test_what_was_measured_is_told),
      cmocka_unit_test(test_is_honest),
      cmocka_unit_test(test_one_time_is_off),
      cmocka_unit_test(test_times_that_say_nothing),
      cmocka_unit_test(test_little_is_bounded),
      cmocka_unit_test(test_durations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

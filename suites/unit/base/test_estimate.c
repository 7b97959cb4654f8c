/* What is told from three times about a fourth. */
#include <mighar/estimate.h>

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Times that follow t = a + b n^k, each longer by a share of noise of its own. */
static MigharEstimate measure(double a, double b, double k, const double *noise)
{
  static const guint64 sizes[MIGHAR_TIMINGS] = {5, 10000, 40000};
  MigharEstimate estimate = {.leg = "up", .rows = 1000000};
  for (guint i = 0; i < MIGHAR_TIMINGS; i++) {
    double seconds = a + b * pow((double)sizes[i], k);
    estimate.timings[i] =
        (MigharTiming){.rows = sizes[i], .seconds = seconds * (1 + noise[i]), .spread = seconds * noise[3]};
  }
  mighar_estimate_fit(&estimate);
  return estimate;
}

static const double quiet[] = {0, 0, 0, 0.01}, loud[] = {0.2, 0, 0.5, 0.5};

static const struct {
  const char *what;
  double a, b, k;
  MigharGrowth growth;
} curves[] = {
    {"nothing but what it costs anyway", 0.001, 0, 1, MIGHAR_GROWTH_CONSTANT},
    {"a table that is read", 0.001, 1e-6, 1, MIGHAR_GROWTH_LINEAR},
    {"an index", 0.002, 2e-6, 1.07, MIGHAR_GROWTH_LINEAR},
    {"each row with each", 0.001, 1e-10, 2, MIGHAR_GROWTH_WORSE},
    {"a tree that is searched", 0.0001, 1e-4, 0.5, MIGHAR_GROWTH_LESS},
};

static void test_names_growth(void **state G_GNUC_UNUSED)
{
  for (guint i = 0; i < G_N_ELEMENTS(curves); i++) {
    MigharEstimate estimate = measure(curves[i].a, curves[i].b, curves[i].k, quiet);
    double truth = curves[i].a + curves[i].b * pow((double)estimate.rows, curves[i].k);
    if (estimate.growth != curves[i].growth)
      fail_msg("%s: %s", curves[i].what, mighar_growth_name(estimate.growth));
    double off = MAX(truth / estimate.seconds, estimate.seconds / truth);
    if (off > estimate.factor + 0.01)
      fail_msg("%s: %g instead of %g, and said to be within %g", curves[i].what, estimate.seconds, truth,
               estimate.factor);
    assert_true(estimate.factor >= 1 && estimate.factor < 5);
  }
}

/* Whatever the noise is (a generator of random numbers makes it), what is said holds as a rule: the times
 * that are longer than the truth by chance are as likely as those of two rounds that were both lucky. */
static void test_is_honest(void **state G_GNUC_UNUSED)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  guint told = 0, wrong = 0;
  for (guint i = 0; i < 2000; i++) {
    double share = g_rand_double_range(random, 0, 0.2), noise[4] = {0};
    for (guint n = 0; n < 3; n++)
      noise[n] = g_rand_double_range(random, 0, share);
    noise[3] = share / 2;
    double b = exp(g_rand_double_range(random, log(1e-8), log(1e-5)));
    MigharEstimate estimate = measure(0.001, b, 1, noise);
    double truth = 0.001 + b * (double)estimate.rows;
    told += estimate.growth != MIGHAR_GROWTH_UNCLEAR;
    wrong += estimate.growth == MIGHAR_GROWTH_CONSTANT
                 ? truth > estimate.seconds * estimate.factor
                 : estimate.growth != MIGHAR_GROWTH_UNCLEAR &&
                       MAX(truth / estimate.seconds, estimate.seconds / truth) > estimate.factor * 1.05;
  }
  if (told < 1500 || wrong * 10 > told)
    fail_msg("%u told, %u of these wrong", told, wrong);
}

static void test_unclear(void **state G_GNUC_UNUSED)
{
  MigharEstimate uneven = measure(0.001, 5e-8, 1, loud);
  assert_int_equal(uneven.growth, MIGHAR_GROWTH_UNCLEAR);
  assert_true(uneven.seconds == 0);
  MigharEstimate backwards = {.rows = 1000000,
                              .timings = {{5, 0.001, 0.001}, {10000, 0.020, 0.004}, {40000, 0.003, 0.002}}};
  mighar_estimate_fit(&backwards);
  assert_int_equal(backwards.growth, MIGHAR_GROWTH_UNCLEAR);
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
      cmocka_unit_test(test_is_honest),
      cmocka_unit_test(test_unclear),
      cmocka_unit_test(test_durations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

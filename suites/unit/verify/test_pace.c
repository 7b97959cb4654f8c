#include "pace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define STEPS 1000

/* Two walks, whose steps take as long as it says; there is no clock but this one. */
typedef struct {
  Pace *pace;
  double approach, script, trial, late; /* seconds: of each step; that the second walk sets out later */
  gint64 ends[2];                       /* when each has come to the end, the descent aside */
  guint begin;                          /* of the second walk */
} Race;

#define DESCENT_PER_UP 2.3

static Pace *make_pace(guint first_verified, SegmentsWish wish)
{
  g_autoptr(GArray) steps = g_array_new(FALSE, TRUE, sizeof(MigharStep));
  for (guint i = 0; i < STEPS; i++) {
    MigharStep step = {.verified = i >= first_verified};
    g_array_append_val(steps, step);
  }
  return pace_new(steps, &wish);
}

typedef struct {
  PaceMark mark;
  guint from, to;
  gboolean judges;
} Runner;

/* TRUE: there was one. */
static gboolean take_step(Race *race, guint walk, Runner *runner)
{
  pace_ask(race->pace, walk, &runner->mark, &runner->from, &runner->to);
  runner->judges = runner->mark.at >= runner->from;
  if (runner->mark.at >= runner->to)
    return FALSE;
  double seconds = runner->judges ? race->trial : race->approach;
  runner->mark.approach += runner->judges ? 0 : (gint64)(race->script * G_USEC_PER_SEC);
  runner->mark.at++;
  runner->mark.now += (gint64)(seconds * G_USEC_PER_SEC);
  return TRUE;
}

/* Whoever is behind in time takes the next step. */
static void run(Race *race)
{
  gint64 late = (gint64)(race->late * G_USEC_PER_SEC);
  Runner runners[2] = {{.mark = {0}}, {.mark = {.set_out = late, .now = late}}};
  gboolean goes[2] = {TRUE, TRUE};
  while (goes[0] || goes[1]) {
    guint walk = !goes[0] || (goes[1] && runners[1].mark.now < runners[0].mark.now);
    goes[walk] = take_step(race, walk, &runners[walk]);
  }
  assert_int_equal(runners[0].to, runners[1].from);
  assert_int_equal(runners[0].mark.at, runners[0].to);
  assert_int_equal(runners[1].mark.at, STEPS);
  race->begin = runners[1].from;
  for (guint i = 0; i < 2; i++)
    race->ends[i] = runners[i].mark.now;
}

/* By how much the one that comes last is behind the other one, of all that it took. */
static double unevenness(const Race *race)
{
  double first = (double)race->ends[0] / G_USEC_PER_SEC;
  double second = (double)race->ends[1] / G_USEC_PER_SEC + STEPS * race->script * DESCENT_PER_UP;
  return ABS(first - second) / MAX(first, second);
}

static const SegmentsWish two = {.jobs = 2, .descends = TRUE};

static void both_come_to_the_end_at_about_the_same_time(void **state)
{
  static const double approaches[] = {0.001, 0.002, 0.004};
  (void)state;
  for (guint i = 0; i < G_N_ELEMENTS(approaches); i++) {
    g_autoptr(Pace) pace = make_pace(0, two);
    Race race = {pace, .approach = approaches[i], .script = 0.0009, .trial = 0.009};
    run(&race);
    assert_true(unevenness(&race) < 0.1);
  }
}

static void a_dear_descent_is_left_to_who_has_fewer_trials(void **state)
{
  (void)state;
  g_autoptr(Pace) one = make_pace(0, two), other = make_pace(0, two);
  Race cheap = {one, .approach = 0.001, .script = 0.0001, .trial = 0.009};
  Race dear = {other, .approach = 0.001, .script = 0.0009, .trial = 0.009};
  run(&cheap);
  run(&dear);
  assert_true(cheap.begin + 50 < dear.begin);
}

static void who_sets_out_late_begins_late(void **state)
{
  (void)state;
  g_autoptr(Pace) pace = make_pace(0, two);
  Race race = {pace, .approach = 0.002, .script = 0.0009, .trial = 0.009, .late = 1};
  run(&race);
  assert_true(unevenness(&race) < 0.1);
}

static void who_sets_out_too_late_finds_what_was_planned(void **state)
{
  (void)state;
  g_autoptr(Pace) pace = make_pace(0, two);
  guint planned = pace_begin(pace, 1);
  Race race = {pace, .approach = 0.002, .script = 0.0009, .trial = 0.009, .late = 3600};
  run(&race);
  assert_int_equal(race.begin, planned);
}

static void where_only_some_are_verified_nothing_is_planned_anew(void **state)
{
  (void)state;
  g_autoptr(Pace) pace = make_pace(1, two);
  guint planned = pace_begin(pace, 1);
  Race race = {pace, .approach = 0.005, .script = 0.0009, .trial = 0.009};
  run(&race);
  assert_int_equal(race.begin, planned);
}

static void a_length_is_kept(void **state)
{
  (void)state;
  g_autoptr(Pace) pace = make_pace(0, (SegmentsWish){.jobs = 2, .length = 500, .descends = TRUE});
  assert_int_equal(pace_count(pace), 2);
  Race race = {pace, .approach = 0.002, .script = 0.0009, .trial = 0.009};
  run(&race);
  assert_int_equal(race.begin, 500);
  assert_int_equal(pace_find(pace, 499), 0);
  assert_int_equal(pace_find(pace, 500), 1);
}

/* The first one does not wait for the others, and they do not jump over it. */
static void who_begins_is_settled_by_the_first_one_that_comes_there(void **state)
{
  (void)state;
  g_autoptr(Pace) pace = make_pace(0, two);
  guint planned = pace_begin(pace, 1), from, to;
  pace_ask(pace, 0, &(PaceMark){.at = planned, .now = G_USEC_PER_SEC}, &from, &to);
  assert_int_equal(to, planned);
  pace_ask(pace, 1, &(PaceMark){.at = 64, .now = 900 * G_USEC_PER_SEC}, &from, &to);
  assert_int_equal(from, planned);
  assert_int_equal(to, STEPS);
}

static void nobody_begins_where_another_one_is_at_work(void **state)
{
  (void)state;
  g_autoptr(Pace) pace = make_pace(0, two);
  guint planned = pace_begin(pace, 1), from, to;
  pace_ask(pace, 0, &(PaceMark){.at = planned - 2, .now = G_USEC_PER_SEC}, &from, &to);
  pace_ask(pace, 1, &(PaceMark){.at = 64, .now = G_USEC_PER_SEC / 30}, &from, &to);
  assert_int_equal(from, planned - 1);
  pace_ask(pace, 0, &(PaceMark){.at = planned - 1, .now = 2 * G_USEC_PER_SEC}, &from, &to);
  assert_int_equal(to, planned - 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(both_come_to_the_end_at_about_the_same_time),
      cmocka_unit_test(a_dear_descent_is_left_to_who_has_fewer_trials),
      cmocka_unit_test(who_sets_out_late_begins_late),
      cmocka_unit_test(who_sets_out_too_late_finds_what_was_planned),
      cmocka_unit_test(where_only_some_are_verified_nothing_is_planned_anew),
      cmocka_unit_test(a_length_is_kept),
      cmocka_unit_test(who_begins_is_settled_by_the_first_one_that_comes_there),
      cmocka_unit_test(nobody_begins_where_another_one_is_at_work),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

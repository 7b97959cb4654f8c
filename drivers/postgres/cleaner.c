#include "cleaner.h"

#include "removal.h"
#include "watch.h"

void cleaner_keeper(int channel, void *plan)
{
  const CleanerPlan *made = plan;
  g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(guint));
  KeeperMessage message;
  WatchSign sign;
  watch_begin();
  while ((sign = watch_next(channel, &message)) != WATCH_OVER) {
    guint number = (guint)message.number;
    if (sign == WATCH_TOLD && message.what == CLEANER_DONE)
      return;
    if (sign == WATCH_TOLD)
      g_array_append_val(kept, number);
  }
  removal_drop_all(made->parameters, made->database, made->run, kept);
}

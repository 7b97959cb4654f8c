/* ThreadSanitizer does not see what GLib, which is built without it, does to keep threads apart: locks are
 * futexes, counts of references are atomic. These stand in front of GLib's own and tell it. */
#include <dlfcn.h>
#include <glib.h>
#include <sanitizer/tsan_interface.h>

#undef g_atomic_ref_count_dec
#undef g_atomic_rc_box_release_full

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

void g_mutex_lock(GMutex *mutex)
{
  REAL(g_mutex_lock)(mutex);
  __tsan_acquire(mutex);
}

void g_mutex_unlock(GMutex *mutex)
{
  __tsan_release(mutex);
  REAL(g_mutex_unlock)(mutex);
}

void g_cond_wait(GCond *condition, GMutex *mutex)
{
  __tsan_release(mutex);
  REAL(g_cond_wait)(condition, mutex);
  __tsan_acquire(mutex);
}

gboolean(g_atomic_ref_count_dec)(gatomicrefcount *count)
{
  __tsan_release(count);
  gboolean last = REAL(g_atomic_ref_count_dec)(count);
  if (last)
    __tsan_acquire(count);
  return last;
}

void(g_atomic_rc_box_release_full)(gpointer box, GDestroyNotify clear)
{
  __tsan_release(box);
  __tsan_acquire(box);
  REAL(g_atomic_rc_box_release_full)(box, clear);
}

gboolean(g_once_init_enter)(volatile void *location)
{
  gboolean is_first = REAL(g_once_init_enter)(location);
  __tsan_acquire((void *)location);
  return is_first;
}

void(g_once_init_leave)(volatile void *location, gsize result)
{
  __tsan_release((void *)location);
  REAL(g_once_init_leave)(location, result);
}

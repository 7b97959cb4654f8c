/* A link with a long way:
 *
 *   slow_link LISTEN CONNECT MILLISECONDS FIGURES
 *
 * Whoever connects to the Unix socket LISTEN is connected to the socket CONNECT, and what either side sends
 * arrives MILLISECONDS / 2 later. When a connection ends, FIGURES is written anew: how many connections there
 * were, and how often a client sent something after something had reached it, which are the round trips it
 * may have waited for. Runs until it is killed. */
#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SIZE 65536

/* What is under way; no bytes: the end. */
typedef struct {
  gint64 due;
  gsize length;
  char *bytes;
} Chunk;

/* From one socket to another. */
typedef struct {
  int from;
  int to;
  GQueue chunks; /* Chunk, the next to arrive first */
  gboolean open;
} Way;

typedef struct {
  Way there;        /* from the client */
  Way back;         /* to the client */
  gboolean reached; /* something has come to the client since it sent something */
} Link;

typedef struct {
  gint64 delay; /* microseconds, one way */
  const char *figures;
  const char *server;
  int listener;
  GPtrArray *links;
  guint n_links;
  guint turns;
} Net;

static struct sockaddr_un address_of(const char *path)
{
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  g_strlcpy(address.sun_path, path, sizeof address.sun_path);
  return address;
}

static int listen_at(const char *path)
{
  struct sockaddr_un address = address_of(path);
  int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(listener, 16) == 0)
    return listener;
  fprintf(stderr, "slow_link: cannot listen at '%s': %s\n", path, g_strerror(errno));
  return -1;
}

static void accept_client(Net *net)
{
  struct sockaddr_un address = address_of(net->server);
  int client = accept(net->listener, NULL, NULL), server = socket(AF_UNIX, SOCK_STREAM, 0);
  if (client < 0 || connect(server, (struct sockaddr *)&address, sizeof address) != 0) {
    close(client);
    close(server);
    return;
  }
  Link *link = g_new0(Link, 1);
  link->there = (Way){.from = client, .to = server, .open = TRUE};
  link->back = (Way){.from = server, .to = client, .open = TRUE};
  link->reached = TRUE; // the first round trip is to connect
  g_ptr_array_add(net->links, link);
  net->n_links++;
}

static void take(const Net *net, Way *way)
{
  char bytes[SIZE];
  gssize n = read(way->from, bytes, sizeof bytes);
  Chunk *chunk = g_new0(Chunk, 1);
  *chunk = (Chunk){g_get_monotonic_time() + net->delay, n > 0 ? (gsize)n : 0, NULL};
  chunk->bytes = g_memdup2(bytes, chunk->length);
  way->open = n > 0;
  g_queue_push_tail(&way->chunks, chunk);
}

static void write_figures(const Net *net)
{
  g_autofree char *text = g_strdup_printf("%u %u\n", net->n_links, net->turns);
  g_file_set_contents(net->figures, text, -1, NULL);
}

static void deliver(const Chunk *chunk, int to)
{
  for (gsize done = 0; done < chunk->length;) {
    gssize n = send(to, chunk->bytes + done, chunk->length - done, MSG_NOSIGNAL);
    if (n <= 0)
      return;
    done += (gsize)n;
  }
  if (chunk->length == 0)
    shutdown(to, SHUT_WR);
}

/* Whether something has arrived. */
static gboolean deliver_due(Way *way, gint64 now)
{
  gboolean arrived = FALSE;
  for (Chunk *chunk; (chunk = g_queue_peek_head(&way->chunks)) != NULL && chunk->due <= now;) {
    deliver(chunk, way->to);
    arrived = TRUE;
    g_queue_pop_head(&way->chunks);
    g_free(chunk->bytes);
    g_free(chunk);
  }
  return arrived;
}

static void take_from_client(Net *net, Link *link)
{
  take(net, &link->there);
  if (link->there.open)
    net->turns += link->reached;
  link->reached = FALSE;
}

static gboolean is_over(const Link *link)
{
  return !link->there.open && !link->back.open && link->there.chunks.length == 0 &&
         link->back.chunks.length == 0;
}

static void deliver_all(Net *net)
{
  gint64 now = g_get_monotonic_time();
  for (guint i = net->links->len; i > 0; i--) {
    Link *link = g_ptr_array_index(net->links, i - 1);
    deliver_due(&link->there, now);
    link->reached |= deliver_due(&link->back, now);
    if (!is_over(link))
      continue;
    close(link->there.from);
    close(link->back.from);
    g_ptr_array_remove_index_fast(net->links, i - 1);
    write_figures(net);
  }
}

/* Milliseconds until the next chunk arrives; -1: none is under way. */
static int next_due(const Net *net)
{
  gint64 due = G_MAXINT64;
  for (guint i = 0; i < net->links->len; i++) {
    const Link *link = g_ptr_array_index(net->links, i);
    const Chunk *there = link->there.chunks.head != NULL ? link->there.chunks.head->data : NULL;
    const Chunk *back = link->back.chunks.head != NULL ? link->back.chunks.head->data : NULL;
    due = MIN(due, MIN(there != NULL ? there->due : due, back != NULL ? back->due : due));
  }
  return due == G_MAXINT64 ? -1 : (int)MAX((due - g_get_monotonic_time() + 999) / 1000, 0);
}

static struct pollfd polled(const Way *way)
{
  return (struct pollfd){.fd = way->open ? way->from : -1, .events = POLLIN};
}

static void serve(Net *net)
{
  guint n = net->links->len;
  g_autoptr(GArray) sockets = g_array_new(FALSE, TRUE, sizeof(struct pollfd));
  struct pollfd one = {.fd = net->listener, .events = POLLIN};
  g_array_append_val(sockets, one);
  for (guint i = 0; i < n; i++) {
    const Link *link = g_ptr_array_index(net->links, i);
    const struct pollfd both[] = {polled(&link->there), polled(&link->back)};
    g_array_append_vals(sockets, both, 2);
  }
  const struct pollfd *ready = (const struct pollfd *)(gpointer)sockets->data;
  if (poll((struct pollfd *)(gpointer)sockets->data, sockets->len, next_due(net)) < 0)
    return;
  for (guint i = 0; i < n; i++) {
    Link *link = g_ptr_array_index(net->links, i);
    if (ready[1 + 2 * i].revents != 0)
      take_from_client(net, link);
    if (ready[2 + 2 * i].revents != 0)
      take(net, &link->back);
  }
  if (ready[0].revents != 0)
    accept_client(net);
  deliver_all(net);
}

int main(int argc, char **argv)
{
  if (argc != 5) {
    fprintf(stderr, "usage: slow_link LISTEN CONNECT MILLISECONDS FIGURES\n");
    return 2;
  }
  Net net = {
      .delay = (gint64)(g_ascii_strtod(argv[3], NULL) * 1000 / 2),
      .figures = argv[4],
      .server = argv[2],
      .listener = listen_at(argv[1]),
      .links = g_ptr_array_new_with_free_func(g_free),
  };
  if (net.listener < 0)
    return 3;
  for (;;)
    serve(&net);
}

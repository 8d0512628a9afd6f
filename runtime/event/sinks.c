/* sinks.c - changes go into the spool; a thread a sink sends them on. */
#include "runtime/event/sinks.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/vec.h"
#include "runtime/event/event.h"
#include "runtime/event/sink.h"
#include "runtime/event/spool.h"
#include "runtime/store/events.h"

#define SECOND       INT64_C(1000000000)
#define REST_FIRST   (SECOND / 10)
#define REST_LONGEST (10 * SECOND)
#define STILL_MAX    (2 * SECOND) /* at the end: then it is given up */

enum { HOST_MAX = 256, SENT_SIZE = 21 };

typedef struct Worker {
    Sinks *sinks;
    const SinkKind *kind;
    void *self;
    int sent_file;   /* -1: remembers nothing */
    uint64_t offset; /* what lies before it has arrived */
    pthread_t thread;
    bool running;
    bool idle;     /* has sent all there is */
    bool lost;     /* its last try of all has failed */
    int64_t moved; /* when something arrived last */
} Worker;

struct Sinks {
    Arena *arena;
    Arena scratch;
    const char *source;
    Spool spool;
    uint64_t next; /* changes before it have their events in the spool */
    Buf unspooled; /* what the disk did not take */
    Home *home;    /* NULL: events are kept nowhere else */
    const char *run_id;
    Arena kept_arena;
    Buf kept; /* put into the home, to be spooled once committed */
    uint64_t kept_next;
    uint64_t forgotten; /* what the home was told to forget */
    Vec(Worker *) workers;
    /* What follows is shared with the threads. */
    pthread_mutex_t lock;
    pthread_cond_t news;  /* more is spooled, or it is time to end */
    pthread_cond_t quiet; /* a worker has become idle */
    uint64_t size;        /* of the spool */
    bool closing;         /* who rests tries once more */
    atomic_bool stop;
};

static int64_t monotonic(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * SECOND + now.tv_nsec;
}

static struct timespec time_of(int64_t at)
{
    return (struct timespec){at / SECOND, at % SECOND};
}

/* ---- a worker ---- */

static void remember(const Worker *worker)
{
    char text[SENT_SIZE + 1];
    snprintf(text, sizeof(text), "%020" PRIu64 "\n", worker->offset);
    /* Should this fail, an event is sent again, and known by its id. */
    if (worker->sent_file >= 0 &&
        pwrite(worker->sent_file, text, SENT_SIZE, 0) != SENT_SIZE)
        return;
}

/* Waits for something to send; false: it is time to end. */
static bool wait_for_news(Worker *worker, uint64_t *size)
{
    Sinks *sinks = worker->sinks;
    pthread_mutex_lock(&sinks->lock);
    while (worker->offset >= sinks->size && !sinks->stop) {
        worker->idle = true;
        pthread_cond_signal(&sinks->quiet);
        pthread_cond_wait(&sinks->news, &sinks->lock);
    }
    worker->idle = false;
    worker->moved = monotonic();
    *size = sinks->size;
    pthread_mutex_unlock(&sinks->lock);
    return !sinks->stop;
}

/* Longer each time; not all sinks of all runs at the same moment. When the end
 * has come, there is one more try, without a rest. */
static void rest(Worker *worker, int64_t *length, bool *last)
{
    Sinks *sinks = worker->sinks;
    unsigned seed = (unsigned)monotonic();
    int64_t jitter = *length / 4 * (rand_r(&seed) % 100) / 100;
    struct timespec until = time_of(monotonic() + *length + jitter);
    pthread_mutex_lock(&sinks->lock);
    worker->lost = *last;
    pthread_cond_signal(&sinks->quiet);
    int failed = 0;
    while (!sinks->stop && (!sinks->closing || *last) && failed != ETIMEDOUT)
        failed = pthread_cond_timedwait(&sinks->news, &sinks->lock, &until);
    *last = sinks->closing;
    pthread_mutex_unlock(&sinks->lock);
    *length = *length < REST_LONGEST / 2 ? *length * 2 : REST_LONGEST;
}

static void *work(void *self)
{
    Worker *worker = self;
    Sinks *sinks = worker->sinks;
    Arena arena = {0};
    int64_t pause = REST_FIRST;
    bool last = false;
    uint64_t size;
    while (wait_for_news(worker, &size)) {
        size_t len;
        const char *line =
            spool_line(sinks->spool.file, &arena, worker->offset, size, &len);
        if (line && worker->kind->send(worker->self, line, len, &sinks->stop)) {
            worker->offset += len + 1;
            remember(worker);
            pause = REST_FIRST;
        } else
            rest(worker, &pause, &last);
        arena_reset(&arena);
    }
    arena_release(&arena);
    return NULL;
}

/* Signals are for the thread that runs things. */
static bool start(Worker *worker)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    worker->running = pthread_create(&worker->thread, NULL, work, worker) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return worker->running;
}

/* ---- targets ---- */

bool sink_split(Arena *arena, const char *target, const char *what,
                const char **server, const char **name, const char **why)
{
    const char *host = strstr(target, "://") + 3;
    const char *slash = strrchr(host, '/');
    if (!slash || slash == host || !slash[1]) {
        *why = arena_print(arena, "`%s` needs a host and a %s: %.*sHOST/%s",
                           target, what, (int)(host - target), target, what);
        return false;
    }
    *server = arena_copy(arena, target, (size_t)(slash - target));
    *name = slash + 1;
    return true;
}

static const SinkKind *kind_of(Arena *arena, const char *target,
                               const char **why)
{
    static const SinkKind *const kinds[] = {&sink_http, &sink_https, &sink_nats,
                                            &sink_kafka};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (strncmp(target, kinds[i]->scheme, strlen(kinds[i]->scheme)) == 0)
            return kinds[i];
    if (strcmp(target, "-") == 0)
        return &sink_output;
    if (*target && !strstr(target, "://"))
        return &sink_file;
    *why = arena_print(arena,
                       "`%s` is none of -, a path, http://..., https://..., "
                       "nats://HOST/SUBJECT, kafka://HOST/TOPIC",
                       target);
    return NULL;
}

/* The same file however it is named: it is known again by this. */
static const char *in_full(Arena *arena, const SinkKind *kind,
                           const char *target)
{
    char here[PATH_MAX];
    if (kind != &sink_file || *target == '/' || !getcwd(here, sizeof(here)))
        return target;
    return arena_print(arena, "%s/%s", here, target);
}

static bool open_sent(Worker *worker, const char *folder, const char *target,
                      const char **why)
{
    Sinks *sinks = worker->sinks;
    char hex[HASH_SHA256_HEX];
    hash_sha256_hex(target, strlen(target), hex);
    const char *path =
        arena_print(sinks->arena, "%s/events-%.16s.sent", folder, hex);
    char text[SENT_SIZE + 1] = "";
    worker->sent_file =
        open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (worker->sent_file < 0 ||
        pread(worker->sent_file, text, SENT_SIZE, 0) < 0) {
        *why = arena_print(sinks->arena, "cannot open `%s`: %s", path,
                           strerror(errno));
        return false;
    }
    worker->offset = strtoull(text, NULL, 10);
    if (worker->offset > sinks->spool.size)
        worker->offset = sinks->spool.size;
    return true;
}

static bool add_worker(Sinks *sinks, const char *folder, const char *target,
                       const char **why)
{
    Worker *worker = arena_new(sinks->arena, Worker);
    *worker =
        (Worker){.sinks = sinks, .sent_file = -1, .offset = sinks->spool.size};
    worker->kind = kind_of(sinks->arena, target, why);
    if (!worker->kind)
        return false;
    target = in_full(sinks->arena, worker->kind, target);
    if ((!worker->kind->fleeting && !open_sent(worker, folder, target, why)))
        return false;
    worker->self = worker->kind->open(sinks->arena, target, why);
    vec_push(sinks->arena, &sinks->workers, worker);
    return worker->self;
}

static bool are_different(const char *const *targets, size_t n, Arena *arena,
                          const char **why)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(targets[i], targets[k]) == 0) {
                *why = arena_print(arena, "`%s` is given twice", targets[i]);
                return false;
            }
    return true;
}

static bool start_all(Sinks *sinks, const char **why)
{
    for (uint32_t i = 0; i < sinks->workers.len; i++)
        if (!start(sinks->workers.at[i])) {
            *why = "no more threads can be started";
            return false;
        }
    return true;
}

static const char *source_here(Arena *arena)
{
    char host[HOST_MAX] = "";
    gethostname(host, sizeof(host) - 1);
    return arena_print(arena, "/flw/%s", host);
}

static void init_shared(Sinks *sinks)
{
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&sinks->lock, NULL);
    pthread_cond_init(&sinks->news, &attributes);
    pthread_cond_init(&sinks->quiet, &attributes);
    pthread_condattr_destroy(&attributes);
}

Sinks *sinks_open(Arena *arena, const char *run_folder,
                  const char *const *targets, size_t n, const char **why)
{
    Sinks *sinks = arena_new(arena, Sinks);
    *sinks = (Sinks){
        .arena = arena, .source = source_here(arena), .spool = {.file = -1}};
    sinks->unspooled.arena = arena;
    init_shared(sinks);
    const char *path = arena_print(arena, "%s/events.jsonl", run_folder);
    bool fine = are_different(targets, n, arena, why) &&
                spool_open(&sinks->spool, arena, path, why);
    sinks->size = sinks->spool.size;
    for (size_t i = 0; i < n && fine; i++)
        fine = add_worker(sinks, run_folder, targets[i], why);
    if (fine && start_all(sinks, why))
        return sinks;
    sinks_close(sinks, 0);
    return NULL;
}

/* ---- changes ---- */

static void add_line(Sinks *sinks, const char *text, size_t len)
{
    if (sinks->unspooled.len > 0 || !spool_add(&sinks->spool, text, len)) {
        buf_add(&sinks->unspooled, text, len);
        return;
    }
    pthread_mutex_lock(&sinks->lock);
    sinks->size = sinks->spool.size;
    pthread_cond_broadcast(&sinks->news);
    pthread_mutex_unlock(&sinks->lock);
}

/* The line of a change, with its end; empty: it has no event. */
static Buf line_of(Sinks *sinks, const Change *change)
{
    Buf line = {.arena = &sinks->scratch};
    if (event_envelope(&line, change, sinks->source))
        buf_char(&line, '\n');
    return line;
}

static bool keep(void *self, const Change *change, const char **why)
{
    Sinks *sinks = self;
    if (!sinks->home || change->seq < sinks->next)
        return true;
    /* A commit has failed, and is tried again from its beginning. */
    if (change->seq < sinks->kept_next)
        sinks->kept.len = 0;
    Buf line = line_of(sinks, change);
    bool done = line.len == 0 || event_put(sinks->home, sinks->run_id,
                                           change->seq, line.at, why);
    sinks->kept.arena = &sinks->kept_arena;
    if (line.len > 0)
        buf_add(&sinks->kept, line.at, line.len);
    sinks->kept_next = change->seq + 1;
    arena_reset(&sinks->scratch);
    return done;
}

/* All that was committed with this change is there to be sent. */
static void spool_kept(Sinks *sinks)
{
    if (sinks->kept.len > 0)
        add_line(sinks, sinks->kept.at, sinks->kept.len);
    sinks->kept = (Buf){.arena = &sinks->kept_arena};
    arena_reset(&sinks->kept_arena);
    sinks->next = sinks->kept_next;
}

static void hear(void *self, const Change *change)
{
    Sinks *sinks = self;
    if (change->seq < sinks->kept_next && change->seq >= sinks->next)
        spool_kept(sinks);
    if (change->seq < sinks->next)
        return;
    Buf line = line_of(sinks, change);
    if (line.len > 0)
        add_line(sinks, line.at, line.len);
    sinks->next = change->seq + 1;
    arena_reset(&sinks->scratch);
}

/* A disk that was full may have room again. */
static void spool_late(Sinks *sinks)
{
    Buf late = sinks->unspooled;
    if (late.len == 0)
        return;
    sinks->unspooled = (Buf){.arena = sinks->arena};
    add_line(sinks, late.at, late.len);
}

/* What is in the file need not be in the database too. */
static void forget_spooled(Sinks *sinks)
{
    const char *ignored;
    if (!sinks->home || sinks->unspooled.len > 0 ||
        sinks->forgotten == sinks->next)
        return;
    events_done(sinks->home, sinks->run_id, sinks->next, &ignored);
    sinks->forgotten = sinks->next;
}

static void tick(void *self, int64_t now)
{
    (void)now;
    spool_late(self);
    forget_spooled(self);
}

Listener sinks_listener(Sinks *sinks)
{
    return (Listener){keep, hear, tick, sinks};
}

/* The number in `"id":"RUN/NUMBER"`. */
static uint64_t seq_of(const char *line)
{
    static const char mark[] = "\"id\":\"";
    const char *id = strstr(line, mark);
    const char *slash = id ? strchr(id, '/') : NULL;
    return slash ? strtoull(slash + 1, NULL, 10) : 0;
}

bool sinks_keep(Sinks *sinks, Home *home, const char *run_id, const char **why)
{
    Buf lines = {.arena = sinks->arena};
    sinks->home = home;
    sinks->run_id = run_id;
    const char *last = spool_last(&sinks->spool, &sinks->scratch);
    sinks->next = last ? seq_of(last) + 1 : 0;
    arena_reset(&sinks->scratch);
    if (!events_left(home, run_id, sinks->next, &lines, why))
        return false;
    if (lines.len > 0) {
        add_line(sinks, lines.at, lines.len);
        /* The last line but its end. */
        size_t at = lines.len - 1;
        while (at > 0 && lines.at[at - 1] != '\n')
            at--;
        sinks->next = seq_of(lines.at + at) + 1;
    }
    return true;
}

/* ---- the end ---- */

/* One that waits may not have woken yet for the latest news. */
static bool is_over(const Sinks *sinks, const Worker *worker, int64_t closed)
{
    int64_t moved = worker->moved > closed ? worker->moved : closed;
    return !worker->running || worker->lost ||
           (worker->idle && worker->offset >= sinks->size) ||
           monotonic() - moved > STILL_MAX;
}

static bool all_over(const Sinks *sinks, int64_t closed)
{
    for (uint32_t i = 0; i < sinks->workers.len; i++)
        if (!is_over(sinks, sinks->workers.at[i], closed))
            return false;
    return true;
}

/* A dead target costs a try, a mute one STILL_MAX, a slow one all patience. */
static void wait_for_all(Sinks *sinks, int64_t patience)
{
    int64_t closed = monotonic();
    pthread_mutex_lock(&sinks->lock);
    sinks->closing = true;
    pthread_cond_broadcast(&sinks->news);
    while (!all_over(sinks, closed) && monotonic() < closed + patience) {
        int64_t until = monotonic() + SECOND / 10;
        struct timespec time =
            time_of(until < closed + patience ? until : closed + patience);
        pthread_cond_timedwait(&sinks->quiet, &sinks->lock, &time);
    }
    sinks->stop = true;
    pthread_cond_broadcast(&sinks->news);
    pthread_mutex_unlock(&sinks->lock);
}

static void close_worker(Worker *worker)
{
    if (worker->running) {
        if (worker->kind->wake)
            worker->kind->wake(worker->self);
        pthread_join(worker->thread, NULL);
    }
    if (worker->self)
        worker->kind->close(worker->self);
    if (worker->sent_file >= 0)
        close(worker->sent_file);
}

static uint64_t lines_of(const Buf *text)
{
    uint64_t count = 0;
    for (size_t i = 0; i < text->len; i++)
        count += text->at[i] == '\n';
    return count;
}

uint64_t sinks_close(Sinks *sinks, int64_t patience)
{
    uint64_t most = 0;
    spool_late(sinks);
    forget_spooled(sinks);
    wait_for_all(sinks, patience);
    for (uint32_t i = 0; i < sinks->workers.len; i++) {
        Worker *worker = sinks->workers.at[i];
        close_worker(worker);
        uint64_t left =
            spool_count(sinks->spool.file, worker->offset, sinks->spool.size);
        most = left > most ? left : most;
    }
    spool_close(&sinks->spool);
    arena_release(&sinks->scratch);
    arena_release(&sinks->kept_arena);
    pthread_cond_destroy(&sinks->news);
    pthread_cond_destroy(&sinks->quiet);
    pthread_mutex_destroy(&sinks->lock);
    return most + lines_of(&sinks->unspooled);
}

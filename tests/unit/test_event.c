#define _XOPEN_SOURCE 700

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "runtime/event/sinks.h"
#include "tests/unit/stored.h"
#include "tests/unit/suites.h"

#define arena (&stored_arena)
#define why   stored_why

#define SECOND INT64_C(1000000000)

/* ---- changes ---- */

static const Fault fault = {FAULT_SYSTEM, true, false, "Lost", "gone \"away\""};

static RunRow run = {.id = "swift-otter-1", .entity = "eta.train"};
static NodeRow node = {.path = "sub/fetch", .name = "fetch"};
static AttemptRow attempt = {
    .path = "sub/fetch", .number = 2, .folder = "sub.fetch.2"};
static IdlTask task = FLYTEIDL__CORE__TASK_TEMPLATE__INIT;

static Change change_of(ChangeOf of, Phase phase)
{
    return (Change){.seq = 7,
                    .at = INT64_C(1700000000123456789),
                    .of = of,
                    .run = &run,
                    .node = of == CHANGE_RUN ? NULL : &node,
                    .attempt = of == CHANGE_TASK ? &attempt : NULL,
                    .phase = phase,
                    .spec_node_id = "fetch",
                    .unique_id = "sub-0-fetch"};
}

/* ---- the JSON of an event ---- */

static void is_json(const Change *change, const char *wanted)
{
    ck_assert_str_eq(event_json(arena, change), wanted);
}

#define WHEN "\"2023-11-14T22:13:20.123456789Z\""
#define NODE                                               \
    "{\"id\":{\"nodeId\":\"sub-0-fetch\",\"executionId\":" \
    "{\"name\":\"swift-otter-1\"}},\"producerId\":\"flw\",\"phase\":"

START_TEST(runs_are_workflow_execution_events)
{
    Change change = change_of(CHANGE_RUN, PHASE_RUNNING);
    is_json(&change, "{\"executionId\":{\"name\":\"swift-otter-1\"},"
                     "\"producerId\":\"flw\",\"phase\":\"RUNNING\","
                     "\"occurredAt\":" WHEN "}");
    change.phase = PHASE_SUCCEEDED;
    run.outputs = stored_map("x", 5);
    run.fault = &fault;
    is_json(&change,
            "{\"executionId\":{\"name\":\"swift-otter-1\"},"
            "\"producerId\":\"flw\",\"phase\":\"SUCCEEDED\","
            "\"occurredAt\":" WHEN ",\"outputData\":{\"literals\":{\"x\":"
            "{\"scalar\":{\"primitive\":{\"integer\":\"5\"}}}}}}");
    change.phase = PHASE_FAILED;
    is_json(&change, "{\"executionId\":{\"name\":\"swift-otter-1\"},"
                     "\"producerId\":\"flw\",\"phase\":\"FAILED\","
                     "\"occurredAt\":" WHEN ",\"error\":{\"code\":\"Lost\","
                     "\"message\":\"gone \\\"away\\\"\",\"kind\":\"SYSTEM\"}}");
}
END_TEST

START_TEST(nodes_are_node_execution_events)
{
    Change change = change_of(CHANGE_NODE, PHASE_QUEUED);
    const char *text = event_json(arena, &change);
    ck_assert_msg(strstr(text, NODE "\"QUEUED\"") == text, "%s", text);
    ck_assert_ptr_null(strstr(text, "taskNodeMetadata"));
    change.phase = PHASE_RUNNING;
    change.is_dynamic = change.is_parent = change.is_array = true;
    change.parent = "sub";
    change.task = &task;
    node.cache = CACHE_PUT_FAILED;
    text = event_json(arena, &change);
    static const char *const parts[] = {
        NODE "\"DYNAMIC_RUNNING\"",
        "\"parentNodeMetadata\":{\"nodeId\":\"sub\"}",
        "\"retryGroup\":\"0\"",
        "\"specNodeId\":\"fetch\"",
        "\"nodeName\":\"fetch\"",
        "\"eventVersion\":1",
        "\"isParent\":true",
        "\"isDynamic\":true",
        "\"isArray\":true",
        "\"taskNodeMetadata\":{\"cacheStatus\":\"CACHE_PUT_FAILURE\"}",
        "\"reportedAt\":" WHEN,
    };
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        ck_assert_msg(strstr(text, parts[i]) != NULL, "%s: %s", parts[i], text);
}
END_TEST

START_TEST(attempts_are_task_execution_events)
{
    Flyteidl__Core__Identifier id = FLYTEIDL__CORE__IDENTIFIER__INIT;
    id.resource_type = FLYTEIDL__CORE__RESOURCE_TYPE__TASK;
    id.project = make_text("p");
    id.name = make_text("eta.fetch");
    task.id = &id;
    task.type = make_text("raw-container");
    attempt.fault = &fault;
    Change change = change_of(CHANGE_TASK, PHASE_TIMED_OUT);
    change.task = &task;
    is_json(&change,
            "{\"taskId\":{\"resourceType\":\"TASK\",\"project\":\"p\","
            "\"name\":\"eta.fetch\"},\"parentNodeExecutionId\":{\"nodeId\":"
            "\"sub-0-fetch\",\"executionId\":{\"name\":\"swift-otter-1\"}},"
            "\"retryAttempt\":2,\"phase\":\"FAILED\",\"producerId\":\"flw\","
            "\"logs\":[{\"uri\":\"runs/swift-otter-1/sub.fetch.2/log\","
            "\"name\":\"log\"}],\"occurredAt\":" WHEN ",\"error\":{\"code\":"
            "\"Lost\",\"message\":\"gone \\\"away\\\"\",\"kind\":\"SYSTEM\"},"
            "\"taskType\":\"raw-container\",\"metadata\":{\"generatedName\":"
            "\"swift-otter-1-sub-0-fetch-2\",\"pluginIdentifier\":\"flw\"},"
            "\"eventVersion\":1,\"reportedAt\":" WHEN "}");
}
END_TEST

START_TEST(what_flyte_has_no_event_for_is_none)
{
    Change change = change_of(CHANGE_RUN, PHASE_INTERRUPTED);
    ck_assert_ptr_null(event_json(arena, &change));
    change = change_of(CHANGE_NODE, PHASE_NOT_YET);
    ck_assert_ptr_null(event_json(arena, &change));
}
END_TEST

START_TEST(large_values_stay_out)
{
    Change change = change_of(CHANGE_NODE, PHASE_SUCCEEDED);
    IdlLiteralMap *map = stored_map("x", 1);
    char *text = arena_alloc(arena, (300 << 10) + 1);
    memset(text, 'x', 300 << 10);
    map->literals[0]->value =
        make_literal(arena, make_scalar(arena, make_string(arena, text)));
    node.outputs = map;
    ck_assert_uint_lt(strlen(event_json(arena, &change)), 1000);
}
END_TEST

static void pause_ms(long length)
{
    struct timespec rest = {0, length * 1000000};
    nanosleep(&rest, NULL);
}

/* ---- a server whose moods are told ---- */

typedef enum Mood { MOOD_FINE, MOOD_FAILING, MOOD_SLOW, MOOD_HANGING } Mood;

enum { EVENTS_MAX = 1000, REQUEST_MAX = 1 << 16 };

typedef struct Server {
    int socket, port;
    pthread_t thread;
    atomic_int mood, requests, taken; /* taken: different ids */
    char seen[EVENTS_MAX];            /* by seq */
    char last[REQUEST_MAX];
} Server;

static Server server;

/* All of a request: head and as many bytes as it says. */
static bool read_request(int client, char *text)
{
    size_t len = 0;
    for (;;) {
        ssize_t got = recv(client, text + len, REQUEST_MAX - 1 - len, 0);
        if (got <= 0)
            return false;
        len += (size_t)got;
        text[len] = '\0';
        const char *end = strstr(text, "\r\n\r\n");
        const char *size = strstr(text, "Content-Length: ");
        if (end && size &&
            len >= (size_t)(end + 4 - text) + strtoul(size + 16, NULL, 10))
            return true;
    }
}

static void answer(int client, const char *text)
{
    Mood mood = (Mood)server.mood;
    server.requests++;
    while (server.mood == MOOD_HANGING)
        pause_ms(10);
    if (mood == MOOD_SLOW)
        pause_ms(20);
    const char *status = mood == MOOD_FAILING ? "500 No" : "200 OK";
    char reply[100];
    int len = snprintf(reply, sizeof(reply),
                       "HTTP/1.1 %s\r\nContent-Length: 2\r\n\r\nhi", status);
    const char *id = strstr(text, "\"id\":\"swift-otter-1/");
    if (mood != MOOD_FAILING && id) {
        unsigned long seq = strtoul(id + 20, NULL, 10);
        server.taken += !server.seen[seq % EVENTS_MAX];
        server.seen[seq % EVENTS_MAX] = 1;
        strcpy(server.last, text);
    }
    send(client, reply, (size_t)len, MSG_NOSIGNAL);
}

static void *serve(void *self)
{
    (void)self;
    static char text[REQUEST_MAX];
    for (;;) {
        int client = accept(server.socket, NULL, NULL);
        if (client < 0)
            return NULL;
        while (read_request(client, text))
            answer(client, text);
        close(client);
    }
}

static void server_start(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t len = sizeof(address);
    int yes = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons((uint16_t)server.port);
    server.socket = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(server.socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    ck_assert_int_eq(
        bind(server.socket, (struct sockaddr *)&address, sizeof(address)), 0);
    ck_assert_int_eq(listen(server.socket, 8), 0);
    getsockname(server.socket, (struct sockaddr *)&address, &len);
    server.port = ntohs(address.sin_port);
    ck_assert_int_eq(pthread_create(&server.thread, NULL, serve, NULL), 0);
}

/* A port that nobody listens at. */
static void server_choose_port(void)
{
    server_start();
    shutdown(server.socket, SHUT_RDWR);
    pthread_join(server.thread, NULL);
    close(server.socket);
}

static const char *url(void)
{
    return arena_print(arena, "http://127.0.0.1:%d/events", server.port);
}

/* ---- sinks ---- */

static Sinks *open_sinks(const char *const *targets, size_t n)
{
    Sinks *sinks = sinks_open(arena, stored_path("."), targets, n, &why);
    ck_assert_msg(sinks != NULL, "%s", why);
    return sinks;
}

static Sinks *open_one(const char *target)
{
    return open_sinks(&target, 1);
}

/* Numbers [from, to). */
static void tell(Sinks *sinks, unsigned from, unsigned to)
{
    Listener listener = sinks_listener(sinks);
    for (unsigned seq = from; seq < to; seq++) {
        Change change = change_of(CHANGE_NODE, PHASE_RUNNING);
        change.seq = seq;
        change.at = seq * SECOND;
        listener.hear(listener.self, &change);
    }
    listener.tick(listener.self, 0);
}

static void wait_for(atomic_int *count, int least)
{
    for (int i = 0; i < 3000 && *count < least; i++)
        pause_ms(10);
    ck_assert_int_ge(*count, least);
}

START_TEST(an_endpoint_gets_cloud_events)
{
    server_start();
    Sinks *sinks = open_one(url());
    tell(sinks, 0, 200);
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    ck_assert_int_eq(server.taken, 200);
    ck_assert_int_eq(server.requests, 200);
    static const char *const heads[] = {
        "POST /events HTTP/1.1\r\n",
        "Content-Type: application/cloudevents+json; charset=UTF-8\r\n"};
    for (size_t i = 0; i < 2; i++)
        ck_assert_msg(strstr(server.last, heads[i]) != NULL, "%s", server.last);
    const char *body = strstr(server.last, "\r\n\r\n") + 4;
    const Json *json = json_parse(arena, body, strlen(body), &why, NULL);
    ck_assert_msg(json != NULL, "%s", why);
    ck_assert_str_eq(json_text(json_member(json, "specversion")), "1.0");
    ck_assert_str_eq(json_text(json_member(json, "type")),
                     "flyteidl.event.NodeExecutionEvent");
    ck_assert_str_eq(json_text(json_member(json, "subject")), "sub/fetch");
    ck_assert_str_eq(json_text(json_member(json, "time")),
                     "1970-01-01T00:03:19Z");
    ck_assert_str_eq(json_text(json_member(json, "datacontenttype")),
                     "application/json");
    ck_assert_str_eq(json_text(json_member(json_member(json, "data"), "phase")),
                     "RUNNING");
}
END_TEST

START_TEST(a_dead_endpoint_gets_all_once_it_is_back)
{
    server_choose_port();
    Sinks *sinks = open_one(url());
    tell(sinks, 0, 50);
    pause_ms(300);
    server_start();
    tell(sinks, 50, 60);
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    ck_assert_int_eq(server.taken, 60);
}
END_TEST

START_TEST(an_endpoint_that_fails_is_asked_again)
{
    server_start();
    server.mood = MOOD_FAILING;
    Sinks *sinks = open_one(url());
    tell(sinks, 0, 20);
    wait_for(&server.requests, 2);
    server.mood = MOOD_FINE;
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    ck_assert_int_eq(server.taken, 20);
}
END_TEST

START_TEST(a_hanging_endpoint_holds_up_nobody)
{
    server_start();
    server.mood = MOOD_HANGING;
    Sinks *sinks = open_one(url());
    tell(sinks, 0, 500);
    wait_for(&server.requests, 1);
    tell(sinks, 500, 510);
    ck_assert_uint_eq(sinks_close(sinks, SECOND / 10), 510);
    server.mood = MOOD_FINE;
    /* A later process sends what is left, and what it adds. */
    sinks = open_one(url());
    tell(sinks, 510, 520);
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    ck_assert_int_eq(server.taken, 520);
}
END_TEST

/* However long there would be time. */
START_TEST(a_dead_endpoint_is_tried_once_more)
{
    server_start();
    server.mood = MOOD_FAILING;
    Sinks *sinks = open_one(url());
    tell(sinks, 0, 20);
    wait_for(&server.requests, 1);
    ck_assert_uint_eq(sinks_close(sinks, 3600 * SECOND), 20);
    ck_assert_int_ge(server.requests, 2);
    server.mood = MOOD_HANGING;
    sinks = open_one(url());
    ck_assert_uint_eq(sinks_close(sinks, 3600 * SECOND), 20);
    server.mood = MOOD_FINE;
    sinks = open_one(url());
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    ck_assert_int_eq(server.taken, 20);
}
END_TEST

START_TEST(what_was_not_sent_is_sent_later)
{
    server_start();
    server.mood = MOOD_SLOW;
    Sinks *sinks = open_one(url());
    tell(sinks, 0, 100);
    wait_for(&server.taken, 3);
    uint64_t left = sinks_close(sinks, 0);
    ck_assert_uint_gt(left, 0);
    ck_assert_uint_lt(left, 98);
    int before = server.requests;
    server.mood = MOOD_FINE;
    ck_assert_uint_eq(sinks_close(open_one(url()), 30 * SECOND), 0);
    ck_assert_int_eq(server.taken, 100);
    /* At most the one that was under way came twice. */
    ck_assert_int_le(server.requests - before, (int)left);
}
END_TEST

static int lines_in(const char *path)
{
    int count = 0;
    for (const char *at = stored_text(path); *at; at++)
        count += *at == '\n';
    return count;
}

START_TEST(a_file_gets_lines)
{
    const char *path = stored_path("out.jsonl");
    const char *targets[] = {path, stored_path("other.jsonl")};
    Sinks *sinks = open_sinks(targets, 2);
    tell(sinks, 0, 3);
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    sinks = open_sinks(targets, 2);
    tell(sinks, 3, 5);
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    ck_assert_int_eq(lines_in(path), 5);
    ck_assert_str_eq(stored_text(path), stored_text(targets[1]));
    Change change = change_of(CHANGE_NODE, PHASE_RUNNING);
    change.at = 0;
    const char *first = arena_print(arena, "%s\n", event_json(arena, &change));
    ck_assert_int_eq(strncmp(stored_text(path), first, strlen(first)), 0);
}
END_TEST

START_TEST(a_late_target_gets_what_came_before)
{
    Sinks *sinks = open_one(stored_path("first"));
    tell(sinks, 0, 4);
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    ck_assert_uint_eq(sinks_close(open_one(stored_path("second")), SECOND), 0);
    ck_assert_int_eq(lines_in(stored_path("second")), 4);
}
END_TEST

START_TEST(a_torn_line_is_dropped)
{
    Sinks *sinks = open_one(stored_path("out"));
    tell(sinks, 0, 3);
    sinks_close(sinks, 30 * SECOND);
    const char *spool = stored_path("events.jsonl");
    ck_assert_int_eq(lines_in(spool), 3);
    FILE *file = fopen(spool, "a");
    fputs("{\"specversion\":\"1.0\",\"id\":\"swift-ot", file);
    fclose(file);
    sinks = open_one(stored_path("out"));
    tell(sinks, 3, 4);
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    ck_assert_int_eq(lines_in(spool), 4);
    ck_assert_int_eq(lines_in(stored_path("out")), 4);
    ck_assert_ptr_null(strstr(stored_text(spool), "swift-ot{"));
}
END_TEST

/* Numbers [from, to), as far as their commit. */
static void keep(Sinks *sinks, unsigned from, unsigned to)
{
    Listener listener = sinks_listener(sinks);
    for (unsigned seq = from; seq < to; seq++) {
        Change change = change_of(CHANGE_NODE, PHASE_RUNNING);
        change.seq = seq;
        change.at = seq * SECOND;
        ck_assert(listener.keep(listener.self, &change, &why));
    }
}

static Sinks *open_kept(Home *home, const char *path)
{
    Sinks *sinks = open_one(path);
    ck_assert_msg(sinks_keep(sinks, home, run.id, &why), "%s", why);
    return sinks;
}

START_TEST(what_was_committed_alone_is_brought_in)
{
    const char *path = stored_path("out");
    Home *home = stored_open();
    Sinks *sinks = open_kept(home, path);
    keep(sinks, 0, 2);
    ck_assert(home_commit(home, &why));
    tell(sinks, 0, 2);
    keep(sinks, 2, 4);
    ck_assert(home_commit(home, &why));
    keep(sinks, 4, 6);
    home_rollback(home);
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    stored_close(home);
    ck_assert_int_eq(lines_in(path), 2);

    home = stored_open();
    sinks = open_kept(home, path);
    tell(sinks, 2, 5);
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    stored_close(home);
    ck_assert_int_eq(lines_in(path), 5);
    home = stored_open();
    ck_assert_uint_eq(sinks_close(open_kept(home, path), 30 * SECOND), 0);
    stored_close(home);
    ck_assert_int_eq(lines_in(path), 5);
}
END_TEST

START_TEST(a_commit_tried_again_is_one_commit)
{
    const char *path = stored_path("out");
    Home *home = stored_open();
    Sinks *sinks = open_kept(home, path);
    keep(sinks, 0, 3);
    home_rollback(home);
    keep(sinks, 0, 3);
    ck_assert(home_commit(home, &why));
    tell(sinks, 0, 3);
    ck_assert_uint_eq(sinks_close(sinks, 30 * SECOND), 0);
    stored_close(home);
    ck_assert_int_eq(lines_in(path), 3);
}
END_TEST

START_TEST(one_process_sends_the_events_of_a_run)
{
    Sinks *sinks = open_one(stored_path("out"));
    pid_t child = fork();
    if (child == 0) {
        const char *other = stored_path("other");
        _exit(sinks_open(arena, stored_path("."), &other, 1, &why) ? 1 : 0);
    }
    int status;
    waitpid(child, &status, 0);
    ck_assert_int_eq(status, 0);
    ck_assert_uint_eq(sinks_close(sinks, SECOND), 0);
}
END_TEST

START_TEST(a_full_pipe_holds_up_nobody)
{
    const char *path = stored_path("pipe");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert_ptr_null(sinks_open(arena, stored_path("."), &path, 1, &why));
    ck_assert_ptr_nonnull(strstr(why, "nobody reads the pipe"));
    int reader = open(path, O_RDONLY | O_NONBLOCK);
    Sinks *sinks = open_one(path);
    tell(sinks, 0, 900);
    uint64_t left = sinks_close(sinks, SECOND / 10);
    ck_assert_uint_gt(left, 300);
    close(reader);
}
END_TEST

START_TEST(a_gone_reader_ends_nobody)
{
    signal(SIGPIPE, SIG_IGN);
    const char *path = stored_path("pipe");
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    int reader = open(path, O_RDONLY | O_NONBLOCK);
    Sinks *sinks = open_one(path);
    close(reader);
    tell(sinks, 0, 10);
    ck_assert_uint_eq(sinks_close(sinks, SECOND / 10), 10);
}
END_TEST

typedef struct BadCase {
    const char *target;
    const char *reason;
} BadCase;

static const BadCase bad_cases[] = {
    {"", "is none of -, a path"},
    {"ftp://host/x", "`ftp://host/x` is none of -, a path, http://..."},
    {"/none/there/x", "cannot open `/none/there/x`: No such file"},
#ifndef FLW_NATS
    {"nats://host/x", "NATS is not built in: install libnats-dev and build "
                      "flw with `make NATS=1`"},
#else
    {"nats://host", "needs a host and a subject: nats://HOST/subject"},
#endif
#ifndef FLW_KAFKA
    {"kafka://host/x", "Kafka is not built in: install librdkafka-dev and "
                       "build flw with `make KAFKA=1`"},
#else
    {"kafka://host/", "needs a host and a topic: kafka://HOST/topic"},
#endif
};

START_TEST(a_bad_target_is_a_reason)
{
    const BadCase *test = &bad_cases[_i];
    ck_assert_ptr_null(
        sinks_open(arena, stored_path("."), &test->target, 1, &why));
    ck_assert_msg(strstr(why, test->reason) != NULL, "%s", why);
    const char *twice[] = {"-", "-"};
    ck_assert_ptr_null(sinks_open(arena, stored_path("."), twice, 2, &why));
    ck_assert_str_eq(why, "`-` is given twice");
    ck_assert_int_ge(fcntl(0, F_GETFD), 0);
}
END_TEST

Suite *event_suite(void)
{
    Suite *suite = suite_create("event");
    TCase *tcase = tcase_create("event");
    tcase_set_timeout(tcase, 300);
    tcase_add_checked_fixture(tcase, stored_start, stored_stop);
    int bad = sizeof(bad_cases) / sizeof(*bad_cases);
    tcase_add_test(tcase, runs_are_workflow_execution_events);
    tcase_add_test(tcase, nodes_are_node_execution_events);
    tcase_add_test(tcase, attempts_are_task_execution_events);
    tcase_add_test(tcase, what_flyte_has_no_event_for_is_none);
    tcase_add_test(tcase, large_values_stay_out);
    tcase_add_test(tcase, an_endpoint_gets_cloud_events);
    tcase_add_test(tcase, a_dead_endpoint_gets_all_once_it_is_back);
    tcase_add_test(tcase, an_endpoint_that_fails_is_asked_again);
    tcase_add_test(tcase, a_hanging_endpoint_holds_up_nobody);
    tcase_add_test(tcase, a_dead_endpoint_is_tried_once_more);
    tcase_add_test(tcase, what_was_not_sent_is_sent_later);
    tcase_add_test(tcase, a_file_gets_lines);
    tcase_add_test(tcase, a_late_target_gets_what_came_before);
    tcase_add_test(tcase, a_torn_line_is_dropped);
    tcase_add_test(tcase, what_was_committed_alone_is_brought_in);
    tcase_add_test(tcase, a_commit_tried_again_is_one_commit);
    tcase_add_test(tcase, one_process_sends_the_events_of_a_run);
    tcase_add_test(tcase, a_full_pipe_holds_up_nobody);
    tcase_add_test(tcase, a_gone_reader_ends_nobody);
    tcase_add_loop_test(tcase, a_bad_target_is_a_reason, 0, bad);
    suite_add_tcase(suite, tcase);
    return suite;
}

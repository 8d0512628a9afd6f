/* events.c - events that are not in their run's events.jsonl yet. */
#include "runtime/store/events.h"

#include "runtime/store/query.h"

static const char left[] =
    "SELECT line FROM events WHERE run=?1 AND seq>=?2 ORDER BY seq";

bool event_put(Home *home, const char *run_id, uint64_t seq, const char *line,
               const char **why)
{
    Query query = query_later(home, WRITE_EVENT);
    query_put_text(&query, run_id);
    query_put_int(&query, (int64_t)seq);
    query_put_text(&query, line);
    return query_run(&query, why);
}

bool events_done(Home *home, const char *run_id, uint64_t seq, const char **why)
{
    Query query = query_later(home, WRITE_EVENTS_DONE);
    query_put_text(&query, run_id);
    query_put_int(&query, (int64_t)seq);
    return query_run(&query, why);
}

bool events_left(Home *home, const char *run_id, uint64_t seq, Buf *lines,
                 const char **why)
{
    Query query = query_of(home, left);
    query_put_text(&query, run_id);
    query_put_int(&query, (int64_t)seq);
    while (query_next(&query))
        buf_text(lines, query_text(&query, lines->arena));
    return query_end(&query, why);
}

/* writes.c - the statements that go through the log. */
#include "runtime/store/writes.h"

/* By serial: those are known before a row is written this way. */
static const char put_run[] =
    "UPDATE runs SET id=?2, entity=?3, kind=?4, source=?5, digest=?6,"
    " phase=?7, began=?8, ended=?9, pid=?10, pid_start=?11, inputs=?12,"
    " outputs=?13, fault_kind=?14, fault_flags=?15, fault_code=?16,"
    " fault_message=?17, failed_node=?18, options=?19, changes=?20"
    " WHERE serial=?1";

/* A row keeps its place: the order in which nodes were queued. */
static const char put_node[] =
    "INSERT INTO nodes(run, path, name, entity, kind, phase, attempts,"
    " system_failures, queued, began, ended, cache, inputs, outputs,"
    " fault_kind, fault_flags, fault_code, fault_message) "
    "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)"
    " ON CONFLICT(run, path) DO UPDATE SET name=?3, entity=?4, kind=?5,"
    " phase=?6, attempts=?7, system_failures=?8, queued=?9, began=?10,"
    " ended=?11, cache=?12, inputs=?13, outputs=?14, fault_kind=?15,"
    " fault_flags=?16, fault_code=?17, fault_message=?18";

static const char put_attempt[] =
    "INSERT OR REPLACE INTO attempts(run, path, number, folder, phase, began,"
    " ended, exit_code, exit_signal, command, fault_kind, fault_flags,"
    " fault_code, fault_message) "
    "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)";

static const char put_note[] =
    "INSERT OR REPLACE INTO cache_notes(run, path, key, task, version,"
    " interface, inputs, facts) VALUES(?1,?2,?3,?4,?5,?6,?7,?8)";

static const char put_entry[] =
    "INSERT INTO cache(key, task, version, interface, inputs, run, path, made,"
    " used, outputs, facts) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?8,?9,"
    " (SELECT facts FROM cache_notes WHERE run=?6 AND path=?7))"
    " ON CONFLICT(key) DO UPDATE SET run=?6, path=?7, made=?8, used=?8,"
    " outputs=?9";

static const char use_entry[] = "UPDATE cache SET used=?2 WHERE key=?1";

static const char put_event[] =
    "INSERT OR REPLACE INTO events(run, seq, line) VALUES(?1,?2,?3)";

static const char drop_events[] = "DELETE FROM events WHERE run=?1 AND seq<?2";

const char *write_sql(Write write)
{
    static const char *const texts[WRITES] = {
        [WRITE_RUN] = put_run,         [WRITE_NODE] = put_node,
        [WRITE_ATTEMPT] = put_attempt, [WRITE_NOTE] = put_note,
        [WRITE_ENTRY] = put_entry,     [WRITE_USE] = use_entry,
        [WRITE_EVENT] = put_event,     [WRITE_EVENTS_DONE] = drop_events,
    };
    return texts[write];
}

/* table.c - a run as a table on a terminal. */
#include "runtime/report/table.h"

#include <string.h>

#include "base/map.h"
#include "base/sym.h"
#include "base/vec.h"
#include "runtime/process/log_tail.h"
#include "runtime/process/loop.h"
#include "runtime/report/words.h"

enum {
    ROWS_MAX = 12, /* drawn at once, besides the two lines of the head */
    BAR = 30,
    PATH_WIDTH = 28,
};

/* A node that has something to do; those that only hold others are not
 * counted. */
typedef struct Entry {
    const char *path;
    Phase phase;
    CacheStatus cache;
    uint32_t attempts;
    int64_t began, ended;
    const char *folder; /* of the newest attempt; NULL: none */
} Entry;

struct Table {
    Arena *arena;  /* of the entries */
    Arena scratch; /* of one drawing */
    FILE *out;
    bool colour;
    uint32_t width, height;
    const char *run_folder;
    const char *title;
    int64_t began;
    SymTable syms;
    Map by_path; /* Sym -> Entry * */
    Vec(Entry *) entries;
    uint32_t counts[PHASE_INTERRUPTED + 1];
    uint32_t drawn;       /* lines on the screen that are ours */
    const char *question; /* drawn last; NULL: none */
};

Table *table_new(Arena *arena, FILE *out, bool colour, uint32_t width,
                 uint32_t height, const char *run_folder)
{
    Table *table = arena_new(arena, Table);
    *table = (Table){.arena = arena,
                     .out = out,
                     .colour = colour,
                     .width = width,
                     .height = height,
                     .run_folder = run_folder};
    sym_table_init(&table->syms, arena);
    return table;
}

/* ---- what is known ---- */

static Entry *entry_of(Table *table, const char *path)
{
    const Sym *name = sym_of(&table->syms, path);
    Entry *entry = map_find(&table->by_path, name);
    if (entry)
        return entry;
    entry = arena_new(table->arena, Entry);
    entry->path = name->text;
    map_put(table->arena, &table->by_path, name, entry);
    vec_push(table->arena, &table->entries, entry);
    table->counts[PHASE_NOT_YET]++;
    return entry;
}

static void note_node(Table *table, const Change *change)
{
    if (change->is_parent || change->is_array)
        return;
    Entry *entry = entry_of(table, change->node->path);
    table->counts[entry->phase]--;
    entry->phase = change->phase;
    table->counts[entry->phase]++;
    entry->cache = change->node->cache;
    entry->attempts = change->node->attempts;
    if (change->phase == PHASE_RUNNING)
        entry->began = change->at;
    if (phase_is_final(change->phase))
        entry->ended = change->at;
}

static void note_attempt(Table *table, const Change *change)
{
    Entry *entry = entry_of(table, change->node->path);
    const char *folder = change->attempt->folder;
    if (folder)
        entry->folder = arena_copy(table->arena, folder, strlen(folder));
    entry->attempts = change->attempt->number + 1;
}

static void hear(void *self, const Change *change)
{
    Table *table = self;
    if (!table->title) {
        table->title = arena_print(
            table->arena, "%s  %s",
            plain_words(table->arena, change->run->entity), change->run->id);
        table->began = change->run->began;
    }
    if (change->of == CHANGE_NODE)
        note_node(table, change);
    if (change->of == CHANGE_TASK)
        note_attempt(table, change);
}

/* ---- what is drawn ---- */

static uint32_t count_done(const Table *table)
{
    uint32_t done = 0;
    for (int phase = 0; phase <= PHASE_INTERRUPTED; phase++)
        if (phase_is_final((Phase)phase))
            done += table->counts[phase];
    return done;
}

static void end_line(Table *table, Pen *pen)
{
    buf_text(pen->out, "\x1b[K\n");
    table->drawn++;
}

static void draw_head(Table *table, Pen *pen, int64_t now)
{
    Arena *arena = &table->scratch;
    uint32_t all = table->entries.len, done = count_done(table);
    uint32_t failed =
        table->counts[PHASE_FAILED] + table->counts[PHASE_TIMED_OUT];
    pen_text(pen, INK_TITLE, table->title ? table->title : "starting");
    buf_print(pen->out, "  %s", span_words(arena, now - table->began));
    end_line(table, pen);
    uint32_t filled = all ? BAR * done / all : 0;
    buf_char(pen->out, '[');
    buf_fill(pen->out, '#', filled);
    buf_fill(pen->out, '-', BAR - filled);
    buf_print(pen->out, "]  %u of %u", done, all);
    if (table->counts[PHASE_RUNNING])
        buf_print(pen->out, ", %u running", table->counts[PHASE_RUNNING]);
    if (failed)
        pen_text(pen, INK_ERROR, arena_print(arena, ", %u failed", failed));
    end_line(table, pen);
}

/* At most `width` columns of the text, so that no line wraps. */
static void draw_cut(Buf *out, const char *text, uint32_t width)
{
    size_t len = strnlen(text, 4 * (size_t)width);
    while (len > 0 && shown_width(text, len) > width)
        len--;
    while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
        len--;
    shown_add(out, text, len);
}

static void draw_entry(Table *table, Pen *pen, const Entry *entry, int64_t now)
{
    Arena *arena = &table->scratch;
    int64_t end = entry->ended ? entry->ended : now;
    const char *span =
        entry->began ? span_words(arena, end - entry->began) : "";
    buf_text(pen->out, "  ");
    pen_text(
        pen, phase_ink(entry->phase),
        arena_print(arena, "%-11s", phase_words(entry->phase, entry->cache)));
    Buf path = {.arena = arena};
    draw_cut(&path, entry->path, PATH_WIDTH);
    buf_print(pen->out, " %-*s %2u %6s  ", PATH_WIDTH, buf_string(&path),
              entry->attempts, span);
    uint32_t used = 2 + 11 + 1 + PATH_WIDTH + 3 + 7 + 2;
    if (entry->folder && table->width > used + 10) {
        const char *log =
            arena_print(arena, "%s/%s/log", table->run_folder, entry->folder);
        draw_cut(pen->out, log_tail(arena, log, 1), table->width - used - 1);
    }
    end_line(table, pen);
}

/* Running ones first, oldest on top; then the newest that ended. */
static void draw_entries(Table *table, Pen *pen, int64_t now)
{
    uint32_t room = table->height > 6 ? table->height - 4 : 2;
    uint32_t left = room < ROWS_MAX ? room : ROWS_MAX;
    for (uint32_t i = 0; i < table->entries.len && left > 0; i++)
        if (table->entries.at[i]->phase == PHASE_RUNNING) {
            draw_entry(table, pen, table->entries.at[i], now);
            left--;
        }
    for (uint32_t i = table->entries.len; i-- > 0 && left > 0;)
        if (phase_is_final(table->entries.at[i]->phase)) {
            draw_entry(table, pen, table->entries.at[i], now);
            left--;
        }
}

static void add_erase(Table *table, Buf *out)
{
    if (table->drawn)
        buf_print(out, "\r\x1b[%uA\x1b[J", table->drawn);
    table->drawn = 0;
}

static void flush(Table *table, const Buf *buf)
{
    fwrite(buf_string(buf), 1, buf->len, table->out);
    fflush(table->out);
    arena_reset(&table->scratch);
}

static void tick(void *self, int64_t monotonic)
{
    Table *table = self;
    int64_t now = clock_now();
    (void)monotonic;
    Buf buf = {.arena = &table->scratch};
    Pen pen = {.out = &buf, .colour = table->colour};
    add_erase(table, &buf);
    draw_head(table, &pen, now);
    draw_entries(table, &pen, now);
    if (table->question)
        pen_text(&pen, INK_TITLE, table->question);
    flush(table, &buf);
}

Listener table_listener(Table *table)
{
    return (Listener){.hear = hear, .tick = tick, .self = table};
}

void table_ask(Table *table, const char *question)
{
    if (table->question && !question)
        table->drawn++;
    table->question = question;
}

void table_end(Table *table)
{
    Buf buf = {.arena = &table->scratch};
    add_erase(table, &buf);
    flush(table, &buf);
    arena_release(&table->scratch);
}

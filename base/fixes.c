/* fixes.c - the sure fixes of diagnostics, applied to their sources. */
#include "base/fixes.h"

#include <assert.h>
#include <stdlib.h>

#include "base/buf.h"

/* An edit, and which of the candidates it belongs to. */
typedef struct Piece {
    DiagEdit edit;
    uint32_t owner;
} Piece;
typedef Vec(Piece) PieceVec;

static int compare(const void *left, const void *right)
{
    const Piece *a = left, *b = right;
    if (a->edit.span.start != b->edit.span.start)
        return a->edit.span.start < b->edit.span.start ? -1 : 1;
    if (a->edit.span.end != b->edit.span.end)
        return a->edit.span.end < b->edit.span.end ? -1 : 1;
    return a->owner < b->owner ? -1 : a->owner > b->owner;
}

static const DiagFix *sure_fix(const Diag *diag)
{
    for (uint32_t i = 0; i < diag->fixes.len; i++)
        if (diag->fixes.at[i]->kind == FIX_SAFE && diag->fixes.at[i]->edits.len)
            return diag->fixes.at[i];
    return NULL;
}

static bool may_apply(const Fixes *fixes, const DiagFix *fix)
{
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        Span span = fix->edits.at[i].span;
        const Source *source = span_is_nowhere(span)
                                   ? NULL
                                   : sources_find(fixes->sources, span.start);
        if (!source || span.end > source->base + source->len ||
            !fixes->may_change(fixes->context, source))
            return false;
    }
    return true;
}

static void collect(Fixes *fixes, const Diags *diags, PieceVec *pieces)
{
    for (uint32_t i = 0; i < diags->at.len; i++) {
        const Diag *diag = diags->at.at[i];
        const DiagFix *fix = sure_fix(diag);
        if (!fix || !fixes->wants(fixes->context, diag) ||
            !may_apply(fixes, fix))
            continue;
        for (uint32_t j = 0; j < fix->edits.len; j++) {
            Piece piece = {fix->edits.at[j], fixes->taken.len};
            vec_push(fixes->arena, pieces, piece);
        }
        vec_push(fixes->arena, &fixes->taken, ((FixTaken){diag, fix}));
    }
    if (pieces->len)
        qsort(pieces->at, pieces->len, sizeof(Piece), compare);
}

/* Text put in where another edit ends might come before or behind what that
 * one writes, so these two are not made at once. */
static bool collide(Span first, Span second)
{
    bool inserts = first.start == first.end || second.start == second.end;
    return second.start < first.end || (inserts && second.start == first.end);
}

/* The later one gives way, with all of its edits. */
static void refuse_colliding(const PieceVec *pieces, bool *refused)
{
    const Piece *last = NULL;
    for (uint32_t i = 0; i < pieces->len; i++) {
        const Piece *piece = &pieces->at[i];
        if (refused[piece->owner])
            continue;
        if (last && !refused[last->owner] && piece->owner != last->owner &&
            collide(last->edit.span, piece->edit.span)) {
            bool earlier = piece->owner < last->owner;
            refused[earlier ? last->owner : piece->owner] = true;
            if (!earlier)
                continue;
        }
        last = piece;
    }
}

void fixes_choose(Fixes *fixes, const Diags *diags)
{
    PieceVec pieces = {0};
    collect(fixes, diags, &pieces);
    if (!pieces.len)
        return;
    bool *refused = arena_array(fixes->arena, bool, fixes->taken.len);
    refuse_colliding(&pieces, refused);
    for (uint32_t i = 0; i < pieces.len; i++)
        if (!refused[pieces.at[i].owner])
            vec_push(fixes->arena, &fixes->edits, pieces.at[i].edit);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < fixes->taken.len; i++)
        if (!refused[i])
            fixes->taken.at[kept++] = fixes->taken.at[i];
    fixes->taken.len = kept;
}

/* The first edit at or behind the position. */
static uint32_t first_edit(const Fixes *fixes, uint32_t position)
{
    uint32_t first = 0, last = fixes->edits.len;
    while (first < last) {
        uint32_t middle = first + (last - first) / 2;
        if (fixes->edits.at[middle].span.start < position)
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

bool fixes_apply(const Fixes *fixes, const Source *source, FileText *out)
{
    Buf text = {.arena = fixes->arena};
    const char *zero = source->text - source->base;
    uint32_t end = source->base + source->len;
    uint32_t first = first_edit(fixes, source->base);
    uint32_t at = source->base;
    uint32_t i = first;
    for (; i < fixes->edits.len && fixes->edits.at[i].span.start <= end; i++) {
        const DiagEdit *edit = &fixes->edits.at[i];
        assert(edit->span.start >= at && edit->span.end <= end);
        buf_add(&text, zero + at, edit->span.start - at);
        buf_text(&text, edit->text);
        at = edit->span.end;
    }
    if (i == first)
        return false;
    buf_add(&text, zero + at, end - at);
    *out = (FileText){buf_string(&text), text.len};
    return true;
}

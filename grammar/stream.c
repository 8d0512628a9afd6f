#include "grammar/stream.h"

#include <string.h>

void stream_open(Stream *stream, Arena *arena, Diags *diags,
                 const Source *source, TriviaVec *trivia)
{
    *stream = (Stream){.scan = {.arena = arena,
                                .diags = diags,
                                .source = source,
                                .trivia = trivia}};
    words_init(&stream->words, source, diags);
    scan_open(&stream->scan);
}

/* Fills the window behind the tokens that are not settled yet; how many are
 * now, with the end. */
static uint32_t fill(Stream *stream)
{
    uint32_t kept = stream->len ? WORDS_AHEAD : 0;
    Token *window = stream->window;
    memcpy(window, window + stream->len - kept, kept * sizeof(Token));
    stream->len =
        kept + scan_more(&stream->scan, window + kept, STREAM_WINDOW - kept);
    bool ended = stream->scan.ended;
    uint32_t count = ended ? stream->len - 1 : stream->len - WORDS_AHEAD;
    bool fine = words_settle(&stream->words, window, count);
    stream->failed = !fine || stream->scan.diags->errors;
    return count + ended;
}

void stream_read(Stream *stream, const Token **next, const Token **end)
{
    uint32_t count = stream->failed || stream->scan.ended ? 0 : fill(stream);
    *next = stream->window;
    *end = stream->window + count;
    if (count && !stream->failed)
        return;
    stream->window[0] = (Token){0};
    *end = stream->window + 1;
}

void stream_close(Stream *stream)
{
    scan_close(&stream->scan);
}

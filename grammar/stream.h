/* stream.h - settled tokens, a few at a time.
 *
 * For this folder alone. What flex finds goes through words.h to the parser
 * before the processor's caches have forgotten it, and takes no memory. That
 * does for a source that is right. What is wrong in another is not told. */
#ifndef FLW_GRAMMAR_STREAM_H
#define FLW_GRAMMAR_STREAM_H

#include "grammar/scan.h"
#include "grammar/words.h"

enum { STREAM_WINDOW = 512 };

typedef struct Stream {
    Scan scan;
    Words words;
    bool failed;  /* out: the source is not right; nothing follows */
    uint32_t len; /* tokens in the window */
    Token window[STREAM_WINDOW];
} Stream;

/* diags: of mistakes that the caller will not show. trivia: grows. */
void stream_open(Stream *stream, Arena *arena, Diags *diags,
                 const Source *source, TriviaVec *trivia);
/* The next tokens, [*next, *end), in place of those before. Behind the last it
 * is the end again. */
void stream_read(Stream *stream, const Token **next, const Token **end);
void stream_close(Stream *stream);

#endif

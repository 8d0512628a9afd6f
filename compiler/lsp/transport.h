/* transport.h - messages of the protocol on two descriptors.
 *
 * Frame: header lines, an empty line, a body of Content-Length bytes. What is
 * not framed so ends the session, since nobody could tell where the next
 * message begins. */
#ifndef FLW_COMPILER_LSP_TRANSPORT_H
#define FLW_COMPILER_LSP_TRANSPORT_H

#include "base/buf.h"
#include "base/file.h"

enum { HEADER_MAX = 8 << 10, BODY_MAX = 64 << 20 };

typedef struct Transport {
    int in, out;
    Arena *arena; /* of the bytes that were read ahead */
    char *ahead;  /* HEADER_MAX bytes at most, read and not yet given */
    size_t len;
} Transport;

/* The body of the next message, in the arena. False: the input has ended, or
 * *why says what is wrong with it. */
bool transport_read(Transport *transport, Arena *arena, FileText *body,
                    const char **why);
/* Is there input to be read, now or within so many milliseconds? */
bool transport_waits(const Transport *transport, int milliseconds);
/* False: the other side is gone. */
bool transport_write(Transport *transport, const Buf *body);

#endif

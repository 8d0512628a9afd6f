/* redact.h - secrets taken out of a stream of bytes.
 *
 * By value: as they are, in base64 (at any of three alignments, both
 * alphabets), hex and percent-encoded. A secret of several lines is also
 * taken out line by line. A match may lie across any number of chunks. */
#ifndef FLW_RUNTIME_PROCESS_REDACT_H
#define FLW_RUNTIME_PROCESS_REDACT_H

#include <stdbool.h>

#include "base/buf.h"

typedef struct Redactor Redactor;

/* `secrets` ends with NULL; empty ones are passed over. */
Redactor *redactor_new(Arena *arena, const char *const *secrets);
/* What of the stream is now known to be no part of a secret, appended to
 * `out`; the rest is kept until more comes, or `last`. */
void redact(Redactor *redactor, const char *bytes, size_t len, bool last,
            Buf *out);

#endif

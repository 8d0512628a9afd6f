/* position.h - the protocol's lines and characters, and our offsets.
 *
 * Lines and characters count from 0; a character is a unit of UTF-16 unless
 * client and server have agreed on bytes or code points. */
#ifndef FLW_COMPILER_LSP_POSITION_H
#define FLW_COMPILER_LSP_POSITION_H

#include "base/json_out.h"
#include "base/source.h"

typedef enum Encoding {
    ENCODING_UTF16,
    ENCODING_UTF8,
    ENCODING_UTF32
} Encoding;

typedef struct Position {
    uint32_t line, character;
} Position;

/* What is past the end of a line is at its end; past the last line, at the end
 * of the text. Positions are those of base/source.h. */
uint32_t position_to_offset(Source *source, Encoding encoding,
                            Position position);
Position position_of_offset(Source *source, Encoding encoding, uint32_t offset);
/* Many offsets of one source, one after the other: what goes on from the last
 * one costs no more than the text between. A new one: {source,
 * encoding}. */
typedef struct PositionWalk {
    Source *source;
    Encoding encoding;
    uint32_t at; /* offset of the last; 0: none yet */
    Position position;
} PositionWalk;
Position position_next(PositionWalk *walk, uint32_t offset);
/* {"line": 3, "character": 7}; false when it is not that. */
bool position_read(const Json *json, Position *out);
void position_put(JsonOut *out, Position position);

#endif

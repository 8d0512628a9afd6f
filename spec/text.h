/* text.h - Flyte's messages as protobuf's text format: for people, for golden
 * tests, and what `protoc --decode` prints, byte for byte. */
#ifndef FLW_SPEC_TEXT_H
#define FLW_SPEC_TEXT_H

#include "base/buf.h"
#include "spec/message.h"

/* Adds the fields of the message, a line each, two blanks for each level.
 * Nested deeper than SPEC_DEPTH_MAX is the caller's bug. */
void spec_text(Buf *buf, const ProtobufCMessage *message);

#endif

/* diag_json.h - diagnostics as programs read them: version 1 of our JSON.
 *
 * Lines and columns count from 1, columns in code points; bytes from 0 into
 * the file; ends are exclusive. The fingerprint of a diagnostic stays when
 * its line moves: it hashes code, path, title, the trimmed line and which of
 * several alike it is. */
#ifndef FLW_BASE_DIAG_JSON_H
#define FLW_BASE_DIAG_JSON_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

/* One object with all diagnostics that are kept, indented, and a line end. */
void diag_json(Buf *buf, const Diags *diags, const Sources *sources);

#endif

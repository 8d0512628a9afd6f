/* fingerprint.h - what a diagnostic is known by from one run to the next.
 *
 * It stays when its line moves: it hashes code, path, title, the trimmed line
 * and which of several alike it is. So ask once for each, in their order. */
#ifndef FLW_BASE_FINGERPRINT_H
#define FLW_BASE_FINGERPRINT_H

#include "base/diag.h"
#include "base/map.h"
#include "base/sym.h"

typedef struct Fingerprints {
    Arena *arena;
    const Sources *sources;
    const char *folder; /* paths are as seen from there; NULL: as shown */
    SymTable keys;      /* without the number */
    Map seen;           /* key -> a uint32_t: how many so far */
} Fingerprints;

void fingerprints_init(Fingerprints *prints, Arena *arena,
                       const Sources *sources);
/* The path that a source goes by here. */
const char *fingerprint_path(const Fingerprints *prints, const Source *source);
/* 16 hex digits. */
const char *fingerprint_of(Fingerprints *prints, const Diag *diag);

#endif

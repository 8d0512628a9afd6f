-- flw.db as the first flw made it (format 1, without its later tables), with a
-- run that has succeeded and one that was killed.
PRAGMA application_id=1718384433;
PRAGMA user_version=1;
CREATE TABLE runs(serial INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, entity
  TEXT, kind TEXT, source TEXT, digest TEXT, phase INTEGER, began INTEGER, ended
  INTEGER, pid INTEGER, pid_start INTEGER, inputs BLOB, outputs BLOB, fault_kind
  INTEGER, fault_flags INTEGER, fault_code TEXT, fault_message TEXT, failed_node
  TEXT, options TEXT, changes INTEGER);
CREATE TABLE nodes(place INTEGER PRIMARY KEY, run INTEGER NOT NULL, path TEXT
  NOT NULL, name TEXT, entity TEXT, kind TEXT, phase INTEGER, attempts INTEGER,
  system_failures INTEGER, queued INTEGER, began INTEGER, ended INTEGER, cache
  INTEGER, inputs BLOB, outputs BLOB, fault_kind INTEGER, fault_flags INTEGER,
  fault_code TEXT, fault_message TEXT);
CREATE UNIQUE INDEX nodes_by_path ON nodes(run, path);
CREATE TABLE attempts(run INTEGER, path TEXT, number INTEGER, folder TEXT, phase
  INTEGER, began INTEGER, ended INTEGER, exit_code INTEGER, exit_signal INTEGER,
  command TEXT, fault_kind INTEGER, fault_flags INTEGER, fault_code TEXT,
  fault_message TEXT, PRIMARY KEY(run, path, number)) WITHOUT ROWID;
CREATE TABLE signals(run INTEGER, id TEXT, value BLOB, PRIMARY KEY(run, id))
  WITHOUT ROWID;
CREATE TABLE cancels(run INTEGER PRIMARY KEY, reason TEXT);
CREATE TABLE cache(serial INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, task
  TEXT, version TEXT, interface TEXT, inputs TEXT, facts TEXT, run INTEGER, path
  TEXT, made INTEGER, used INTEGER, outputs BLOB);
CREATE INDEX cache_by_task ON cache(task, serial);
CREATE TABLE cache_notes(run INTEGER, path TEXT, key TEXT, task TEXT, version
  TEXT, interface TEXT, inputs TEXT, facts TEXT, PRIMARY KEY(run, path)) WITHOUT
  ROWID;
CREATE TABLE reservations(key TEXT PRIMARY KEY, run INTEGER, pid INTEGER,
  pid_start INTEGER) WITHOUT ROWID;
INSERT INTO runs(serial, id, entity, kind, phase, began, ended, changes)
VALUES(1, 'old-otter-1', 'eta.train', 'workflow', 3, 10, 20, 7);
INSERT INTO runs(serial, id, entity, kind, phase, began, changes)
VALUES(2, 'old-otter-2', 'eta.train', 'workflow', 2, 30, 9);
INSERT INTO nodes(place, run, path, name, kind, phase, attempts)
VALUES(1, 1, 'fit', 'fit', 'task', 3, 2);

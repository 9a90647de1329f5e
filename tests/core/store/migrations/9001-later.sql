-- SPDX-License-Identifier: GPL-3.0-or-later
-- A change of schema as a later version may bring one; only tests know it.
ALTER TABLE note ADD COLUMN colour TEXT;
CREATE TABLE visit (
  id TEXT NOT NULL PRIMARY KEY,
  remark TEXT
) STRICT;
INSERT INTO visit SELECT id, body FROM note;

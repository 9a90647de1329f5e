-- SPDX-License-Identifier: GPL-3.0-or-later

-- What has to go: one proposes it, and a second confirmation, later or by another, carries it out.
-- What stays is that it was done, without content, so that a backup that is put back does not
-- bring anybody back. There is no reference to what goes.
CREATE TABLE destruction (
  id TEXT NOT NULL PRIMARY KEY,
  object_type TEXT NOT NULL CHECK (object_type IN ('person', 'conversation')),
  object_id TEXT NOT NULL,
  person_id TEXT,                    -- NULL: a conversation without a name
  reason TEXT NOT NULL CHECK (reason IN ('term', 'request', 'mistake', 'elsewhere')),
  note TEXT,                         -- goes with what it is about
  proposed_at INTEGER NOT NULL,
  proposed_by TEXT NOT NULL,
  proposer_id TEXT NOT NULL,
  done_at INTEGER,                   -- NULL: only proposed yet
  done_by TEXT
) STRICT;
CREATE UNIQUE INDEX destruction_proposed ON destruction (object_id) WHERE done_at IS NULL;
CREATE INDEX destruction_object ON destruction (object_id);
CREATE INDEX destruction_person ON destruction (person_id) WHERE person_id IS NOT NULL;

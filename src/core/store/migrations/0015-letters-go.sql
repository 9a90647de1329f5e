-- SPDX-License-Identifier: GPL-3.0-or-later

-- A letter about somebody who is not written down here has a term of its own, and goes as a person
-- does: proposed by one, confirmed later or by another. A CHECK cannot be changed in place.
ALTER TABLE destruction RENAME TO destruction_before;
DROP INDEX destruction_proposed;
DROP INDEX destruction_object;
DROP INDEX destruction_person;
CREATE TABLE destruction (
  id TEXT NOT NULL PRIMARY KEY,
  object_type TEXT NOT NULL CHECK (object_type IN ('person', 'conversation', 'referral')),
  object_id TEXT NOT NULL,
  person_id TEXT,                    -- NULL: a conversation without a name, or a letter
  reason TEXT NOT NULL CHECK (reason IN ('term', 'request', 'mistake', 'elsewhere')),
  note TEXT,                         -- goes with what it is about
  proposed_at INTEGER NOT NULL,
  proposed_by TEXT NOT NULL,
  proposer_id TEXT NOT NULL,
  done_at INTEGER,                   -- NULL: only proposed yet
  done_by TEXT
) STRICT;
INSERT INTO destruction (id, object_type, object_id, person_id, reason, note, proposed_at,
  proposed_by, proposer_id, done_at, done_by)
SELECT id, object_type, object_id, person_id, reason, note, proposed_at, proposed_by, proposer_id,
  done_at, done_by FROM destruction_before;
DROP TABLE destruction_before;
CREATE UNIQUE INDEX destruction_proposed ON destruction (object_id) WHERE done_at IS NULL;
CREATE INDEX destruction_object ON destruction (object_id);
CREATE INDEX destruction_person ON destruction (person_id) WHERE person_id IS NOT NULL;

-- What is of nobody here, by when it was changed last as long as it runs, and by when it ended.
CREATE INDEX referral_nobody ON referral (changed_at) WHERE person_id IS NULL AND ended_on IS NULL;
CREATE INDEX referral_nobody_ended ON referral (ended_on) WHERE person_id IS NULL AND ended_on IS NOT NULL;

-- SPDX-License-Identifier: GPL-3.0-or-later

-- Whether the person agreed that somebody else gets it: kept with the step that passed it on.
ALTER TABLE referral_event ADD COLUMN agreed INTEGER NOT NULL DEFAULT 0 CHECK (agreed IN (0, 1));
DROP TRIGGER referral_event_stays;
CREATE TRIGGER referral_event_stays BEFORE UPDATE OF referral_id, id, step, side, at, actor, on_behalf_of, way, day, reason, outcome, words, agreed ON referral_event
BEGIN
  SELECT raise (ABORT, 'what happened is not changed');
END;

-- What was discussed about somebody whom nobody knows by name has a term too. A CHECK cannot be
-- changed in place.
ALTER TABLE destruction RENAME TO destruction_before;
DROP INDEX destruction_proposed;
DROP INDEX destruction_object;
DROP INDEX destruction_person;
CREATE TABLE destruction (
  id TEXT NOT NULL PRIMARY KEY,
  object_type TEXT NOT NULL CHECK (object_type IN ('person', 'conversation', 'referral', 'meeting_case')),
  object_id TEXT NOT NULL,
  person_id TEXT,                    -- NULL: a conversation or case without a name, or a letter
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
CREATE INDEX meeting_case_nobody ON meeting_case (meeting_id) WHERE person_id IS NULL;

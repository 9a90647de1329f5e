-- SPDX-License-Identifier: GPL-3.0-or-later
-- Case meetings: what is discussed about somebody, by whom, on what ground, and what was agreed. A
-- meeting itself says nothing about anybody; a case goes with the person it is about.

CREATE TABLE meeting (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  held_on TEXT NOT NULL,
  starts_at TEXT,                    -- HH:MM
  place TEXT,
  chair TEXT,
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'cancelled')),
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_held_on ON meeting (held_on);

-- Who takes part: a function with whom has it.
CREATE TABLE meeting_member (
  id TEXT NOT NULL PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meeting (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  position INTEGER,
  contact_id TEXT,                   -- a function on the social map
  function TEXT NOT NULL,
  holder TEXT,
  organization TEXT,
  own INTEGER NOT NULL DEFAULT 0 CHECK (own IN (0, 1)), -- a colleague within the organization
  present INTEGER NOT NULL DEFAULT 1 CHECK (present IN (0, 1))
) STRICT;
CREATE INDEX meeting_member_meeting ON meeting_member (meeting_id, position);

CREATE TABLE meeting_case (
  id TEXT NOT NULL PRIMARY KEY,
  meeting_id TEXT NOT NULL REFERENCES meeting (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  position INTEGER,
  number TEXT NOT NULL CHECK (number NOT GLOB '*[^A-Z0-9-]*' AND number GLOB '*[0-9]*'),
  person_id TEXT REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, -- NULL: nobody knows who
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed', 'dropped')),
  drop_note TEXT,
  brought_by TEXT,
  question TEXT,
  minutes INTEGER CHECK (minutes BETWEEN 1 AND 120),
  mode TEXT NOT NULL DEFAULT 'anonymous' CHECK (mode IN ('named', 'anonymous')),
  ground TEXT,
  law TEXT,
  necessity TEXT,
  proportionality TEXT,
  subsidiarity TEXT,
  informed TEXT CHECK (informed IN ('yes', 'no')),
  informed_note TEXT,
  presence TEXT CHECK (presence IN ('present', 'represented', 'absent')),
  presence_note TEXT,
  own_view TEXT,                     -- of the person
  medical_view TEXT,
  social_view TEXT,
  decision TEXT,
  director TEXT,
  evaluate_on TEXT,
  inform_by TEXT,                    -- who tells the person
  informed_on TEXT,                  -- when that was done
  begun_at INTEGER,                  -- when talking about it began
  CHECK (mode = 'anonymous' OR person_id IS NOT NULL),
  CHECK (state <> 'closed' OR (decision IS NOT NULL AND director IS NOT NULL
                               AND evaluate_on IS NOT NULL AND inform_by IS NOT NULL)),
  UNIQUE (meeting_id, number)
) STRICT;
CREATE INDEX meeting_case_meeting ON meeting_case (meeting_id, position);
CREATE INDEX meeting_case_person ON meeting_case (person_id) WHERE person_id IS NOT NULL;

-- What one participant may hear of one case: what was chosen, and at the end what it was.
CREATE TABLE meeting_seat (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES meeting_case (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  member_id TEXT NOT NULL REFERENCES meeting_member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  choice TEXT CHECK (choice IN ('anonymous', 'leaves')), -- stricter than what is allowed
  standing TEXT CHECK (standing IN ('covered', 'anonymous', 'leaves')),
  consent_id TEXT,                   -- on which it rested
  UNIQUE (case_id, member_id)
) STRICT;
CREATE INDEX meeting_seat_member ON meeting_seat (member_id);

CREATE TABLE meeting_action (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES meeting_case (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  position INTEGER,
  what TEXT NOT NULL,
  who TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped'))
) STRICT;
CREATE INDEX meeting_action_case ON meeting_action (case_id, position);
CREATE INDEX meeting_action_open ON meeting_action (due_on) WHERE state = 'open';

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Referrals, and everything else that is sent to somebody and must come to an answer. Sender and
-- receiver each have a row of their own, also when both work with this store: that of the receiver
-- is made from what was sent. Times are microseconds UTC, dates YYYY-MM-DD.

-- The functions of the social map whose letters arrive here.
CREATE TABLE own_function (
  contact_id TEXT NOT NULL PRIMARY KEY,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE referral (
  id TEXT NOT NULL PRIMARY KEY,
  letter_id TEXT NOT NULL,           -- the same at both sides
  side TEXT NOT NULL CHECK (side IN ('sender', 'receiver')),
  kind TEXT NOT NULL CHECK (kind IN ('referral', 'prescription', 'signal', 'consultation', 'information', 'collective')),
  state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'received', 'asked', 'accepted', 'handover-planned', 'waiting', 'handed-over', 'contacted', 'started', 'done', 'stopped', 'declined', 'withdrawn', 'expired', 'replaced', 'mistaken')),
  code TEXT NOT NULL,                -- short, for paper
  person_id TEXT REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  subject TEXT,                      -- who it is about, as this side knows it
  sender_id TEXT,                    -- a function on the social map
  sender_organization_id TEXT,
  sender_name TEXT,
  sender_phone TEXT,
  recipient_id TEXT,                 -- a function on the social map
  recipient_organization_id TEXT,
  recipient_name TEXT,
  worker TEXT,                       -- who has it at this side
  conversation_id TEXT,
  priority_id TEXT,
  service_id TEXT,
  need_code TEXT,
  question TEXT,
  triage_nature TEXT CHECK (triage_nature IN ('single', 'multiple', 'complex')),
  triage_words TEXT,
  urgency_felt INTEGER CHECK (urgency_felt BETWEEN 1 AND 4),
  urgency_medical INTEGER CHECK (urgency_medical BETWEEN 1 AND 4),
  urgency_social INTEGER CHECK (urgency_social BETWEEN 1 AND 4),
  handover TEXT CHECK (handover IN ('together', 'called', 'announced', 'cold')),
  handover_on TEXT,
  handover_words TEXT,
  ground TEXT,
  law TEXT,
  necessity TEXT,
  proportionality TEXT,
  subsidiarity TEXT,
  safe_contact TEXT,
  no_contact INTEGER NOT NULL DEFAULT 0 CHECK (no_contact IN (0, 1)),
  feedback TEXT CHECK (feedback IN ('none', 'process', 'goals', 'more')),
  due_on TEXT,
  due_side TEXT CHECK (due_side IN ('sender', 'receiver')),
  sent_on TEXT,
  ended_on TEXT,
  outcome TEXT,
  reason TEXT,
  attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  heard_at INTEGER,
  acknowledged_at INTEGER,
  replaced_by TEXT,
  changed_at INTEGER NOT NULL,
  UNIQUE (letter_id, side),
  CHECK ((due_on IS NULL) = (due_side IS NULL)),
  CHECK (state <> 'draft' OR side = 'sender')
) STRICT;
-- What runs has no last day, and every list of it begins with what is due first.
CREATE INDEX referral_running ON referral (side, due_on, id) WHERE ended_on IS NULL;
CREATE INDEX referral_state ON referral (side, state, due_on, id) WHERE ended_on IS NULL;
CREATE INDEX referral_worker ON referral (worker, due_on, id) WHERE ended_on IS NULL AND worker IS NOT NULL;
CREATE INDEX referral_heard ON referral (heard_at) WHERE side = 'sender' AND ended_on IS NULL;
CREATE INDEX referral_unread ON referral (due_on) WHERE side = 'sender' AND ended_on IS NOT NULL AND due_on IS NOT NULL;
CREATE INDEX referral_ended ON referral (ended_on) WHERE ended_on IS NOT NULL;
CREATE INDEX referral_person ON referral (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX referral_code ON referral (code);

-- One thing that may go along, or came along.
CREATE TABLE referral_item (
  id TEXT NOT NULL PRIMARY KEY,
  referral_id TEXT NOT NULL REFERENCES referral (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  position INTEGER,
  category TEXT NOT NULL,
  detail TEXT,
  label TEXT,
  words TEXT,
  included INTEGER NOT NULL DEFAULT 0 CHECK (included IN (0, 1))
) STRICT;
CREATE INDEX referral_item_referral ON referral_item (referral_id, position);

-- What happened. Rows are never changed; they go with the referral only.
CREATE TABLE referral_event (
  referral_id TEXT NOT NULL REFERENCES referral (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  id TEXT NOT NULL,                  -- of the message: the same at both sides
  number INTEGER NOT NULL,           -- 1, 2, ... of this referral
  step TEXT NOT NULL,
  state TEXT NOT NULL,               -- after it
  side TEXT NOT NULL CHECK (side IN ('sender', 'receiver', 'clock')),
  at INTEGER NOT NULL,
  actor TEXT,
  on_behalf_of TEXT,
  day TEXT,
  reason TEXT,
  outcome TEXT,
  words TEXT,
  PRIMARY KEY (referral_id, id),
  UNIQUE (referral_id, number)
) STRICT;
CREATE TRIGGER referral_event_stays BEFORE UPDATE ON referral_event
BEGIN
  SELECT raise (ABORT, 'what happened is not changed');
END;

-- What colleagues of one side tell each other; never leaves.
CREATE TABLE referral_note (
  id TEXT NOT NULL PRIMARY KEY,
  referral_id TEXT NOT NULL REFERENCES referral (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  words TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT
) STRICT;
CREATE INDEX referral_note_referral ON referral_note (referral_id, at);

-- What has to reach the other side: written with the step itself, and there until it was delivered.
CREATE TABLE outbox (
  id TEXT NOT NULL PRIMARY KEY,
  referral_id TEXT NOT NULL REFERENCES referral (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  event_id TEXT NOT NULL,
  to_id TEXT,                        -- a function that gets the letter itself; NULL: the other side
  made_at INTEGER NOT NULL,
  delivered_at INTEGER,
  way TEXT CHECK (way IN ('here', 'paper', 'phone')) -- how it was
) STRICT;
CREATE INDEX outbox_waiting ON outbox (made_at) WHERE delivered_at IS NULL;
CREATE INDEX outbox_referral ON outbox (referral_id);

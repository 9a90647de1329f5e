-- SPDX-License-Identifier: GPL-3.0-or-later
-- What goes to another organization and what comes from there. One step is one message; a message
-- that came in is written with what it changed, so that twice is once. Times are microseconds UTC.

-- Which partner somebody of the social map is: an organization, or a function by itself.
CREATE TABLE partner_contact (
  object_id TEXT NOT NULL PRIMARY KEY,
  partner_id TEXT NOT NULL,
  since INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who the other side of a referral is, from the moment it left or came in. Nobody else is heard.
CREATE TABLE referral_partner (
  referral_id TEXT NOT NULL PRIMARY KEY REFERENCES referral (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  partner_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX referral_partner_partner ON referral_partner (partner_id);

-- Where a step stands among those of both sides: the how-many-th it is of the side that wrote it
-- down, and how many of the other side were known there. From this both come to the same order.
CREATE TABLE referral_event_place (
  referral_id TEXT NOT NULL REFERENCES referral (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  event_id TEXT NOT NULL,
  author TEXT NOT NULL CHECK (author IN ('sender', 'receiver')),
  number INTEGER NOT NULL CHECK (number > 0),
  seen INTEGER NOT NULL CHECK (seen >= 0),
  recipient_id TEXT,                 -- of what was sent or forwarded: to whom
  recipient_name TEXT,
  withheld INTEGER NOT NULL DEFAULT 0, -- what of it is not told: bits of VbReferralNeeds
  PRIMARY KEY (referral_id, event_id),
  UNIQUE (referral_id, author, number)
) STRICT;

-- What happened stays; its place among the rest is found anew when something from before comes in.
DROP TRIGGER referral_event_stays;
CREATE TRIGGER referral_event_stays BEFORE UPDATE OF referral_id, id, step, side, at, actor, on_behalf_of, way, day, reason, outcome, words ON referral_event
BEGIN
  SELECT raise (ABORT, 'what happened is not changed');
END;

-- Nothing in it is about anybody in person: what a message says stands in local_message_body, and
-- goes with the referral or when it arrived. The row itself stays, so that an old message that comes
-- again is known.
CREATE TABLE message (
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  partner_id TEXT NOT NULL,
  id TEXT NOT NULL,                  -- made by who sent it
  kind TEXT NOT NULL,
  letter_id TEXT,
  event_id TEXT,
  outbox_id TEXT,
  in_reply_to TEXT,
  sequence INTEGER,                  -- 1, 2, ... to this partner; a receipt has none
  previous TEXT,                     -- hash of the one before
  hash TEXT,
  state TEXT NOT NULL CHECK (state IN ('new', 'waiting', 'handed', 'failed', 'receipted', 'refused', 'given-up', 'held', 'applied')),
  reason TEXT,                       -- a code: why it failed, waits or was refused
  day TEXT,
  outcome TEXT,
  carrier TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  made_at INTEGER NOT NULL,
  expires_at INTEGER,
  next_at INTEGER,
  handed_at INTEGER,
  done_at INTEGER,
  PRIMARY KEY (direction, partner_id, id)
) STRICT;
CREATE INDEX message_sequence ON message (direction, partner_id, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX message_next ON message (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX message_open ON message (direction, state, made_at) WHERE state NOT IN ('receipted', 'applied');
CREATE INDEX message_letter ON message (letter_id, made_at) WHERE letter_id IS NOT NULL;
CREATE INDEX message_receipt ON message (partner_id, in_reply_to) WHERE kind = 'receipt';
CREATE INDEX message_outbox ON message (outbox_id) WHERE outbox_id IS NOT NULL;

-- The bytes, as long as they are needed: on this device only, and in no log.
CREATE TABLE local_message_body (
  direction TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  id TEXT NOT NULL,
  referral_id TEXT REFERENCES referral (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  bytes BLOB NOT NULL,
  PRIMARY KEY (direction, partner_id, id),
  FOREIGN KEY (direction, partner_id, id) REFERENCES message (direction, partner_id, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX local_message_body_referral ON local_message_body (referral_id) WHERE referral_id IS NOT NULL;

-- A step reaches the other side in one more way, or is over before it left. A CHECK cannot be
-- changed in place.
ALTER TABLE outbox RENAME TO outbox_before;
DROP INDEX outbox_waiting;
DROP INDEX outbox_referral;
CREATE TABLE outbox (
  id TEXT NOT NULL PRIMARY KEY,
  referral_id TEXT NOT NULL REFERENCES referral (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  event_id TEXT NOT NULL,
  to_id TEXT,                        -- a function that gets the letter itself; NULL: the other side
  made_at INTEGER NOT NULL,
  delivered_at INTEGER,
  way TEXT CHECK (way IN ('here', 'paper', 'phone', 'message', 'kept')) -- how it was
) STRICT;
INSERT INTO outbox (id, referral_id, event_id, to_id, made_at, delivered_at, way)
SELECT id, referral_id, event_id, to_id, made_at, delivered_at, way FROM outbox_before;
DROP TABLE outbox_before;
CREATE INDEX outbox_waiting ON outbox (made_at) WHERE delivered_at IS NULL;
CREATE INDEX outbox_referral ON outbox (referral_id);

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Letters between organizations: the keys of this one, and whom it exchanges letters with.

-- The secret parts are sealed with a key that comes from the store's own, so that they lie nowhere
-- in the open, not in the memory of the database either. They stay on this device.
CREATE TABLE local_exchange_key (
  id TEXT NOT NULL PRIMARY KEY,      -- the public key, 64 hexadecimal digits
  kind TEXT NOT NULL CHECK (kind IN ('root', 'device', 'encryption')),
  sealed BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER NOT NULL,
  certificate BLOB                   -- of a device
) STRICT;

CREATE TABLE local_exchange_card (
  version INTEGER NOT NULL PRIMARY KEY,
  card BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE partner (
  id TEXT NOT NULL PRIMARY KEY,      -- of the organization, 64 hexadecimal digits
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'verified', 'changed', 'revoked')),
  root TEXT NOT NULL,                -- the root key that its card is signed with
  card TEXT NOT NULL,                -- base 64
  card_version INTEGER NOT NULL,
  card_hash TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  verified_at INTEGER,
  verified_by TEXT,
  verified_how TEXT CHECK (verified_how IN ('phone', 'meeting', 'video'))
) STRICT;

-- What became of the trust in them, and by whom. Rows are never changed.
CREATE TABLE partner_event (
  id TEXT NOT NULL PRIMARY KEY,
  partner_id TEXT NOT NULL REFERENCES partner (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  event TEXT NOT NULL,
  before TEXT,
  after TEXT NOT NULL,
  card_version INTEGER NOT NULL,
  note TEXT
) STRICT;
CREATE INDEX partner_event_partner ON partner_event (partner_id, at);
CREATE TRIGGER partner_event_stays BEFORE UPDATE ON partner_event
BEGIN
  SELECT raise (ABORT, 'what happened is not changed');
END;

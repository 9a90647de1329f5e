-- SPDX-License-Identifier: GPL-3.0-or-later
-- The social map between organizations: what partners may have of ours, and what we take of theirs.

-- An organization (with what it offers) or a single service; 'out' keeps a service at home whatever
-- else would take it along.
CREATE TABLE map_choice (
  record_table TEXT NOT NULL CHECK (record_table IN ('organization', 'service')),
  record_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('in', 'out')),
  chosen_at INTEGER NOT NULL, -- microseconds UTC
  chosen_by TEXT NOT NULL,
  PRIMARY KEY (record_table, record_id)
) STRICT, WITHOUT ROWID;

-- What a partner took back. The entry stays, with what was noted and corrected here.
CREATE TABLE map_withdrawn (
  service_id TEXT NOT NULL PRIMARY KEY,
  source_id TEXT NOT NULL,
  withdrawn_at INTEGER NOT NULL, -- microseconds UTC
  status TEXT                    -- what it was before
) STRICT, WITHOUT ROWID;

-- The last edition that was made here; there is one row.
CREATE TABLE local_map_edition (
  number INTEGER NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  package BLOB NOT NULL
) STRICT;

-- Every service that ever stood in an edition.
CREATE TABLE local_map_service (
  service_id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  withdrawn_at INTEGER -- of one that does not stand in the last edition
) STRICT, WITHOUT ROWID;

-- Which edition went to whom.
CREATE TABLE local_map_sent (
  partner_id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL,
  sent_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The last edition of each partner that came in.
CREATE TABLE local_map_partner (
  partner_id TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('offered', 'subscribed', 'declined')),
  source_id TEXT NOT NULL,
  number INTEGER NOT NULL, -- 0: none came yet
  title TEXT,
  made_at INTEGER,
  received_at INTEGER,
  head BLOB,
  package BLOB
) STRICT;

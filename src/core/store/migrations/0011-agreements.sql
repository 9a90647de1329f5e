-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a neighbourhood agreed: who refers whom when, as questions with answers that lead to an
-- outcome. Nothing in it is about anybody in person.

CREATE TABLE agreement (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  about TEXT,                        -- codes of needs, apart by spaces; NULL: whatever it is
  owner TEXT,                        -- who keeps it
  agreed_on TEXT,
  review_on TEXT,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'active', 'retired')),
  start_id TEXT,
  changed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE agreement_node (
  id TEXT NOT NULL PRIMARY KEY,
  agreement_id TEXT NOT NULL REFERENCES agreement (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  position INTEGER,
  kind TEXT NOT NULL CHECK (kind IN ('question', 'outcome')),
  words TEXT,
  note TEXT,
  function TEXT,                     -- of an outcome: to whom, in words
  contact_id TEXT,                   -- a function on the social map
  service_id TEXT,
  need_code TEXT,
  referral_kind TEXT
) STRICT;
CREATE INDEX agreement_node_agreement ON agreement_node (agreement_id, position);

CREATE TABLE agreement_answer (
  id TEXT NOT NULL PRIMARY KEY,
  node_id TEXT NOT NULL REFERENCES agreement_node (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  position INTEGER,
  words TEXT,
  next_id TEXT
) STRICT;
CREATE INDEX agreement_answer_node ON agreement_answer (node_id, position);

-- Who changed what. Rows are never changed.
CREATE TABLE agreement_change (
  id TEXT NOT NULL PRIMARY KEY,
  agreement_id TEXT NOT NULL REFERENCES agreement (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  what TEXT NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX agreement_change_agreement ON agreement_change (agreement_id, at);
CREATE TRIGGER agreement_change_stays BEFORE UPDATE ON agreement_change
BEGIN
  SELECT raise (ABORT, 'what was changed is not changed');
END;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- People, what they agreed to, and the conversations with them. There is no citizen service number
-- (BSN) anywhere. What hangs under a person goes with that person: references cascade, checked at
-- the end of the transaction. Times are microseconds UTC, dates YYYY-MM-DD.

CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  case_number TEXT,                  -- the practice's own number for this person
  given_name TEXT,
  prefix TEXT,                       -- van, de, el
  family_name TEXT,
  birth_date TEXT,
  address_1 TEXT,
  postal_code TEXT,
  city TEXT,
  address_secret INTEGER NOT NULL DEFAULT 0 CHECK (address_secret IN (0, 1)),
  phone TEXT,
  email TEXT,
  -- Safe contact: how, when and how not.
  contact_way TEXT CHECK (contact_way IN ('phone', 'text', 'email', 'letter', 'visit', 'through')),
  contact_from TEXT,                 -- HH:MM
  contact_until TEXT,
  contact_through TEXT,              -- by way of whom
  no_phone INTEGER NOT NULL DEFAULT 0 CHECK (no_phone IN (0, 1)),
  no_voicemail INTEGER NOT NULL DEFAULT 0 CHECK (no_voicemail IN (0, 1)),
  no_text INTEGER NOT NULL DEFAULT 0 CHECK (no_text IN (0, 1)),
  no_email INTEGER NOT NULL DEFAULT 0 CHECK (no_email IN (0, 1)),
  no_letter INTEGER NOT NULL DEFAULT 0 CHECK (no_letter IN (0, 1)),
  no_visit INTEGER NOT NULL DEFAULT 0 CHECK (no_visit IN (0, 1)),
  contact_note TEXT,
  language TEXT,                     -- ISO 639
  interpreter INTEGER NOT NULL DEFAULT 0 CHECK (interpreter IN (0, 1)),
  easy_reading INTEGER NOT NULL DEFAULT 0 CHECK (easy_reading IN (0, 1)),
  unsafe INTEGER NOT NULL DEFAULT 0 CHECK (unsafe IN (0, 1)), -- violence: seen in this record only
  retention_class TEXT NOT NULL DEFAULT 'welzijn_2',
  closed_on TEXT,                    -- the day the record was closed
  keep_until TEXT,                   -- on the person's wish
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  name_key TEXT NOT NULL DEFAULT ''  -- made of the name, for finding
) STRICT;
-- Finding reads this index and nothing else.
CREATE INDEX person_name_key ON person (name_key, birth_date, case_number, id);
CREATE INDEX person_birth_date ON person (birth_date) WHERE birth_date IS NOT NULL;
CREATE INDEX person_case_number ON person (case_number COLLATE NOCASE) WHERE case_number IS NOT NULL;

-- When somebody here last opened whom; stays on this device.
CREATE TABLE local_person_opened (
  person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  opened_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX local_person_opened_at ON local_person_opened (opened_at);

CREATE TABLE household (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT
) STRICT;

CREATE TABLE household_member (
  id TEXT NOT NULL PRIMARY KEY,
  household_id TEXT NOT NULL REFERENCES household (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  role TEXT CHECK (role IN ('adult', 'partner', 'parent', 'child', 'other')),
  shares INTEGER NOT NULL DEFAULT 0 CHECK (shares IN (0, 1)), -- agreed that the others see that they take part
  valid_from TEXT,
  valid_to TEXT,
  UNIQUE (household_id, person_id)
) STRICT;
CREATE INDEX household_member_person ON household_member (person_id);

CREATE TABLE representative (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('curator', 'mentor', 'mandatary', 'parent', 'guardian', 'partner', 'family')),
  name TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  authority INTEGER NOT NULL DEFAULT 0 CHECK (authority IN (0, 1)), -- of a parent
  mandate TEXT,                      -- where the paper is
  valid_from TEXT,
  valid_to TEXT
) STRICT;
CREATE INDEX representative_person ON representative (person_id);

-- The person's own network.
CREATE TABLE relation (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,
  kind TEXT CHECK (kind IN ('partner', 'child', 'parent', 'family', 'friend', 'neighbour', 'carer', 'volunteer', 'other')),
  phone TEXT,
  means TEXT                         -- what they are or do for the person
) STRICT;
CREATE INDEX relation_person ON relation (person_id);

-- Who is already involved.
CREATE TABLE helper (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  name TEXT NOT NULL,                -- a function before a name
  contact_id TEXT,                   -- a function on the social map
  purpose TEXT,
  frequency TEXT,
  role_clear TEXT CHECK (role_clear IN ('yes', 'no')),
  useful TEXT CHECK (useful IN ('yes', 'sometimes', 'no')), -- according to the person
  valid_from TEXT,
  valid_to TEXT
) STRICT;
CREATE INDEX helper_person ON helper (person_id);

-- ---------------------------------------------------------------- consent

CREATE TABLE consent (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('consent', 'refusal')),
  given_on TEXT NOT NULL,
  by_person INTEGER NOT NULL DEFAULT 0 CHECK (by_person IN (0, 1)),
  by_parents INTEGER NOT NULL DEFAULT 0 CHECK (by_parents BETWEEN 0 AND 2),
  parents_with_authority INTEGER NOT NULL DEFAULT 2 CHECK (parents_with_authority BETWEEN 1 AND 2),
  by_representative TEXT CHECK (by_representative IN ('curator', 'mentor', 'mandatary', 'partner', 'family')),
  capacity TEXT NOT NULL CHECK (capacity IN ('yes', 'no', 'doubt')),
  capacity_note TEXT,
  form TEXT NOT NULL CHECK (form IN ('oral', 'written', 'digital')),
  form_note TEXT,                    -- who heard it, where the paper is
  purpose TEXT NOT NULL,
  purpose_note TEXT,
  sender_id TEXT,                    -- an organization; NULL: this one
  recipient_id TEXT NOT NULL,        -- a function or an organization
  recipient_name TEXT,
  direction TEXT NOT NULL DEFAULT 'send' CHECK (direction IN ('send', 'receive', 'both')),
  explained INTEGER NOT NULL DEFAULT 0 CHECK (explained IN (0, 1)),
  explained_language TEXT,
  explained_by TEXT CHECK (explained_by IN ('self', 'interpreter', 'colleague', 'relative', 'app')),
  teach_back INTEGER NOT NULL DEFAULT 0 CHECK (teach_back IN (0, 1)),
  given_freely INTEGER NOT NULL DEFAULT 0 CHECK (given_freely IN (0, 1)), -- in the person's interest, on their question
  valid_from TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  withdrawn_on TEXT,
  withdrawn_by TEXT,
  withdrawn_how TEXT,
  withdrawal_told_on TEXT,           -- the recipient knows
  alternative TEXT,                  -- of a refusal: what was agreed instead
  recorded_at INTEGER NOT NULL,
  recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX consent_person ON consent (person_id);
CREATE INDEX consent_ends ON consent (valid_until) WHERE withdrawn_on IS NULL;

CREATE TABLE consent_scope (
  consent_id TEXT NOT NULL REFERENCES consent (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  category TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '',   -- one topic, one diagnosis; '': all of the category
  PRIMARY KEY (consent_id, category, detail)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- conversation

CREATE TABLE conversation (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, -- NULL: without a name
  previous_id TEXT,
  instrument TEXT NOT NULL,          -- canonical address of the questionnaire
  instrument_version TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'in-progress' CHECK (state IN ('in-progress', 'completed', 'amended', 'entered-in-error')),
  held_on TEXT NOT NULL,
  minutes INTEGER CHECK (minutes >= 0),
  setting TEXT CHECK (setting IN ('practice', 'home', 'neighbourhood', 'phone', 'other')),
  function_id TEXT,                  -- of the professional
  professional TEXT,
  present TEXT,                      -- codes apart by spaces: relative carer interpreter supporter child
  card_language TEXT,
  spoken_language TEXT,
  interpreter TEXT CHECK (interpreter IN ('professional', 'colleague', 'relative', 'app')), -- never a minor
  reason TEXT,
  expects_of_me TEXT,
  expects_of_person TEXT,
  stands_out TEXT,
  glad_about TEXT,
  wants_different TEXT,
  teach_back TEXT CHECK (teach_back IN ('done', 'not-done')),
  teach_back_words TEXT,
  copy_given TEXT CHECK (copy_given IN ('none', 'print', 'by-person')),
  poverty TEXT CHECK (poverty IN ('yes', 'no', 'rather-not')),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX conversation_person ON conversation (person_id, held_on) WHERE person_id IS NOT NULL;
CREATE INDEX conversation_unnamed ON conversation (created_at) WHERE person_id IS NULL;

-- An item of the questionnaire: its mark, or that it was skipped, and whether it is to be talked about.
CREATE TABLE conversation_answer (
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  item TEXT NOT NULL,
  mark INTEGER CHECK (mark BETWEEN 0 AND 10),
  skipped TEXT CHECK (skipped IN ('unknown', 'rather-not')),
  talk INTEGER NOT NULL DEFAULT 0 CHECK (talk IN (0, 1)),
  words TEXT,
  PRIMARY KEY (conversation_id, item),
  CHECK (mark IS NULL OR skipped IS NULL)
) STRICT, WITHOUT ROWID;

-- A card on the four domains.
CREATE TABLE conversation_topic (
  id TEXT NOT NULL PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  domain TEXT NOT NULL CHECK (domain IN ('body', 'mind', 'society', 'social')),
  code TEXT,                         -- NULL: in the person's own words
  words TEXT,
  tone TEXT CHECK (tone IN ('burden', 'so-so', 'strength')),
  weight INTEGER CHECK (weight BETWEEN 0 AND 3),
  since TEXT,
  involved TEXT,
  source TEXT NOT NULL DEFAULT 'person' CHECK (source IN ('person', 'professional')),
  place_x INTEGER CHECK (place_x BETWEEN 0 AND 1000),
  place_y INTEGER CHECK (place_y BETWEEN 0 AND 1000)
) STRICT;
CREATE INDEX conversation_topic_conversation ON conversation_topic (conversation_id);

CREATE TABLE conversation_link (
  id TEXT NOT NULL PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  from_topic_id TEXT NOT NULL REFERENCES conversation_topic (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  to_topic_id TEXT NOT NULL REFERENCES conversation_topic (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('worsens', 'caused-by', 'sustains', 'helps')),
  source TEXT NOT NULL DEFAULT 'person' CHECK (source IN ('person', 'professional')),
  CHECK (from_topic_id <> to_topic_id)
) STRICT;
CREATE INDEX conversation_link_conversation ON conversation_link (conversation_id);
CREATE INDEX conversation_link_from ON conversation_link (from_topic_id);
CREATE INDEX conversation_link_to ON conversation_link (to_topic_id);

-- What comes first, as the person chose; a worry of the professional has no rank and stands apart.
CREATE TABLE conversation_priority (
  id TEXT NOT NULL PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  rank INTEGER CHECK (rank BETWEEN 1 AND 3),
  item TEXT,                         -- of the questionnaire
  topic_id TEXT,
  words TEXT,
  chosen_by TEXT NOT NULL CHECK (chosen_by IN ('person', 'representative', 'professional')),
  CHECK ((rank IS NULL) = (chosen_by = 'professional'))
) STRICT;
CREATE INDEX conversation_priority_conversation ON conversation_priority (conversation_id);

-- What was asked when life or safety was at stake, and what was done; never a judgement.
CREATE TABLE conversation_safety (
  id TEXT NOT NULL PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  kind TEXT NOT NULL CHECK (kind IN ('life', 'violence', 'capacity')),
  step TEXT NOT NULL,
  taken_on TEXT,
  note TEXT
) STRICT;
CREATE INDEX conversation_safety_conversation ON conversation_safety (conversation_id);

-- ---------------------------------------------------------------- goal and plan

CREATE TABLE plan (
  id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  household_id TEXT REFERENCES household (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('draft', 'active', 'completed', 'revoked')),
  director_id TEXT,                  -- a function on the social map
  director TEXT,
  started_on TEXT NOT NULL,
  evaluate_on TEXT NOT NULL,
  closed_on TEXT,
  own_note TEXT,                     -- why nobody of the person's own side does anything
  changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX plan_person ON plan (person_id);
CREATE INDEX plan_household ON plan (household_id) WHERE household_id IS NOT NULL;
CREATE INDEX plan_evaluate ON plan (evaluate_on) WHERE state = 'active';

CREATE TABLE goal (
  id TEXT NOT NULL PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  conversation_id TEXT REFERENCES conversation (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  priority_id TEXT,
  words TEXT NOT NULL,               -- the person's own
  wants TEXT,
  can TEXT,
  needs TEXT,
  domain TEXT CHECK (domain IN ('body', 'mind', 'society', 'social')),
  dimension TEXT,
  need_code TEXT,
  state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('proposed', 'active', 'completed', 'cancelled')),
  shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)) -- the household may see it
) STRICT;
CREATE INDEX goal_plan ON goal (plan_id);
CREATE INDEX goal_conversation ON goal (conversation_id) WHERE conversation_id IS NOT NULL;

CREATE TABLE plan_action (
  id TEXT NOT NULL PRIMARY KEY,
  plan_id TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  goal_id TEXT REFERENCES goal (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  what TEXT NOT NULL,
  by TEXT NOT NULL CHECK (by IN ('person', 'network', 'professional')),
  who TEXT,
  contact_id TEXT,                   -- a function on the social map
  service_id TEXT,
  first_step INTEGER NOT NULL DEFAULT 0 CHECK (first_step IN (0, 1)),
  due_on TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'busy', 'done', 'dropped')),
  state_note TEXT,
  shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1))
) STRICT;
CREATE INDEX plan_action_plan ON plan_action (plan_id);
CREATE INDEX plan_action_goal ON plan_action (goal_id) WHERE goal_id IS NOT NULL;
CREATE INDEX plan_action_due ON plan_action (due_on) WHERE state IN ('open', 'busy');

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The social map. Tables and columns of HSDS 3.2 under their own names, values as text the way a
-- source wrote them (checked on the way in); then Verbinder's own. References are not enforced:
-- real directories, the standard's own example among them, point at records they do not hold.
-- seq is local to this file (search index, paging) and means nothing anywhere else.

CREATE TABLE organization (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT,
  alternate_name TEXT,
  description TEXT,
  email TEXT,
  website TEXT,
  tax_status TEXT,
  tax_id TEXT,
  year_incorporated TEXT,
  legal_status TEXT,
  logo TEXT,
  uri TEXT,
  parent_organization_id TEXT,
  name_key TEXT NOT NULL DEFAULT '',
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX organization_parent_organization_id ON organization (parent_organization_id) WHERE parent_organization_id IS NOT NULL;
CREATE INDEX organization_name_key ON organization (name_key, seq);

CREATE TABLE program (
  id TEXT NOT NULL PRIMARY KEY,
  organization_id TEXT,
  name TEXT,
  alternate_name TEXT,
  description TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX program_organization_id ON program (organization_id) WHERE organization_id IS NOT NULL;

CREATE TABLE service (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  organization_id TEXT,
  program_id TEXT,
  name TEXT,
  alternate_name TEXT,
  description TEXT,
  url TEXT,
  email TEXT,
  status TEXT,
  interpretation_services TEXT,
  application_process TEXT,
  fees_description TEXT,
  wait_time TEXT,
  fees TEXT,
  accreditations TEXT,
  eligibility_description TEXT,
  minimum_age TEXT,
  maximum_age TEXT,
  assured_date TEXT,
  assurer_email TEXT,
  licenses TEXT,
  alert TEXT,
  last_modified TEXT,
  name_key TEXT NOT NULL DEFAULT '',
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX service_organization_id ON service (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX service_program_id ON service (program_id) WHERE program_id IS NOT NULL;
CREATE INDEX service_name_key ON service (name_key, seq);

CREATE TABLE location (
  id TEXT NOT NULL PRIMARY KEY,
  location_type TEXT,
  url TEXT,
  organization_id TEXT,
  name TEXT,
  alternate_name TEXT,
  description TEXT,
  transportation TEXT,
  latitude TEXT,
  longitude TEXT,
  external_identifier TEXT,
  external_identifier_type TEXT,
  vb_confidential TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX location_organization_id ON location (organization_id) WHERE organization_id IS NOT NULL;

CREATE TABLE service_at_location (
  id TEXT NOT NULL PRIMARY KEY,
  service_id TEXT,
  location_id TEXT,
  description TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX service_at_location_service_id ON service_at_location (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX service_at_location_location_id ON service_at_location (location_id) WHERE location_id IS NOT NULL;

CREATE TABLE address (
  id TEXT NOT NULL PRIMARY KEY,
  location_id TEXT,
  attention TEXT,
  address_1 TEXT,
  address_2 TEXT,
  city TEXT,
  region TEXT,
  state_province TEXT,
  postal_code TEXT,
  country TEXT,
  address_type TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX address_location_id ON address (location_id) WHERE location_id IS NOT NULL;

CREATE TABLE contact (
  id TEXT NOT NULL PRIMARY KEY,
  organization_id TEXT,
  service_id TEXT,
  service_at_location_id TEXT,
  location_id TEXT,
  name TEXT,
  title TEXT,
  department TEXT,
  email TEXT,
  vb_type TEXT,
  vb_fixed_contact TEXT,
  vb_deputy_id TEXT,
  vb_mandate TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX contact_organization_id ON contact (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX contact_service_id ON contact (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX contact_service_at_location_id ON contact (service_at_location_id) WHERE service_at_location_id IS NOT NULL;
CREATE INDEX contact_location_id ON contact (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX contact_vb_deputy_id ON contact (vb_deputy_id) WHERE vb_deputy_id IS NOT NULL;

CREATE TABLE phone (
  id TEXT NOT NULL PRIMARY KEY,
  location_id TEXT,
  service_id TEXT,
  organization_id TEXT,
  contact_id TEXT,
  service_at_location_id TEXT,
  number TEXT,
  extension TEXT,
  type TEXT,
  description TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX phone_location_id ON phone (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX phone_service_id ON phone (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX phone_organization_id ON phone (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX phone_contact_id ON phone (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX phone_service_at_location_id ON phone (service_at_location_id) WHERE service_at_location_id IS NOT NULL;

CREATE TABLE schedule (
  id TEXT NOT NULL PRIMARY KEY,
  service_id TEXT,
  location_id TEXT,
  service_at_location_id TEXT,
  valid_from TEXT,
  valid_to TEXT,
  dtstart TEXT,
  timezone TEXT,
  until TEXT,
  "count" TEXT,
  wkst TEXT,
  freq TEXT,
  "interval" TEXT,
  byday TEXT,
  byweekno TEXT,
  bymonthday TEXT,
  byyearday TEXT,
  description TEXT,
  opens_at TEXT,
  closes_at TEXT,
  schedule_link TEXT,
  attending_type TEXT,
  notes TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX schedule_service_id ON schedule (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX schedule_location_id ON schedule (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX schedule_service_at_location_id ON schedule (service_at_location_id) WHERE service_at_location_id IS NOT NULL;

CREATE TABLE service_area (
  id TEXT NOT NULL PRIMARY KEY,
  service_id TEXT,
  service_at_location_id TEXT,
  name TEXT,
  description TEXT,
  "extent" TEXT,
  extent_type TEXT,
  uri TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX service_area_service_id ON service_area (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX service_area_service_at_location_id ON service_area (service_at_location_id) WHERE service_at_location_id IS NOT NULL;

CREATE TABLE language (
  id TEXT NOT NULL PRIMARY KEY,
  service_id TEXT,
  location_id TEXT,
  phone_id TEXT,
  name TEXT,
  code TEXT,
  note TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX language_service_id ON language (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX language_location_id ON language (location_id) WHERE location_id IS NOT NULL;
CREATE INDEX language_phone_id ON language (phone_id) WHERE phone_id IS NOT NULL;

CREATE TABLE accessibility (
  id TEXT NOT NULL PRIMARY KEY,
  location_id TEXT,
  description TEXT,
  details TEXT,
  url TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX accessibility_location_id ON accessibility (location_id) WHERE location_id IS NOT NULL;

CREATE TABLE cost_option (
  id TEXT NOT NULL PRIMARY KEY,
  service_id TEXT,
  valid_from TEXT,
  valid_to TEXT,
  "option" TEXT,
  currency TEXT,
  amount TEXT,
  amount_description TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX cost_option_service_id ON cost_option (service_id) WHERE service_id IS NOT NULL;

CREATE TABLE required_document (
  id TEXT NOT NULL PRIMARY KEY,
  service_id TEXT,
  document TEXT,
  uri TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX required_document_service_id ON required_document (service_id) WHERE service_id IS NOT NULL;

CREATE TABLE funding (
  id TEXT NOT NULL PRIMARY KEY,
  organization_id TEXT,
  service_id TEXT,
  source TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX funding_organization_id ON funding (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX funding_service_id ON funding (service_id) WHERE service_id IS NOT NULL;

CREATE TABLE organization_identifier (
  id TEXT NOT NULL PRIMARY KEY,
  organization_id TEXT,
  identifier_scheme TEXT,
  identifier_type TEXT,
  identifier TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX organization_identifier_organization_id ON organization_identifier (organization_id) WHERE organization_id IS NOT NULL;

CREATE TABLE taxonomy (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT,
  description TEXT,
  uri TEXT,
  version TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;

CREATE TABLE taxonomy_term (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT,
  name TEXT,
  description TEXT,
  parent_id TEXT,
  taxonomy TEXT,
  language TEXT,
  taxonomy_id TEXT,
  term_uri TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX taxonomy_term_parent_id ON taxonomy_term (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX taxonomy_term_taxonomy_id ON taxonomy_term (taxonomy_id) WHERE taxonomy_id IS NOT NULL;

CREATE TABLE attribute (
  id TEXT NOT NULL PRIMARY KEY,
  link_id TEXT,
  taxonomy_term_id TEXT,
  link_type TEXT,
  link_entity TEXT,
  value TEXT,
  label TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX attribute_taxonomy_term_id ON attribute (taxonomy_term_id) WHERE taxonomy_term_id IS NOT NULL;
CREATE INDEX attribute_link_id ON attribute (link_id) WHERE link_id IS NOT NULL;

CREATE TABLE metadata (
  id TEXT NOT NULL PRIMARY KEY,
  resource_id TEXT,
  resource_type TEXT,
  last_action_date TEXT,
  last_action_type TEXT,
  field_name TEXT,
  previous_value TEXT,
  replacement_value TEXT,
  updated_by TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX metadata_resource_id ON metadata (resource_id) WHERE resource_id IS NOT NULL;

CREATE TABLE url (
  id TEXT NOT NULL PRIMARY KEY,
  label TEXT,
  url TEXT,
  organization_id TEXT,
  service_id TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX url_organization_id ON url (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX url_service_id ON url (service_id) WHERE service_id IS NOT NULL;

CREATE TABLE unit (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT,
  scheme TEXT,
  identifier TEXT,
  uri TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;

CREATE TABLE service_capacity (
  id TEXT NOT NULL PRIMARY KEY,
  service_id TEXT,
  unit_id TEXT,
  available TEXT,
  maximum TEXT,
  description TEXT,
  updated TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX service_capacity_service_id ON service_capacity (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX service_capacity_unit_id ON service_capacity (unit_id) WHERE unit_id IS NOT NULL;

CREATE TABLE meta_table_description (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT,
  language TEXT,
  character_set TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;

CREATE TABLE holder (
  id TEXT NOT NULL PRIMARY KEY,
  contact_id TEXT,
  name TEXT,
  valid_from TEXT,
  valid_to TEXT,
  note TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX holder_contact_id ON holder (contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE availability (
  id TEXT NOT NULL PRIMARY KEY,
  contact_id TEXT,
  kind TEXT,
  location_id TEXT,
  place TEXT,
  means TEXT,
  valid_from TEXT,
  valid_to TEXT,
  dtstart TEXT,
  freq TEXT,
  "interval" TEXT,
  byday TEXT,
  opens_at TEXT,
  closes_at TEXT,
  note TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX availability_contact_id ON availability (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX availability_location_id ON availability (location_id) WHERE location_id IS NOT NULL;

CREATE TABLE verification (
  id TEXT NOT NULL PRIMARY KEY,
  resource_type TEXT,
  resource_id TEXT,
  checked_at TEXT,
  method TEXT,
  checked_by TEXT,
  note TEXT,
  extra TEXT,
  source_id TEXT,
  source_hash INTEGER
) STRICT;
CREATE INDEX verification_resource_id ON verification (resource_id) WHERE resource_id IS NOT NULL;


-- ---------------------------------------------------------------- what is added here, not published

CREATE TABLE source (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('hsds-json', 'hsds-tabular', 'oruk', 'csv')),
  location TEXT,                     -- file name as chosen, without its folder
  revision TEXT NOT NULL,            -- hash of the bytes last brought in
  first_imported_at INTEGER NOT NULL, -- microseconds UTC
  last_imported_at INTEGER NOT NULL
) STRICT;

-- A column that was corrected here. The record shows the correction; the source's own value stays
-- beside it, and the two are shown side by side when the source changes it afterwards.
CREATE TABLE correction (
  record_table TEXT NOT NULL,
  record_id TEXT NOT NULL,
  column_name TEXT NOT NULL,
  source_value TEXT,
  conflict INTEGER NOT NULL DEFAULT 0 CHECK (conflict IN (0, 1)),
  corrected_at INTEGER NOT NULL,
  corrected_by TEXT NOT NULL,
  PRIMARY KEY (record_table, record_id, column_name)
) STRICT, WITHOUT ROWID;

-- What another source says of a column, beside what the record holds: the record belongs to the
-- source that brought it first, or to who made it here. 'kept' is settled: it comes back when that
-- source says something new.
CREATE TABLE other_value (
  record_table TEXT NOT NULL,
  record_id TEXT NOT NULL,
  column_name TEXT NOT NULL,
  source_id TEXT NOT NULL,
  value TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept')),
  noted_at INTEGER NOT NULL,
  PRIMARY KEY (record_table, record_id, column_name, source_id)
) STRICT, WITHOUT ROWID;

-- A record of a source that was deleted here or went up in another: importing the source again
-- does not bring it back, and what points at it points at the other from then on.
CREATE TABLE removal (
  record_table TEXT NOT NULL,
  record_id TEXT NOT NULL,
  merged_into TEXT,
  removed_at INTEGER NOT NULL,
  removed_by TEXT NOT NULL,
  PRIMARY KEY (record_table, record_id)
) STRICT, WITHOUT ROWID;

-- Two records that look alike and are not the same; first_id is the lower one.
CREATE TABLE distinct_pair (
  first_id TEXT NOT NULL,
  second_id TEXT NOT NULL,
  noted_at INTEGER NOT NULL,
  PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
  id TEXT NOT NULL PRIMARY KEY,
  record_table TEXT NOT NULL,
  record_id TEXT NOT NULL,
  body TEXT NOT NULL,
  written_at INTEGER NOT NULL,
  written_by TEXT NOT NULL
) STRICT;
CREATE INDEX note_record ON note (record_id);

CREATE TABLE favourite (
  service_id TEXT NOT NULL PRIMARY KEY,
  folder TEXT NOT NULL DEFAULT '',
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_search (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  query TEXT NOT NULL,               -- JSON: text and filters
  saved_at INTEGER NOT NULL
) STRICT;

-- "This is wrong": waits until someone decides, per field.
CREATE TABLE field_report (
  id TEXT NOT NULL PRIMARY KEY,
  record_table TEXT NOT NULL,
  record_id TEXT NOT NULL,
  column_name TEXT,                  -- NULL: the whole entry
  suggestion TEXT,
  remark TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'rejected')),
  reported_at INTEGER NOT NULL,
  reported_by TEXT NOT NULL,
  decided_at INTEGER,
  decided_by TEXT
) STRICT;
CREATE INDEX field_report_record ON field_report (record_id);
CREATE INDEX field_report_open ON field_report (reported_at) WHERE state = 'open';

-- "Nothing fits here": what people looked for and did not find.
CREATE TABLE gap (
  id TEXT NOT NULL PRIMARY KEY,
  query TEXT NOT NULL,
  need_code TEXT,
  area_code TEXT,
  remark TEXT,
  noted_at INTEGER NOT NULL,
  noted_by TEXT NOT NULL
) STRICT;

-- Words that people use, and the words of the field that they mean.
CREATE TABLE synonym (
  id TEXT NOT NULL PRIMARY KEY,
  term TEXT NOT NULL,
  meaning TEXT NOT NULL,
  shipped INTEGER NOT NULL DEFAULT 0 CHECK (shipped IN (0, 1)),
  removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)), -- shipped, and not wanted here
  UNIQUE (term, meaning)
) STRICT;

-- ---------------------------------------------------------------- logs

-- Every change of a replicated row, written by triggers. An insert stands without values: they are
-- in the row itself, and later updates stand here with theirs. Only those triggers write here; the
-- table has no constraints and its triggers call no functions, because either would make every
-- single insert of an import keep a journal of its own.
CREATE TABLE change (
  seq INTEGER PRIMARY KEY,
  table_name TEXT,
  row_id TEXT,
  action TEXT,                       -- insert, update, delete
  column_name TEXT,
  value TEXT
);

-- The changes of one transaction: when and where they were made.
CREATE TABLE change_batch (
  first_seq INTEGER PRIMARY KEY,
  last_seq INTEGER NOT NULL,
  clock INTEGER NOT NULL,            -- of the first; hybrid logical clock: milliseconds << 16 | counter
  device TEXT NOT NULL
) STRICT;

CREATE VIEW change_entry AS
  SELECT c.seq, b.clock + c.seq - b.first_seq AS clock, b.device, c.table_name, c.row_id, c.action, c.column_name,
         c.value
  FROM change AS c JOIN change_batch AS b
    ON b.first_seq = (SELECT max (first_seq) FROM change_batch WHERE first_seq <= c.seq);

-- NEN 7513 fields, no content. Append-only, each entry carries the hash of the one before.
CREATE TABLE access_log (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,               -- microseconds UTC
  event TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('C', 'R', 'U', 'D', 'E')),
  outcome INTEGER NOT NULL,          -- 0 success, 4 minor, 8 serious, 12 major failure
  user_id TEXT NOT NULL,
  user_name TEXT NOT NULL,
  role TEXT,
  purpose TEXT,
  on_behalf_of TEXT,
  device TEXT NOT NULL,
  object_type TEXT,
  object_id TEXT,
  person_id TEXT,
  basis TEXT,
  detail TEXT,                       -- codes, ids and counts only
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX access_log_person ON access_log (person_id, at) WHERE person_id IS NOT NULL;
CREATE INDEX access_log_at ON access_log (at);
CREATE INDEX access_log_pruned ON access_log (seq) WHERE event = 'log-prune';
CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log BEGIN
  SELECT RAISE (ABORT, 'the access log is append-only');
END;
CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log WHEN NOT vb_may_prune () BEGIN
  SELECT RAISE (ABORT, 'the access log is append-only');
END;
CREATE TRIGGER access_log_in_order BEFORE INSERT ON access_log
WHEN NEW.seq IS NOT (SELECT ifnull (max (seq), 0) + 1 FROM access_log) BEGIN
  SELECT RAISE (ABORT, 'the access log is append-only');
END;

-- Small values about this file: vault id, device id, clock, state of the search index.
CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT
) STRICT, WITHOUT ROWID;

-- Kept by triggers, so that a list knows its length without counting.
CREATE TABLE tally (
  table_name TEXT NOT NULL PRIMARY KEY,
  n INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO tally VALUES ('organization', 0), ('service', 0);
CREATE TRIGGER service_tally_insert AFTER INSERT ON service BEGIN
  UPDATE tally SET n = n + 1 WHERE table_name = 'service';
END;
CREATE TRIGGER service_tally_delete AFTER DELETE ON service BEGIN
  UPDATE tally SET n = n - 1 WHERE table_name = 'service';
END;
CREATE TRIGGER organization_tally_insert AFTER INSERT ON organization BEGIN
  UPDATE tally SET n = n + 1 WHERE table_name = 'organization';
END;
CREATE TRIGGER organization_tally_delete AFTER DELETE ON organization BEGIN
  UPDATE tally SET n = n - 1 WHERE table_name = 'organization';
END;

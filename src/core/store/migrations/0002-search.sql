-- SPDX-License-Identifier: GPL-3.0-or-later
-- The search index: all of it can be made again from the records. A docid is
--   kind << 56 | (65535 - days since 1970 of the last check) << 40 | number
-- so that whatever is read in its order comes freshest first, and stale is a range.

-- What a document says, as tokens apart by spaces, each once. The first letter tells where a word
-- stands: n name of a service, m name of its organization or a tag, a anywhere in a service,
-- p first letters of a word in its name, w the name as one word, e name of an organization or function, f a facet.
CREATE TABLE search_doc (
  docid INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,             -- 0 service, 1 organization, 2 contact
  record_id TEXT NOT NULL,
  tokens TEXT NOT NULL,
  UNIQUE (record_id, kind)
) STRICT;

-- The tokens are plain by the time they come here, so that the plainest tokenizer will do.
-- detail=none would be smaller, but together with secure-delete it mixes up rows.
CREATE VIRTUAL TABLE search_text USING fts5 (
  tokens, content='', columnsize=0, detail=column, tokenize='ascii'
);
INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1);
-- A page of the index fits in a page of the file, next to what encryption keeps there.
INSERT INTO search_text (search_text, rank) VALUES ('pgsz', 3900);
-- A large import is sorted in memory once instead of being merged again and again.
INSERT INTO search_text (search_text, rank) VALUES ('hashsize', 33554432);
CREATE VIRTUAL TABLE search_token USING fts5vocab (search_text, 'row');

-- What a line of results shows and what decides its place.
CREATE TABLE search_card (
  docid INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  also TEXT,                         -- other names
  organization TEXT,                 -- of a function: its holder
  tags TEXT,                         -- lines
  summary TEXT,
  area TEXT,
  status TEXT,
  checked_at TEXT,
  places TEXT                        -- "latitude,longitude" apart by spaces
) STRICT;

-- Opening hours of the service and hours of its functions, as rules.
CREATE TABLE search_hours (
  docid INTEGER PRIMARY KEY,
  opening TEXT,
  reach TEXT
) STRICT;

-- Every word there is, with the number of documents that have it: in a service's name, anywhere
-- in a service, in the name of an organization or function.
CREATE TABLE search_word (
  word TEXT NOT NULL PRIMARY KEY,
  id INTEGER NOT NULL UNIQUE,
  stem TEXT NOT NULL,
  names INTEGER NOT NULL,
  services INTEGER NOT NULL,
  entries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX search_word_stem ON search_word (stem);

-- For three letters in a row, the words that have them: ids, rising, as differences in base 128.
CREATE TABLE search_gram (
  gram INTEGER PRIMARY KEY,
  last INTEGER NOT NULL,
  words BLOB NOT NULL
) STRICT;

-- The synonyms by the stems of their term.
CREATE TABLE search_synonym (
  key TEXT NOT NULL,
  term TEXT NOT NULL,
  meaning TEXT NOT NULL,
  PRIMARY KEY (key, meaning)
) STRICT, WITHOUT ROWID;

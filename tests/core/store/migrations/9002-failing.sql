-- SPDX-License-Identifier: GPL-3.0-or-later
-- Gets half way and then cannot go on.
CREATE TABLE half (id TEXT NOT NULL PRIMARY KEY) STRICT;
DELETE FROM note;
INSERT INTO half VALUES ('twice'), ('twice');

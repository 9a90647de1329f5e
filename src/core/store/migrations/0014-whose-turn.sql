-- SPDX-License-Identifier: GPL-3.0-or-later
-- How much is in each box and what needs somebody today are counted in one small index, without the
-- words that a list is searched by and without reading any referral.
CREATE INDEX referral_turn ON referral (side, state, due_on, due_side, heard_at, worker, remind_on, ended_on) WHERE ended_on IS NULL;

-- Whose record must go is looked for, by how long it is kept, among those that were left alone or
-- closed for so long.
CREATE INDEX person_changed ON person (retention_class, changed_at);
CREATE INDEX person_closed ON person (retention_class, closed_on) WHERE closed_on IS NOT NULL;

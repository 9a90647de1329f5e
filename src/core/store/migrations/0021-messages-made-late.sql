-- SPDX-License-Identifier: GPL-3.0-or-later
-- A message gets its number and its bytes when it is given to a carrier, and is taken back when that
-- certainly did not take it. In between nobody knows whether it left.
ALTER TABLE message ADD COLUMN given_at INTEGER;
-- What was made before it was handed over counts as given.
UPDATE message SET given_at = made_at
WHERE direction = 'out' AND sequence IS NOT NULL AND handed_at IS NULL;
-- What is looked at each time that something may leave.
CREATE INDEX message_new ON message (made_at) WHERE state = 'new';
-- A receiver passed it on to somebody who is not theirs, and does not follow what comes after it.
ALTER TABLE referral_event_place ADD COLUMN gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1));

-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the lists of referrals are narrowed and sorted by, in one index each for what runs and what
-- ended, so that no row of fifty thousand is read for it.

-- What is searched, folded, each word with a space before it. Made by the store with each write.
ALTER TABLE referral ADD COLUMN list_key TEXT NOT NULL DEFAULT '';
-- On which day this side wants to look at it again; never leaves.
ALTER TABLE referral ADD COLUMN remind_on TEXT;
-- How somebody of the other side said it, who does not work with this program.
ALTER TABLE referral_event ADD COLUMN way TEXT CHECK (way IN ('phone', 'paper'));

UPDATE referral SET list_key = ' ' || lower (ifnull (subject, '') || ' '
  || ifnull (recipient_name, '') || ' ' || ifnull (sender_name, '') || ' '
  || ifnull (question, '') || ' ' || replace (code, '-', ' '));

CREATE INDEX referral_list ON referral (side, due_on, id, due_side, state, kind, worker, sender_id, recipient_id, sent_on, heard_at, remind_on, ended_on, list_key) WHERE ended_on IS NULL;
CREATE INDEX referral_ended_list ON referral (ended_on, id, side, due_on, kind, sender_id, recipient_id, sent_on, heard_at, list_key) WHERE ended_on IS NOT NULL;
CREATE INDEX referral_remind ON referral (remind_on, id) WHERE remind_on IS NOT NULL AND ended_on IS NULL;

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whether the other side of a letter is in this store too is asked for each that waits: without the
-- letter in the index, every one of them was read.
DROP INDEX referral_turn;
CREATE INDEX referral_turn ON referral (side, state, due_on, due_side, heard_at, worker, remind_on, ended_on, letter_id) WHERE ended_on IS NULL;

-- SPDX-License-Identifier: GPL-3.0-or-later

-- What both are in law, and the steps that a conflict of duties asks for before anything goes.
ALTER TABLE referral ADD COLUMN sender_party TEXT CHECK (sender_party IN ('care', 'social-work', 'municipality', 'volunteers', 'other'));
ALTER TABLE referral ADD COLUMN recipient_party TEXT CHECK (recipient_party IN ('care', 'social-work', 'municipality', 'volunteers', 'other'));
ALTER TABLE referral ADD COLUMN emergency INTEGER NOT NULL DEFAULT 0 CHECK (emergency IN (0, 1));
ALTER TABLE referral ADD COLUMN no_other_way INTEGER NOT NULL DEFAULT 0 CHECK (no_other_way IN (0, 1));
ALTER TABLE referral ADD COLUMN colleague_consulted INTEGER NOT NULL DEFAULT 0 CHECK (colleague_consulted IN (0, 1));
ALTER TABLE referral ADD COLUMN minimum_only INTEGER NOT NULL DEFAULT 0 CHECK (minimum_only IN (0, 1));
ALTER TABLE referral ADD COLUMN consent_tried TEXT;
ALTER TABLE referral ADD COLUMN person_informed TEXT;

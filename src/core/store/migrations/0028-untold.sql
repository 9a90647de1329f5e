-- SPDX-License-Identifier: GPL-3.0-or-later
-- Whoever was not told that a consent was withdrawn is looked for each time that Today is read.
CREATE INDEX consent_untold ON consent (withdrawn_on, id) WHERE withdrawn_on IS NOT NULL AND withdrawal_told_on IS NULL;

-- SPDX-License-Identifier: GPL-3.0-or-later

-- Of a case that was discussed: when somebody looked back on what was agreed. Until then the day
-- that was set for it stands among what waits.
ALTER TABLE meeting_case ADD COLUMN evaluated_on TEXT;
CREATE INDEX meeting_case_evaluate ON meeting_case (evaluate_on)
  WHERE state = 'closed' AND evaluated_on IS NULL;

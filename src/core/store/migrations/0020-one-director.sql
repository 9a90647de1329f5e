-- SPDX-License-Identifier: GPL-3.0-or-later

-- A household has one who keeps the overview. Where two of its plans name another all the same, the
-- reason is kept.
ALTER TABLE plan ADD COLUMN directors_note TEXT;

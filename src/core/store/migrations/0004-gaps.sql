-- SPDX-License-Identifier: GPL-3.0-or-later

-- A gap can be looked for again, and closed with what became of it.
ALTER TABLE gap ADD COLUMN search TEXT;     -- the question, as a saved search writes it
ALTER TABLE gap ADD COLUMN outcome TEXT;    -- NULL: open
ALTER TABLE gap ADD COLUMN closed_at INTEGER;
ALTER TABLE gap ADD COLUMN closed_by TEXT;

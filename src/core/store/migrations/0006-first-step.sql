-- SPDX-License-Identifier: GPL-3.0-or-later

-- What the person will do first, in the words in which it was said.
ALTER TABLE conversation ADD COLUMN first_step TEXT;

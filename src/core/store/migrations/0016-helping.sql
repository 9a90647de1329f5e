-- SPDX-License-Identifier: GPL-3.0-or-later

-- What somebody who helps already helps with: one of the four domains, or a topic that was put
-- there. Who it is stands with the person, and goes from here when it goes there.
CREATE TABLE conversation_helping (
  id TEXT NOT NULL PRIMARY KEY,
  conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  helper_id TEXT NOT NULL,
  domain TEXT CHECK (domain IN ('body', 'mind', 'society', 'social')),
  topic_id TEXT REFERENCES conversation_topic (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CHECK ((domain IS NULL) <> (topic_id IS NULL))
) STRICT;
CREATE INDEX conversation_helping_conversation ON conversation_helping (conversation_id);
CREATE INDEX conversation_helping_topic ON conversation_helping (topic_id) WHERE topic_id IS NOT NULL;
CREATE INDEX conversation_helping_helper ON conversation_helping (helper_id);

CREATE TRIGGER conversation_helping_without_helper AFTER DELETE ON helper
BEGIN
  DELETE FROM conversation_helping WHERE helper_id = OLD.id;
END;

-- SPDX-License-Identifier: GPL-3.0-or-later

-- The map leaves out what closed for good: it is counted, and gone through by name, without reading
-- the services themselves.
CREATE INDEX service_offered ON service (name_key, seq, status) WHERE status IS NOT 'defunct';
CREATE INDEX service_defunct ON service (status) WHERE status = 'defunct';

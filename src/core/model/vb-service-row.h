/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * VbServiceRow:
 *
 * A service as a list shows it. Stands in the list before its values are there ("loaded" is
 * %FALSE then) and tells by notify when they come.
 *
 * Properties, all read-only: "id", "name", "name-markup" (as "snippet"; NULL outside a
 * search), "organization-name", "summary" (one line), "snippet"
 * (Pango markup, matched words in <b>), "reason" (msgid with at most one %s: why it is in the
 * results), "reason-arg", "area", "checked-at" (YYYY-MM-DD or NULL), "status", "stale",
 * "favourite", "loaded", "distance" (metres, negative when unknown).
 */
#define VB_TYPE_SERVICE_ROW (vb_service_row_get_type ())
G_DECLARE_FINAL_TYPE (VbServiceRow, vb_service_row, VB, SERVICE_ROW, GObject)

/* Borrowed texts, copied by vb_service_row_update(). Start from VB_SERVICE_ROW_DATA_INIT. */
typedef struct
{
  gint64 seq;             /* local row number, 0 when unknown; never leaves this process */
  const char *id;
  const char *name;
  const char *name_markup;
  const char *organization_name;
  const char *summary;
  const char *snippet;
  const char *reason;     /* static msgid */
  const char *reason_arg;
  const char *area;
  const char *checked_at;
  const char *status;
  gboolean stale;
  gboolean favourite;
  double distance;
} VbServiceRowData;

#define VB_SERVICE_ROW_DATA_INIT { .distance = -1.0 }

VbServiceRow *vb_service_row_new    (void);
/* Takes over @data, notifies what differs, and is loaded from then on. */
void          vb_service_row_update (VbServiceRow *self, const VbServiceRowData *data);
/* The same from another row; snippet and reason included. */
void          vb_service_row_copy   (VbServiceRow *self, VbServiceRow *other);

gint64        vb_service_row_get_seq               (VbServiceRow *self);
const char   *vb_service_row_get_id                (VbServiceRow *self);
const char   *vb_service_row_get_name              (VbServiceRow *self);
const char   *vb_service_row_get_name_markup       (VbServiceRow *self);
const char   *vb_service_row_get_organization_name (VbServiceRow *self);
const char   *vb_service_row_get_summary           (VbServiceRow *self);
const char   *vb_service_row_get_snippet           (VbServiceRow *self);
const char   *vb_service_row_get_reason            (VbServiceRow *self);
const char   *vb_service_row_get_reason_arg        (VbServiceRow *self);
const char   *vb_service_row_get_area              (VbServiceRow *self);
const char   *vb_service_row_get_checked_at        (VbServiceRow *self);
const char   *vb_service_row_get_status            (VbServiceRow *self);
gboolean      vb_service_row_get_stale             (VbServiceRow *self);
gboolean      vb_service_row_get_favourite         (VbServiceRow *self);
gboolean      vb_service_row_get_loaded            (VbServiceRow *self);
double        vb_service_row_get_distance          (VbServiceRow *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "core/model/vb-service-row.h"

struct _VbServiceRow
{
  GObject parent_instance;

  char *id;
  char *name;
  char *name_markup;
  char *organization_name;
  char *summary;
  char *snippet;
  const char *reason; /* static */
  char *reason_arg;
  char *area;
  char *checked_at;
  char *status;
  gint64 seq;
  double distance;
  guint stale : 1;
  guint favourite : 1;
  guint loaded : 1;
};

G_DEFINE_FINAL_TYPE (VbServiceRow, vb_service_row, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_NAME_MARKUP,
  PROP_ORGANIZATION_NAME,
  PROP_SUMMARY,
  PROP_SNIPPET,
  PROP_REASON,
  PROP_REASON_ARG,
  PROP_AREA,
  PROP_CHECKED_AT,
  PROP_STATUS,
  PROP_STALE,
  PROP_FAVOURITE,
  PROP_LOADED,
  PROP_DISTANCE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
vb_service_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  VbServiceRow *self = VB_SERVICE_ROW (object);

  switch (prop_id)
    {
    case PROP_ID: g_value_set_string (value, self->id); break;
    case PROP_NAME: g_value_set_string (value, self->name); break;
    case PROP_NAME_MARKUP: g_value_set_string (value, self->name_markup); break;
    case PROP_ORGANIZATION_NAME: g_value_set_string (value, self->organization_name); break;
    case PROP_SUMMARY: g_value_set_string (value, self->summary); break;
    case PROP_SNIPPET: g_value_set_string (value, self->snippet); break;
    case PROP_REASON: g_value_set_string (value, self->reason); break;
    case PROP_REASON_ARG: g_value_set_string (value, self->reason_arg); break;
    case PROP_AREA: g_value_set_string (value, self->area); break;
    case PROP_CHECKED_AT: g_value_set_string (value, self->checked_at); break;
    case PROP_STATUS: g_value_set_string (value, self->status); break;
    case PROP_STALE: g_value_set_boolean (value, self->stale); break;
    case PROP_FAVOURITE: g_value_set_boolean (value, self->favourite); break;
    case PROP_LOADED: g_value_set_boolean (value, self->loaded); break;
    case PROP_DISTANCE: g_value_set_double (value, self->distance); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_service_row_finalize (GObject *object)
{
  VbServiceRow *self = VB_SERVICE_ROW (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->name_markup);
  g_free (self->organization_name);
  g_free (self->summary);
  g_free (self->snippet);
  g_free (self->reason_arg);
  g_free (self->area);
  g_free (self->checked_at);
  g_free (self->status);

  G_OBJECT_CLASS (vb_service_row_parent_class)->finalize (object);
}

static void
vb_service_row_class_init (VbServiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_service_row_get_property;
  object_class->finalize = vb_service_row_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_NAME_MARKUP] = g_param_spec_string ("name-markup", NULL, NULL, NULL, flags);
  properties[PROP_ORGANIZATION_NAME] =
    g_param_spec_string ("organization-name", NULL, NULL, NULL, flags);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  properties[PROP_SNIPPET] = g_param_spec_string ("snippet", NULL, NULL, NULL, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  properties[PROP_REASON_ARG] = g_param_spec_string ("reason-arg", NULL, NULL, NULL, flags);
  properties[PROP_AREA] = g_param_spec_string ("area", NULL, NULL, NULL, flags);
  properties[PROP_CHECKED_AT] = g_param_spec_string ("checked-at", NULL, NULL, NULL, flags);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, flags);
  properties[PROP_STALE] = g_param_spec_boolean ("stale", NULL, NULL, FALSE, flags);
  properties[PROP_FAVOURITE] = g_param_spec_boolean ("favourite", NULL, NULL, FALSE, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_DISTANCE] =
    g_param_spec_double ("distance", NULL, NULL, -1.0, G_MAXDOUBLE, -1.0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vb_service_row_init (VbServiceRow *self)
{
  self->distance = -1.0;
}

VbServiceRow *
vb_service_row_new (void)
{
  return g_object_new (VB_TYPE_SERVICE_ROW, NULL);
}

static void
set_text (VbServiceRow *self,
          char        **field,
          const char   *value,
          int           prop)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop]);
}

static void
set_flags (VbServiceRow           *self,
           const VbServiceRowData *data)
{
  if (self->stale != (data->stale != FALSE))
    {
      self->stale = data->stale != FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE]);
    }
  if (self->favourite != (data->favourite != FALSE))
    {
      self->favourite = data->favourite != FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FAVOURITE]);
    }
  if (self->distance != data->distance)
    {
      self->distance = data->distance;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DISTANCE]);
    }
  if (!self->loaded)
    {
      self->loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
}

void
vb_service_row_update (VbServiceRow           *self,
                       const VbServiceRowData *data)
{
  g_return_if_fail (VB_IS_SERVICE_ROW (self));
  g_return_if_fail (data != NULL);

  g_object_freeze_notify (G_OBJECT (self));
  self->seq = data->seq;
  set_text (self, &self->id, data->id, PROP_ID);
  set_text (self, &self->name, data->name, PROP_NAME);
  set_text (self, &self->name_markup, data->name_markup, PROP_NAME_MARKUP);
  set_text (self, &self->organization_name, data->organization_name, PROP_ORGANIZATION_NAME);
  set_text (self, &self->summary, data->summary, PROP_SUMMARY);
  set_text (self, &self->snippet, data->snippet, PROP_SNIPPET);
  set_text (self, &self->reason_arg, data->reason_arg, PROP_REASON_ARG);
  set_text (self, &self->area, data->area, PROP_AREA);
  set_text (self, &self->checked_at, data->checked_at, PROP_CHECKED_AT);
  set_text (self, &self->status, data->status, PROP_STATUS);
  if (g_strcmp0 (self->reason, data->reason) != 0)
    {
      self->reason = data->reason;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
    }
  set_flags (self, data);
  g_object_thaw_notify (G_OBJECT (self));
}

void
vb_service_row_copy (VbServiceRow *self,
                     VbServiceRow *other)
{
  VbServiceRowData data;

  g_return_if_fail (VB_IS_SERVICE_ROW (self));
  g_return_if_fail (VB_IS_SERVICE_ROW (other));

  data = (VbServiceRowData) {
    .seq = other->seq,
    .id = other->id,
    .name = other->name,
    .name_markup = other->name_markup,
    .organization_name = other->organization_name,
    .summary = other->summary,
    .snippet = other->snippet,
    .reason = other->reason,
    .reason_arg = other->reason_arg,
    .area = other->area,
    .checked_at = other->checked_at,
    .status = other->status,
    .stale = other->stale,
    .favourite = other->favourite,
    .distance = other->distance,
  };
  vb_service_row_update (self, &data);
}

#define GETTER(type, name, fallback) \
  type \
  vb_service_row_get_##name (VbServiceRow *self) \
  { \
    g_return_val_if_fail (VB_IS_SERVICE_ROW (self), fallback); \
    return self->name; \
  }

GETTER (gint64, seq, 0)
GETTER (const char *, id, NULL)
GETTER (const char *, name, NULL)
GETTER (const char *, name_markup, NULL)
GETTER (const char *, organization_name, NULL)
GETTER (const char *, summary, NULL)
GETTER (const char *, snippet, NULL)
GETTER (const char *, reason, NULL)
GETTER (const char *, reason_arg, NULL)
GETTER (const char *, area, NULL)
GETTER (const char *, checked_at, NULL)
GETTER (const char *, status, NULL)
GETTER (gboolean, stale, FALSE)
GETTER (gboolean, favourite, FALSE)
GETTER (gboolean, loaded, FALSE)
GETTER (double, distance, -1.0)

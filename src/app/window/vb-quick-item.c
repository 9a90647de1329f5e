/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window/vb-quick-item.h"

#include <glib/gi18n.h>

struct _VbQuickItem
{
  GObject parent_instance;

  char *title;
  char *markup;
  char *subtitle;
  char *kind_words;
  const char *icon_name;
  const char *action;
  GVariant *target;
};

enum
{
  PROP_0,
  PROP_MARKUP,
  PROP_SUBTITLE,
  PROP_ICON_NAME,
  PROP_KIND_WORDS,
  PROP_LABEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbQuickItem, vb_quick_item, G_TYPE_OBJECT)

static char *
dup_label (VbQuickItem *self)
{
  g_autoptr(GString) label = g_string_new (self->title);

  if (self->subtitle != NULL)
    g_string_append_printf (label, ", %s", self->subtitle);
  if (self->kind_words != NULL)
    g_string_append_printf (label, ", %s", self->kind_words);
  return g_string_free (g_steal_pointer (&label), FALSE);
}

static void
vb_quick_item_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VbQuickItem *self = VB_QUICK_ITEM (object);

  switch (id)
    {
    case PROP_MARKUP:
      g_value_set_string (value, self->markup);
      break;
    case PROP_SUBTITLE:
      g_value_set_string (value, self->subtitle);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_KIND_WORDS:
      g_value_set_string (value, self->kind_words);
      break;
    case PROP_LABEL:
      g_value_take_string (value, dup_label (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_quick_item_finalize (GObject *object)
{
  VbQuickItem *self = VB_QUICK_ITEM (object);

  g_free (self->title);
  g_free (self->markup);
  g_free (self->subtitle);
  g_free (self->kind_words);
  g_clear_pointer (&self->target, g_variant_unref);

  G_OBJECT_CLASS (vb_quick_item_parent_class)->finalize (object);
}

static void
vb_quick_item_class_init (VbQuickItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vb_quick_item_get_property;
  object_class->finalize = vb_quick_item_finalize;

  properties[PROP_MARKUP] = g_param_spec_string ("markup", NULL, NULL, NULL, flags);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_KIND_WORDS] = g_param_spec_string ("kind-words", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vb_quick_item_init (VbQuickItem *self)
{
}

VbQuickItem *
vb_quick_item_new_found (const VbFound *found)
{
  VbQuickItem *self = g_object_new (VB_TYPE_QUICK_ITEM, NULL);

  self->title = g_strdup (found->title);
  self->markup = found->markup != NULL ? g_strdup (found->markup)
                                       : g_markup_escape_text (found->title, -1);
  self->subtitle = g_strdup (found->subtitle);
  self->target = g_variant_ref_sink (g_variant_new_string (found->id));
  switch (found->kind)
    {
    case VB_FOUND_SERVICE:
      self->kind_words = g_strdup (_("Service"));
      self->icon_name = "vb-map-symbolic";
      self->action = "win.show-service";
      break;
    case VB_FOUND_ORGANIZATION:
      self->kind_words = g_strdup (_("Organisation"));
      self->icon_name = "vb-organization-symbolic";
      self->action = "win.show-organization";
      break;
    case VB_FOUND_FUNCTION:
      self->kind_words = g_strdup (_("Function"));
      self->icon_name = "vb-person-symbolic";
      self->action = "win.show-contact";
      break;
    }
  return self;
}

VbQuickItem *
vb_quick_item_new_command (const char *label,
                           const char *action,
                           const char *target,
                           const char *accel)
{
  VbQuickItem *self = g_object_new (VB_TYPE_QUICK_ITEM, NULL);

  self->title = g_strdup (label);
  self->markup = g_markup_escape_text (label, -1);
  self->kind_words = g_strdup (accel != NULL ? accel : _("Command"));
  self->icon_name = "system-run-symbolic";
  self->action = g_intern_string (action);
  if (target != NULL)
    self->target = g_variant_ref_sink (g_variant_new_string (target));
  return self;
}

const char *
vb_quick_item_get_action (VbQuickItem *self)
{
  g_return_val_if_fail (VB_IS_QUICK_ITEM (self), NULL);

  return self->action;
}

GVariant *
vb_quick_item_get_target (VbQuickItem *self)
{
  g_return_val_if_fail (VB_IS_QUICK_ITEM (self), NULL);

  return self->target;
}

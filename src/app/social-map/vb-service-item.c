/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/social-map/vb-service-item.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "app/vb-words.h"
#include "app/widgets/vb-template.h"

/* A list keeps two hundred rows at hand, so that a row is made of as few widgets as will do: one
 * text, and under it how fresh the entry is. Each paragraph of the text has two lines at most. */
struct _VbServiceItem
{
  GtkWidget parent_instance;

  GtkLabel *text_label;
  GtkBox *foot;
  GtkImage *fresh_image;
  GtkLabel *fresh_label;
  GtkWidget *star; /* (nullable): made for a favourite */

  VbServiceRow *row;
  GSignalGroup *row_signals;
  guint tick;
};

enum
{
  PROP_0,
  PROP_ROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbServiceItem, vb_service_item, GTK_TYPE_WIDGET)

/* The msgid holds at most one %s; it comes from the search, so it is not given to printf. */
char *
vb_service_item_dup_reason (VbServiceRow *row)
{
  const char *reason = vb_service_row_get_reason (row);
  const char *argument = vb_service_row_get_reason_arg (row);
  const char *text, *place;

  if (reason == NULL)
    return NULL;
  text = _(reason);
  place = strstr (text, "%s");
  if (place == NULL)
    return g_strdup (text);
  return g_strdup_printf ("%.*s%s%s", (int) (place - text), text,
                          argument == NULL ? "" : argument, place + 2);
}

/* The name is bold as it is, so that the words that matched are underlined in it. */
static void
append_name (GString      *text,
             VbServiceRow *row)
{
  const char *name = vb_service_row_get_name (row);
  const char *markup = vb_service_row_get_name_markup (row);
  g_autofree char *escaped = NULL;

  if (name == NULL)
    name = _("Without a name");
  if (markup == NULL)
    markup = escaped = g_markup_escape_text (name, -1);
  g_string_append (text, markup);
  g_string_replace (text, "<b>", "<u>", 0);
  g_string_replace (text, "</b>", "</u>", 0);
  g_string_prepend (text, "<b>");
  g_string_append (text, "</b>");
}

/* @markup: (nullable): a paragraph of its own. @style: attributes of Pango's span */
static void
append_paragraph (GString    *text,
                  const char *style,
                  const char *markup)
{
  g_autofree char *line = NULL;

  if (markup == NULL || markup[0] == '\0')
    return;
  line = g_strdelimit (g_strdup (markup), "\r\n", ' ');
  if (style == NULL)
    g_string_append_printf (text, "\n%s", line);
  else
    g_string_append_printf (text, "\n<span %s>%s</span>", style, line);
}

static void
append_plain (GString    *text,
              const char *style,
              const char *plain)
{
  g_autofree char *markup = plain == NULL ? NULL : g_markup_escape_text (plain, -1);

  append_paragraph (text, style, markup);
}

static char *
dup_markup (VbServiceRow *row)
{
  gboolean contrast = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *reason = vb_service_item_dup_reason (row);

  /* A row that is on its way has the height it will have. */
  if (!vb_service_row_get_loaded (row))
    return g_strdup (" \n \n \n ");
  append_name (text, row);
  append_plain (text, contrast ? NULL : "alpha=\"55%\"",
                vb_service_row_get_organization_name (row));
  if (vb_service_row_get_snippet (row) != NULL)
    append_paragraph (text, NULL, vb_service_row_get_snippet (row));
  else
    append_plain (text, NULL, vb_service_row_get_summary (row));
  append_plain (text, "size=\"90%\"", reason);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ------------------------------------------------------------------ showing */

/* "Checked 3 May 2023, check again · Closed for good" */
static char *
dup_foot (VbServiceRow *row)
{
  const char *status = vb_words_status (vb_service_row_get_status (row));
  g_autofree char *checked = vb_words_checked (vb_service_row_get_checked_at (row));
  g_autofree char *words = NULL;

  if (vb_service_row_get_stale (row) && vb_service_row_get_checked_at (row) != NULL)
    /* Translators: "Checked 3 May 2023": longer than a year ago */
    words = g_strdup_printf (_("%s, check again"), checked);
  else
    words = g_steal_pointer (&checked);
  return status == NULL ? g_steal_pointer (&words) : g_strdup_printf ("%s · %s", words, status);
}

static void
show_freshness (VbServiceItem *self)
{
  gboolean stale = vb_service_row_get_stale (self->row);
  g_autofree char *words = NULL;

  if (!vb_service_row_get_loaded (self->row))
    {
      gtk_label_set_text (self->fresh_label, " ");
      gtk_image_clear (self->fresh_image);
      return;
    }
  words = dup_foot (self->row);
  gtk_label_set_text (self->fresh_label, words);
  gtk_image_set_from_icon_name (self->fresh_image,
                                stale ? "dialog-warning-symbolic" : "object-select-symbolic");
  if (stale)
    gtk_widget_add_css_class (GTK_WIDGET (self->fresh_image), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->fresh_image), "warning");
}

static void
show_star (VbServiceItem *self)
{
  gboolean favourite = vb_service_row_get_favourite (self->row);

  if (favourite && self->star == NULL)
    {
      self->star = gtk_image_new_from_icon_name ("starred-symbolic");
      gtk_widget_add_css_class (self->star, "star");
      gtk_box_append (self->foot, self->star);
    }
  if (self->star != NULL)
    gtk_widget_set_visible (self->star, favourite);
}

/* The item of the list that this widget is in, which need not be its parent. */
static GtkWidget *
find_list_item (VbServiceItem *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  for (GtkWidget *item = parent; item != NULL; item = gtk_widget_get_parent (item))
    if (GTK_IS_LIST_VIEW (gtk_widget_get_parent (item)))
      return item;
  return parent;
}

/* A screen reader reads the list item. */
static void
update_label (VbServiceItem *self)
{
  GtkWidget *parent = find_list_item (self);
  g_autoptr(GString) label = g_string_new (NULL);
  g_autofree char *reason = NULL;

  if (parent == NULL || self->row == NULL || !vb_service_row_get_loaded (self->row))
    return;
  reason = vb_service_item_dup_reason (self->row);
  g_string_append (label, vb_service_row_get_name (self->row) != NULL
                            ? vb_service_row_get_name (self->row) : _("Without a name"));
  if (vb_service_row_get_organization_name (self->row) != NULL)
    g_string_append_printf (label, ", %s", vb_service_row_get_organization_name (self->row));
  if (vb_service_row_get_favourite (self->row))
    g_string_append_printf (label, ", %s", _("favourite"));
  g_string_append_printf (label, ", %s", gtk_label_get_text (self->fresh_label));
  if (reason != NULL)
    g_string_append_printf (label, ", %s", reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label->str, -1);
}

static void
show_row (VbServiceItem *self)
{
  g_autofree char *markup = dup_markup (self->row);

  gtk_label_set_markup (self->text_label, markup);
  show_freshness (self);
  show_star (self);
  update_label (self);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  VbServiceItem *self = VB_SERVICE_ITEM (widget);

  self->tick = 0;
  if (self->row != NULL)
    show_row (self);
  return G_SOURCE_REMOVE;
}

/* A row that fills in tells of each property; the labels follow once, in the next frame. */
static void
row_changed_cb (VbServiceItem *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* ------------------------------------------------------------------ object */

static void
set_row (VbServiceItem *self,
         VbServiceRow  *row)
{
  if (!g_set_object (&self->row, row))
    return;
  g_signal_group_set_target (self->row_signals, row);
  if (row != NULL)
    show_row (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROW]);
}

static void
vb_service_item_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  VbServiceItem *self = VB_SERVICE_ITEM (object);

  switch (id)
    {
    case PROP_ROW:
      g_value_set_object (value, self->row);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_service_item_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  VbServiceItem *self = VB_SERVICE_ITEM (object);

  switch (id)
    {
    case PROP_ROW:
      set_row (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_service_item_dispose (GObject *object)
{
  VbServiceItem *self = VB_SERVICE_ITEM (object);

  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_SERVICE_ITEM);
  g_clear_object (&self->row_signals);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (vb_service_item_parent_class)->dispose (object);
}

static void
vb_service_item_class_init (VbServiceItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_service_item_get_property;
  object_class->set_property = vb_service_item_set_property;
  object_class->dispose = vb_service_item_dispose;

  properties[PROP_ROW] = g_param_spec_object ("row", NULL, NULL, VB_TYPE_SERVICE_ROW,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "vbserviceitem");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/social-map/vb-service-item.ui");
  gtk_widget_class_bind_template_child (widget_class, VbServiceItem, text_label);
  gtk_widget_class_bind_template_child (widget_class, VbServiceItem, foot);
  gtk_widget_class_bind_template_child (widget_class, VbServiceItem, fresh_image);
  gtk_widget_class_bind_template_child (widget_class, VbServiceItem, fresh_label);
}

static void
vb_service_item_init (VbServiceItem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->row_signals = g_signal_group_new (VB_TYPE_SERVICE_ROW);
  g_signal_group_connect_swapped (self->row_signals, "notify", G_CALLBACK (row_changed_cb), self);
  /* The list puts the item in its place after the row was set. */
  g_signal_connect (self, "notify::parent", G_CALLBACK (update_label), NULL);
}

void
vb_service_item_update_label (VbServiceItem *self)
{
  g_return_if_fail (VB_IS_SERVICE_ITEM (self));

  update_label (self);
}

GtkWidget *
vb_service_item_new (void)
{
  return g_object_new (VB_TYPE_SERVICE_ITEM, NULL);
}

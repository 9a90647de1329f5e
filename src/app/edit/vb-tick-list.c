/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-tick-list.h"

#include <glib/gi18n.h>

#include "app/widgets/vb-accessible.h"

typedef struct
{
  VbTickList *list; /* borrowed: it holds the check button */
  char *key;
  char *label;
  GtkCheckButton *check; /* borrowed */
} Tick;

struct _VbTickList
{
  GtkBox parent_instance;

  GtkToggleButton *head;
  GtkLabel *title_label;
  GtkLabel *summary;
  GtkImage *arrow;
  GtkBox *ticks;

  GPtrArray *items; /* of Tick */
  char *title;
  gboolean setting; /* not by a person */
};

enum
{
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  TICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbTickList, vb_tick_list, GTK_TYPE_BOX)

static void
tick_free (gpointer data)
{
  Tick *tick = data;

  g_free (tick->key);
  g_free (tick->label);
  g_free (tick);
}

static Tick *
find (VbTickList *self,
      const char *key)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      Tick *tick = g_ptr_array_index (self->items, i);

      if (g_strcmp0 (tick->key, key) == 0)
        return tick;
    }
  return NULL;
}

static void
toggled_cb (VbTickList *self)
{
  gboolean open = gtk_toggle_button_get_active (self->head);

  gtk_widget_set_visible (GTK_WIDGET (self->ticks), open);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->head), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
}

static void
ticked_cb (Tick *tick)
{
  VbTickList *self = tick->list;

  if (self->setting)
    return;
  g_signal_emit (self, signals[TICKED], 0, tick->key, gtk_check_button_get_active (tick->check));
  vb_tick_list_update (self);
}

void
vb_tick_list_update (VbTickList *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *label = NULL;

  g_return_if_fail (VB_IS_TICK_LIST (self));

  for (guint i = 0; i < self->items->len; i++)
    {
      Tick *tick = g_ptr_array_index (self->items, i);

      if (gtk_check_button_get_active (tick->check))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", tick->label);
    }
  if (text->len == 0)
    g_string_append (text, _("None chosen"));
  gtk_label_set_label (self->summary, text->str);
  label = g_strdup_printf ("%s: %s", self->title != NULL ? self->title : "", text->str);
  vb_accessible_set_label (GTK_WIDGET (self->head), label);
}

void
vb_tick_list_clear (VbTickList *self)
{
  GtkWidget *child;

  g_return_if_fail (VB_IS_TICK_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->ticks))) != NULL)
    gtk_box_remove (self->ticks, child);
  g_ptr_array_set_size (self->items, 0);
}

void
vb_tick_list_add_heading (VbTickList *self,
                          const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  g_return_if_fail (VB_IS_TICK_LIST (self));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "tick-heading");
  gtk_box_append (self->ticks, label);
}

void
vb_tick_list_add (VbTickList *self,
                  const char *key,
                  const char *label)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *text = gtk_label_new (label);
  Tick *tick = g_new0 (Tick, 1);

  g_return_if_fail (VB_IS_TICK_LIST (self));

  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), text);
  vb_accessible_set_label (GTK_WIDGET (check), label);
  gtk_box_append (self->ticks, check);
  tick->list = self;
  tick->key = g_strdup (key);
  tick->label = g_strdup (label);
  tick->check = GTK_CHECK_BUTTON (check);
  g_ptr_array_add (self->items, tick);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (ticked_cb), tick);
}

gboolean
vb_tick_list_has (VbTickList *self,
                  const char *key)
{
  g_return_val_if_fail (VB_IS_TICK_LIST (self), FALSE);

  return find (self, key) != NULL;
}

void
vb_tick_list_set_ticked (VbTickList *self,
                         const char *key,
                         gboolean    on)
{
  Tick *tick;

  g_return_if_fail (VB_IS_TICK_LIST (self));

  tick = find (self, key);
  if (tick == NULL)
    return;
  self->setting = TRUE;
  gtk_check_button_set_active (tick->check, on);
  self->setting = FALSE;
}

/* ------------------------------------------------------------------ object */

static void
vb_tick_list_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  VbTickList *self = VB_TICK_LIST (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      gtk_label_set_label (self->title_label, self->title != NULL ? self->title : "");
      vb_accessible_set_label (GTK_WIDGET (self->ticks), self->title != NULL ? self->title : "");
      vb_tick_list_update (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vb_tick_list_dispose (GObject *object)
{
  VbTickList *self = VB_TICK_LIST (object);

  self->setting = TRUE;
  if (self->ticks != NULL)
    vb_tick_list_clear (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_TICK_LIST);

  G_OBJECT_CLASS (vb_tick_list_parent_class)->dispose (object);
}

static void
vb_tick_list_finalize (GObject *object)
{
  VbTickList *self = VB_TICK_LIST (object);

  g_ptr_array_unref (self->items);
  g_free (self->title);

  G_OBJECT_CLASS (vb_tick_list_parent_class)->finalize (object);
}

static void
vb_tick_list_class_init (VbTickListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = vb_tick_list_set_property;
  object_class->dispose = vb_tick_list_dispose;
  object_class->finalize = vb_tick_list_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[TICKED] = g_signal_new ("ticked", VB_TYPE_TICK_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/edit/vb-tick-list.ui");
  gtk_widget_class_bind_template_child (widget_class, VbTickList, head);
  gtk_widget_class_bind_template_child (widget_class, VbTickList, title_label);
  gtk_widget_class_bind_template_child (widget_class, VbTickList, summary);
  gtk_widget_class_bind_template_child (widget_class, VbTickList, arrow);
  gtk_widget_class_bind_template_child (widget_class, VbTickList, ticks);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
vb_tick_list_init (VbTickList *self)
{
  self->items = g_ptr_array_new_with_free_func (tick_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

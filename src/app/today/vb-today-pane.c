/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/today/vb-today-pane.h"

#include "app/today/vb-today-words.h"
#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-template.h"
#include "core/base/vb-time.h"

struct _VbTodayPane
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  AdwStatusPage *page;

  gboolean folded;
};

enum
{
  PROP_0,
  PROP_SUMMARY,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (VbTodayPane, vb_today_pane, GTK_TYPE_WIDGET)

static void
vb_today_pane_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VbTodayPane *self = VB_TODAY_PANE (object);

  switch (id)
    {
    case PROP_SUMMARY:
      g_value_set_string (value, adw_status_page_get_description (self->page));
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_today_pane_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  VbTodayPane *self = VB_TODAY_PANE (object);

  switch (id)
    {
    case PROP_SUMMARY:
      adw_status_page_set_description (self->page, g_value_get_string (value));
      break;
    case PROP_FOLDED:
      self->folded = g_value_get_boolean (value);
      vb_header_alone (self->header, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_today_pane_dispose (GObject *object)
{
  vb_template_dispose (GTK_WIDGET (object), VB_TYPE_TODAY_PANE);

  G_OBJECT_CLASS (vb_today_pane_parent_class)->dispose (object);
}

static void
vb_today_pane_class_init (VbTodayPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_today_pane_get_property;
  object_class->set_property = vb_today_pane_set_property;
  object_class->dispose = vb_today_pane_dispose;

  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/today/vb-today-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VbTodayPane, header);
  gtk_widget_class_bind_template_child (widget_class, VbTodayPane, page);
}

static void
vb_today_pane_init (VbTodayPane *self)
{
  g_autofree char *today = vb_time_today ();

  gtk_widget_init_template (GTK_WIDGET (self));
  vb_today_pane_set_day (self, today);
}

void
vb_today_pane_set_day (VbTodayPane *self,
                       const char  *day)
{
  g_autofree char *words = vb_today_date_words (day);

  g_return_if_fail (VB_IS_TODAY_PANE (self));

  adw_status_page_set_title (self->page, words);
}

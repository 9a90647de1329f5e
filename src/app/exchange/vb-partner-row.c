/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/exchange/vb-partner-row.h"

#include <glib/gi18n.h>

#include "app/exchange/vb-letter-words.h"
#include "app/exchange/vb-organization-button.h"
#include "app/preferences/vb-removable-row.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"

struct _VbPartnerRow
{
  AdwExpanderRow parent_instance;

  GtkImage *icon;
  AdwActionRow *advice_row;
  GtkWidget *compare_button;
  GtkWidget *stop_button;
  GtkWidget *resume_button;
  VbOrganizationButton *link_button;

  char *id;
  GPtrArray *places; /* of rows */
};

enum
{
  COMPARE,
  STOP,
  RESUME,
  LINK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbPartnerRow, vb_partner_row, ADW_TYPE_EXPANDER_ROW)

/* ------------------------------------------------------------------ what one can do */

static void
compare_cb (VbPartnerRow *self)
{
  g_signal_emit (self, signals[COMPARE], 0);
}

static void
stop_cb (VbPartnerRow *self)
{
  g_signal_emit (self, signals[STOP], 0);
}

static void
resume_cb (VbPartnerRow *self)
{
  g_signal_emit (self, signals[RESUME], 0);
}

static void
chosen_cb (VbPartnerRow *self,
           const VbName *name)
{
  g_autofree char *id = g_strdup (name->id);

  g_signal_emit (self, signals[LINK], 0, id, TRUE);
}

static void
unlink_cb (VbPartnerRow   *self,
           VbRemovableRow *row)
{
  g_signal_emit (self, signals[LINK], 0, vb_removable_row_get_id (row), FALSE);
}

/* ------------------------------------------------------------------ showing */

static void
show_places (VbPartnerRow     *self,
             const VbPostBook *book)
{
  for (guint i = 0; i < self->places->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->places, i));
  g_ptr_array_set_size (self->places, 0);
  for (guint i = 0; i < book->places->len; i++)
    {
      const VbPartnerPlace *place = g_ptr_array_index (book->places, i);
      GtkWidget *row;

      if (!g_str_equal (place->partner_id, self->id))
        continue;
      row = vb_removable_row_new (place->object_id,
                                  place->name != NULL ? place->name
                                                      : _("Not on the map any more"),
                                  _("What is sent there goes to this partner"));
      g_signal_connect_object (row, "remove", G_CALLBACK (unlink_cb), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
      g_ptr_array_add (self->places, row);
    }
}

static char *
dup_verified (const VbPartner *partner)
{
  g_autofree char *date = partner->verified_at > 0 ? vb_words_moment (partner->verified_at) : NULL;
  g_autofree char *until = vb_words_moment (partner->expires_at);
  g_autofree char *good = NULL;

  /* Translators: %s is a date */
  good = g_strdup_printf (_("Card good until %s"), until);
  if (date == NULL || partner->state != VB_PARTNER_VERIFIED)
    return g_steal_pointer (&good);
  /* Translators: a date, a name, and "Card good until 3 May 2027" */
  return g_strdup_printf (_("Compared on %s by %s. %s"), date,
                          partner->verified_by != NULL ? partner->verified_by : "?", good);
}

/* People compared under a name; where another stands in its place, that comes first. */
static char *
dup_advice (const VbPartner *partner,
            gint64           now)
{
  if (partner->former_name == NULL)
    return g_strdup (vb_partner_advice (partner, now));
  /* Translators: %s is the name that an organisation had */
  return g_strdup_printf (_("It was called “%s” when you compared. Is that right? Call them with a "
                            "number that is not from the card, and compare again; or stop them."),
                          partner->former_name);
}

static const char *
icon_of (const VbPartner *partner,
         gint64           now)
{
  if (partner->state == VB_PARTNER_VERIFIED && partner->expires_at >= now
      && partner->former_name == NULL)
    return "emblem-ok-symbolic";
  return partner->state == VB_PARTNER_REVOKED ? "action-unavailable-symbolic"
                                              : "dialog-warning-symbolic";
}

void
vb_partner_row_show (VbPartnerRow        *self,
                     const VbPostBook    *book,
                     const VbPostPartner *shown,
                     gint64               now)
{
  const VbPartner *partner = shown->partner;
  gboolean stopped = partner->state == VB_PARTNER_REVOKED;
  g_autofree char *verified = dup_verified (partner);
  g_autofree char *advice = NULL;
  g_autofree char *compare = NULL;
  g_autofree char *link = NULL;
  g_autofree char *said = NULL;

  g_return_if_fail (VB_IS_PARTNER_ROW (self));

  /* Where somebody has to do something, one sees what. */
  if (g_strcmp0 (self->id, partner->id) != 0)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self),
                                   partner->state == VB_PARTNER_NEW
                                     || partner->state == VB_PARTNER_CHANGED);
  g_free (self->id);
  self->id = g_strdup (partner->id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), partner->name);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), vb_partner_state_words (partner, now));
  gtk_image_set_from_icon_name (self->icon, icon_of (partner, now));
  advice = dup_advice (partner, now);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->advice_row), advice);
  adw_action_row_set_subtitle (self->advice_row, verified);
  gtk_widget_set_visible (self->compare_button, !stopped);
  gtk_widget_set_sensitive (self->compare_button, shown->phrase != NULL);
  gtk_widget_set_visible (self->stop_button, !stopped);
  gtk_widget_set_visible (self->resume_button, stopped);
  if (partner->state != VB_PARTNER_VERIFIED && shown->phrase != NULL)
    gtk_widget_add_css_class (self->compare_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->compare_button, "suggested-action");
  /* Translators: %s is an organisation */
  compare = g_strdup_printf (_("Compare the words with %s"), partner->name);
  vb_accessible_set_label (self->compare_button, compare);
  /* Translators: %s is an organisation */
  link = g_strdup_printf (_("Say who %s is on the map"), partner->name);
  vb_organization_button_set_name (self->link_button, link);
  show_places (self, book);
  said = g_strdup_printf ("%s, %s", partner->name, vb_partner_state_words (partner, now));
  vb_accessible_set_label (GTK_WIDGET (self), said);
  vb_accessible_name_lists (GTK_WIDGET (self), partner->name);
}

/* ------------------------------------------------------------------ object */

static void
vb_partner_row_dispose (GObject *object)
{
  VbPartnerRow *self = VB_PARTNER_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_PARTNER_ROW);

  G_OBJECT_CLASS (vb_partner_row_parent_class)->dispose (object);
}

static void
vb_partner_row_finalize (GObject *object)
{
  VbPartnerRow *self = VB_PARTNER_ROW (object);

  g_free (self->id);
  g_ptr_array_unref (self->places);

  G_OBJECT_CLASS (vb_partner_row_parent_class)->finalize (object);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, VB_TYPE_PARTNER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
vb_partner_row_class_init (VbPartnerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_partner_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_partner_row_finalize;
  signals[COMPARE] = add_signal ("compare");
  signals[STOP] = add_signal ("stop");
  signals[RESUME] = add_signal ("resume");
  signals[LINK] = g_signal_new ("link", VB_TYPE_PARTNER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  g_type_ensure (VB_TYPE_ORGANIZATION_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/exchange/vb-partner-row.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPartnerRow, icon);
  gtk_widget_class_bind_template_child (widget_class, VbPartnerRow, advice_row);
  gtk_widget_class_bind_template_child (widget_class, VbPartnerRow, compare_button);
  gtk_widget_class_bind_template_child (widget_class, VbPartnerRow, stop_button);
  gtk_widget_class_bind_template_child (widget_class, VbPartnerRow, resume_button);
  gtk_widget_class_bind_template_child (widget_class, VbPartnerRow, link_button);
  gtk_widget_class_bind_template_callback (widget_class, compare_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, resume_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
vb_partner_row_init (VbPartnerRow *self)
{
  self->places = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
vb_partner_row_new (VbStore *store)
{
  VbPartnerRow *self = g_object_new (VB_TYPE_PARTNER_ROW, NULL);

  vb_organization_button_set_store (self->link_button, store);
  return GTK_WIDGET (self);
}

const char *
vb_partner_row_get_id (VbPartnerRow *self)
{
  g_return_val_if_fail (VB_IS_PARTNER_ROW (self), NULL);

  return self->id;
}

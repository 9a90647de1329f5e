/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-consent-section.h"

#include <glib/gi18n.h>

#include "app/people/vb-consent-window.h"
#include "app/people/vb-consent-words.h"
#include "app/people/vb-sharing-window.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-profile.h"

struct _VbConsentSection
{
  GtkBox parent_instance;

  GtkLabel *nothing_label;
  GtkListBox *list;

  VbStore *store;
  VbPerson *person;    /* (nullable) */
  GPtrArray *consents; /* (nullable) */
  GPtrArray *sharings; /* (nullable): of the rows */
  VbParty sender;      /* what this organisation is in law */
  GCancellable *loading;
};

G_DEFINE_FINAL_TYPE (VbConsentSection, vb_consent_section, GTK_TYPE_BOX)

static void
clear_rows (VbConsentSection *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
  g_clear_pointer (&self->sharings, g_ptr_array_unref);
  g_clear_pointer (&self->consents, g_ptr_array_unref);
}

static void
say (VbConsentSection *self,
     const char       *text)
{
  gtk_label_set_label (self->nothing_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), *text != '\0');
}

static void
add_row (VbConsentSection *self,
         const VbSharing  *sharing)
{
  g_autofree char *title = g_strdup_printf ("%s: %s",
                                            sharing->recipient_name != NULL
                                            ? sharing->recipient_name
                                            : _("One that is not in this map"),
                                            vb_purpose_words (sharing->purpose));
  g_autofree char *words = vb_sharing_dup_words (sharing, self->sender, self->person,
                                                self->consents);
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title,
                                 "title-lines", 0, "subtitle", words, "subtitle-lines", 0,
                                 "activatable", TRUE, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (self->list, row);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbConsentSection *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) consents = vb_consents_list_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  clear_rows (self);
  if (consents == NULL)
    {
      g_autofree char *text = vb_error_dup_text (error);

      say (self, text);
      return;
    }
  self->consents = g_steal_pointer (&consents);
  self->sharings = vb_sharing_list (self->consents);
  for (guint i = 0; i < self->sharings->len; i++)
    add_row (self, g_ptr_array_index (self->sharings, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->sharings->len > 0);
  say (self, self->sharings->len > 0 ? ""
             : _("Nothing was agreed yet: nothing about this person may be told to others."));
}

/* Who never said what they are is nobody in particular. */
static void
profile_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbConsentSection *self = call->owner;
  g_autoptr(VbProfile) profile = vb_profile_load_finish (VB_STORE (source), result, NULL);

  if (vb_call_is_over (call))
    return;
  self->sender = vb_party_find (profile != NULL ? profile->party : NULL);
  vb_consents_list_async (self->store, self->person->id, self->loading, listed_cb,
                          vb_call_new (self, self->loading));
}

static void
row_cb (VbConsentSection *self,
        GtkListBoxRow    *row)
{
  guint position = gtk_list_box_row_get_index (row);
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->person != NULL && self->sharings != NULL && position < self->sharings->len)
    gtk_window_present (vb_sharing_window_new (parent, self->store, self->person, self->consents,
                                               position));
}

static void
new_cb (VbConsentSection *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->person != NULL)
    gtk_window_present (vb_consent_window_new (parent, self->store, self->person));
}

/* ------------------------------------------------------------------ object */

static void
forget (VbConsentSection *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->person, vb_person_free);
  g_clear_object (&self->store);
}

static void
vb_consent_section_dispose (GObject *object)
{
  VbConsentSection *self = VB_CONSENT_SECTION (object);

  forget (self);
  g_clear_pointer (&self->sharings, g_ptr_array_unref);
  g_clear_pointer (&self->consents, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_CONSENT_SECTION);

  G_OBJECT_CLASS (vb_consent_section_parent_class)->dispose (object);
}

static void
vb_consent_section_class_init (VbConsentSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_consent_section_dispose;

  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/people/vb-consent-section.ui");
  gtk_widget_class_bind_template_child (widget_class, VbConsentSection, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, VbConsentSection, list);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
}

static void
vb_consent_section_init (VbConsentSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_consent_section_show (VbConsentSection *self,
                         VbStore          *store,
                         const VbPerson   *person)
{
  gboolean same;

  g_return_if_fail (VB_IS_CONSENT_SECTION (self));

  same = person != NULL && self->person != NULL
         && g_strcmp0 (person->id, self->person->id) == 0;
  forget (self);
  if (!same)
    {
      clear_rows (self);
      say (self, "");
    }
  if (person == NULL)
    return;
  self->store = g_object_ref (store);
  self->person = vb_person_copy (person);
  self->loading = g_cancellable_new ();
  vb_profile_load_async (store, self->loading, profile_cb, vb_call_new (self, self->loading));
}

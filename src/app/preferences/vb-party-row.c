/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/preferences/vb-party-row.h"

#include <glib/gi18n.h>

#include "app/people/vb-consent-words.h"
#include "app/vb-call.h"
#include "core/store/vb-profile.h"

struct _VbPartyRow
{
  AdwComboRow parent_instance;

  VbStore *store; /* (nullable) */
  GCancellable *cancellable;
  gboolean ready; /* what is kept was shown, so that what is chosen now is somebody's choice */
};

G_DEFINE_FINAL_TYPE (VbPartyRow, vb_party_row, ADW_TYPE_COMBO_ROW)

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  /* It is asked again where it counts. */
  if (!vb_profile_save_finish (VB_STORE (source), result, &error))
    g_info ("What the organization is was not saved (%d)", error->code);
}

static void
selected_cb (VbPartyRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));

  if (self->ready && selected <= VB_PARTY_PERSON)
    vb_profile_save_party_async (self->store,
                                 selected > 0 ? vb_party_get_code (selected - 1) : NULL, NULL,
                                 saved_cb, NULL);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbPartyRow *self = call->owner;
  g_autoptr(VbProfile) profile = vb_profile_load_finish (VB_STORE (source), result, NULL);
  VbParty party = profile != NULL ? vb_party_find (profile->party) : VB_N_PARTIES;

  if (vb_call_is_over (call))
    return;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), party == VB_N_PARTIES ? 0 : party + 1);
  self->ready = TRUE;
}

static void
vb_party_row_dispose (GObject *object)
{
  VbPartyRow *self = VB_PARTY_ROW (object);

  self->ready = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_party_row_parent_class)->dispose (object);
}

static void
vb_party_row_class_init (VbPartyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vb_party_row_dispose;
}

static void
vb_party_row_init (VbPartyRow *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("Not chosen"));
  for (guint i = 0; i < VB_PARTY_PERSON; i++)
    gtk_string_list_append (names, vb_party_words (i));
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  g_signal_connect (self, "notify::selected", G_CALLBACK (selected_cb), NULL);
}

void
vb_party_row_set_store (VbPartyRow *self,
                        VbStore    *store)
{
  g_return_if_fail (VB_IS_PARTY_ROW (self) && VB_IS_STORE (store) && self->store == NULL);

  self->store = g_object_ref (store);
  self->cancellable = g_cancellable_new ();
  vb_profile_load_async (store, self->cancellable, loaded_cb,
                         vb_call_new (self, self->cancellable));
}

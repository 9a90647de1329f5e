/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/preferences/vb-letter-page.h"

#include <glib/gi18n.h>

#include "app/paper/vb-referral-paper.h"
#include "app/preferences/vb-letter-window.h"
#include "app/preferences/vb-preferences-say.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "core/store/vb-letters.h"
#include "interop/vb-letter-shipped.h"

struct _VbLetterPage
{
  AdwPreferencesPage parent_instance;

  AdwComboRow *language_row;
  GtkListBox *list;

  VbStore *store;
  VbOwnLetters *own;     /* (nullable): of @language */
  const char *language;  /* (nullable): of what is shown; not that of an answer to come */
  GCancellable *loading; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (VbLetterPage, vb_letter_page, ADW_TYPE_PREFERENCES_PAGE)

static void load (VbLetterPage *self);

static const char *
get_language (VbLetterPage *self)
{
  return vb_letter_shipped_languages ()[adw_combo_row_get_selected (self->language_row)];
}

/* ------------------------------------------------------------------ showing */

static void
add_row (VbLetterPage *self,
         VbLetterKind  kind)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), vb_letter_kind_words (kind));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), self->own->text[kind] != NULL
                                                     ? _("Your own version")
                                                     : _("As it comes with Verbinder"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbLetterPage *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbOwnLetters) own = vb_letters_load_finish (VB_STORE (source), result, &error);
  GtkWidget *row;

  if (vb_call_is_over (call))
    return;
  if (own == NULL)
    {
      vb_preferences_say (self, vb_error_title (error));
      return;
    }
  g_clear_pointer (&self->own, vb_own_letters_free);
  self->own = g_steal_pointer (&own);
  self->language = get_language (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), TRUE);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint kind = 0; kind < VB_N_LETTERS; kind++)
    add_row (self, kind);
}

static void
stop_loading (VbLetterPage *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/* Until it is there nothing can be opened: it would be in the language before. */
static void
load (VbLetterPage *self)
{
  stop_loading (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->list), FALSE);
  if (self->store == NULL)
    return;
  self->loading = g_cancellable_new ();
  vb_letters_load_async (self->store, get_language (self), self->loading, loaded_cb,
                         vb_call_new (self, self->loading));
}

static void
row_cb (VbLetterPage  *self,
        GtkListBoxRow *row)
{
  guint kind = gtk_list_box_row_get_index (row);
  GtkWindow *window;

  if (self->own == NULL || g_strcmp0 (self->language, get_language (self)) != 0)
    return;
  window = vb_letter_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->store, kind, self->language, self->own->text[kind]);
  g_signal_connect_object (window, "saved", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

static void
language_cb (VbLetterPage *self)
{
  load (self);
}

/* ------------------------------------------------------------------ object */

static void
vb_letter_page_dispose (GObject *object)
{
  VbLetterPage *self = VB_LETTER_PAGE (object);

  stop_loading (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_LETTER_PAGE);
  g_clear_object (&self->store);
  g_clear_pointer (&self->own, vb_own_letters_free);

  G_OBJECT_CLASS (vb_letter_page_parent_class)->dispose (object);
}

static void
vb_letter_page_class_init (VbLetterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_letter_page_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/preferences/vb-letter-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbLetterPage, language_row);
  gtk_widget_class_bind_template_child (widget_class, VbLetterPage, list);
  gtk_widget_class_bind_template_callback (widget_class, row_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
}

static void
vb_letter_page_init (VbLetterPage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  const char *const *languages = vb_letter_shipped_languages ();

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_autofree char *name = vb_words_language (languages[i], NULL);

      gtk_string_list_append (names, name);
    }
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
}

void
vb_letter_page_set_store (VbLetterPage *self,
                          VbStore      *store)
{
  g_return_if_fail (VB_IS_LETTER_PAGE (self));
  g_return_if_fail (VB_IS_STORE (store));

  if (g_set_object (&self->store, store))
    load (self);
}

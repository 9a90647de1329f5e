/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/preferences/vb-synonym-page.h"

#include <glib/gi18n.h>

#include "app/preferences/vb-preferences-say.h"
#include "app/preferences/vb-removable-row.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-synonym.h"

#define SHOWN_MAX 100 /* rows; the rest is found by typing */

struct _VbSynonymPage
{
  AdwPreferencesPage parent_instance;

  GtkEditable *term_row;
  GtkEditable *meaning_row;
  GtkWidget *add_button;
  GtkEditable *filter_entry;
  GtkListBox *list;
  GtkLabel *empty;

  VbStore *store;
  GPtrArray *synonyms; /* (nullable) of VbSynonym */
  GHashTable *terms;   /* "#B17" to what it is called */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VbSynonymPage, vb_synonym_page, ADW_TYPE_PREFERENCES_PAGE)

static void load (VbSynonymPage *self);

/* ------------------------------------------------------------------ showing */

/* (transfer full): a need by its name, not by its code */
static char *
dup_meaning (VbSynonymPage   *self,
             const VbSynonym *synonym)
{
  const char *term = g_hash_table_lookup (self->terms, synonym->meaning);

  /* Translators: the name of a need that a word leads to: "Need: debts" */
  return term == NULL ? g_strdup (synonym->meaning) : g_strdup_printf (_("Need: %s"), term);
}

static gboolean
matches (VbSynonymPage   *self,
         const VbSynonym *synonym,
         const char      *text)
{
  g_autofree char *meaning = dup_meaning (self, synonym);

  return g_str_match_string (text, synonym->term, TRUE) ||
         g_str_match_string (text, meaning, TRUE);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbSynonymPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (vb_synonym_remove_finish (VB_STORE (source), result, &error))
    load (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vb_preferences_say (self, vb_error_title (error));
}

static void
remove_cb (VbSynonymPage  *self,
           VbRemovableRow *row)
{
  vb_synonym_remove_async (self->store, vb_removable_row_get_id (row), self->cancellable,
                           removed_cb, g_object_ref (self));
}

static void
add_row (VbSynonymPage   *self,
         const VbSynonym *synonym)
{
  g_autofree char *meaning = dup_meaning (self, synonym);
  GtkWidget *row = vb_removable_row_new (synonym->id, synonym->term, meaning);

  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

static void
show_rows (VbSynonymPage *self)
{
  const char *text = gtk_editable_get_text (self->filter_entry);
  g_autofree char *more = NULL;
  GtkWidget *row;
  guint found = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; self->synonyms != NULL && i < self->synonyms->len; i++)
    {
      const VbSynonym *synonym = g_ptr_array_index (self->synonyms, i);

      if (text[0] != '\0' && !matches (self, synonym, text))
        continue;
      if (found++ < SHOWN_MAX)
        add_row (self, synonym);
    }
  if (found > SHOWN_MAX)
    more = g_strdup_printf (ngettext ("And %u more. Type to find it.",
                                      "And %u more. Type to find one.", found - SHOWN_MAX),
                            found - SHOWN_MAX);
  gtk_label_set_label (self->empty, found == 0 ? _("No such word yet.") : more != NULL ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->empty), found == 0 || more != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), found > 0);
}

static void
filter_cb (VbSynonymPage *self)
{
  show_rows (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbSynonymPage) self = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *synonyms = vb_synonym_list_finish (VB_STORE (source), result, &error);

  if (synonyms != NULL)
    {
      g_clear_pointer (&self->synonyms, g_ptr_array_unref);
      self->synonyms = synonyms;
      show_rows (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vb_preferences_say (self, vb_error_title (error));
}

static void
load (VbSynonymPage *self)
{
  vb_synonym_list_async (self->store, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
terms_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbSynonymPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) terms = vb_directory_list_terms_finish (VB_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Without their names the codes still stand there. */
  for (guint i = 0; terms != NULL && i < terms->len; i++)
    {
      const VbName *term = g_ptr_array_index (terms, i);

      if (term->detail != NULL && term->name != NULL)
        g_hash_table_replace (self->terms, g_strconcat ("#", term->detail, NULL),
                              g_strdup (vb_words_term (term->name, term->name_en)));
    }
  load (self);
}

/* ------------------------------------------------------------------ adding */

/* (transfer full): what was typed; the code of the need that is called so */
static char *
dup_typed_meaning (VbSynonymPage *self)
{
  const char *typed = gtk_editable_get_text (self->meaning_row);
  GHashTableIter iter;
  gpointer code, name;

  g_hash_table_iter_init (&iter, self->terms);
  while (g_hash_table_iter_next (&iter, &code, &name))
    {
      g_autofree char *wanted = g_utf8_casefold (name, -1);
      g_autofree char *text = g_utf8_casefold (typed, -1);

      if (g_str_equal (wanted, g_strstrip (text)))
        return g_strdup (code);
    }
  return g_strdup (typed);
}

static void
check_cb (VbSynonymPage *self)
{
  gtk_widget_set_sensitive (self->add_button,
                            gtk_editable_get_text (self->term_row)[0] != '\0' &&
                            gtk_editable_get_text (self->meaning_row)[0] != '\0');
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbSynonymPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = vb_synonym_add_finish (VB_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (id == NULL)
    {
      vb_preferences_say (self, vb_error_title (error));
      return;
    }
  gtk_editable_set_text (self->term_row, "");
  gtk_editable_set_text (self->meaning_row, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->term_row));
  load (self);
}

static void
add_cb (VbSynonymPage *self)
{
  g_autofree char *meaning = dup_typed_meaning (self);

  if (gtk_widget_get_sensitive (self->add_button))
    vb_synonym_add_async (self->store, gtk_editable_get_text (self->term_row), meaning,
                          self->cancellable, added_cb, g_object_ref (self));
}

/* ------------------------------------------------------------------ object */

static void
vb_synonym_page_dispose (GObject *object)
{
  VbSynonymPage *self = VB_SYNONYM_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_SYNONYM_PAGE);
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->synonyms, g_ptr_array_unref);

  G_OBJECT_CLASS (vb_synonym_page_parent_class)->dispose (object);
}

static void
vb_synonym_page_finalize (GObject *object)
{
  g_hash_table_unref (VB_SYNONYM_PAGE (object)->terms);

  G_OBJECT_CLASS (vb_synonym_page_parent_class)->finalize (object);
}

static void
vb_synonym_page_class_init (VbSynonymPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_synonym_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_synonym_page_finalize;
  g_type_ensure (VB_TYPE_WRAP_BUTTON);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/preferences/vb-synonym-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VbSynonymPage, term_row);
  gtk_widget_class_bind_template_child (widget_class, VbSynonymPage, meaning_row);
  gtk_widget_class_bind_template_child (widget_class, VbSynonymPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, VbSynonymPage, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, VbSynonymPage, list);
  gtk_widget_class_bind_template_child (widget_class, VbSynonymPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, check_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
}

static void
vb_synonym_page_init (VbSynonymPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_synonym_page_set_store (VbSynonymPage *self,
                           VbStore       *store)
{
  g_return_if_fail (VB_IS_SYNONYM_PAGE (self));
  g_return_if_fail (VB_IS_STORE (store));

  if (g_set_object (&self->store, store))
    vb_directory_list_terms_async (store, NULL, self->cancellable, terms_cb, g_object_ref (self));
}

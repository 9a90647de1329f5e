/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/referral/vb-referrals-person.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app/people/vb-person-window.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-time.h"
#include "core/model/vb-name-key.h"

#define LIMIT 10

struct _VbReferralsPerson
{
  AdwWindow parent_instance;

  GtkLabel *about_label;
  GtkWidget *entry;
  GtkLabel *hint_label;
  GtkListBox *list;
  GtkWidget *unlink_button;

  VbStore *store;
  VbReferral *referral;
  GPtrArray *queries;  /* of char: what is looked for by itself */
  guint asked;         /* so many of them */
  GPtrArray *looks;    /* of VbPersonLine: who looks like it */
  GPtrArray *shown;    /* (nullable): of VbPersonLine */
  GCancellable *searching;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbReferralsPerson, vb_referrals_person, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ what the letter says */

/* (nullable) */
static const char *
find_words (const VbReferral *referral,
            VbDataCategory    category)
{
  for (guint i = 0; i < referral->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (referral->items, i);

      if (vb_data_category_find (item->category) == category)
        return item->words;
    }
  return NULL;
}

/* The first number of so many digits; 0: there is none. */
static guint
find_number (const char *words,
             gsize       least,
             gsize       most)
{
  while (*words != '\0')
    {
      gsize n = strspn (words, "0123456789");

      if (n >= least && n <= most)
        return g_ascii_strtoull (words, NULL, 10);
      words += MAX (n, 1);
    }
  return 0;
}

/* "3 April 1943", in the language that dates are written in here. */
static char *
dup_date_of_words (const char *words)
{
  g_autofree char *folded = g_utf8_casefold (words, -1);
  guint day = find_number (words, 1, 2);
  guint year = find_number (words, 4, 4);

  for (guint month = 1; month <= 12; month++)
    {
      g_autofree char *date = g_strdup_printf ("%04u-%02u-%02u", year, month, day);
      g_autofree char *written = vb_time_is_date (date) ? vb_words_date (date) : NULL;
      g_autofree char *same = written != NULL ? g_utf8_casefold (written, -1) : NULL;

      if (g_strcmp0 (same, folded) == 0)
        return g_steal_pointer (&date);
    }
  return NULL;
}

/* (transfer full) (nullable): YYYY-MM-DD */
static char *
dup_birth_date (const VbReferral *referral)
{
  const char *words = find_words (referral, VB_DATA_BIRTH_DATE);
  char *date;

  if (words == NULL)
    return NULL;
  date = vb_time_dup_date (words);
  return date != NULL ? date : dup_date_of_words (words);
}

VbLikeness
vb_referrals_person_compare (const VbReferral   *referral,
                             const VbPersonLine *line)
{
  const char *words = find_words (referral, VB_DATA_NAME);
  g_autofree char *name = words != NULL ? vb_name_fold (words) : NULL;
  g_autofree char *theirs = vb_name_fold (line->name);
  g_autofree char *date = dup_birth_date (referral);
  gboolean same_name = name != NULL && *name != '\0' && g_str_equal (name, theirs);
  gboolean same_date = date != NULL && g_strcmp0 (date, line->birth_date) == 0;

  if (same_date)
    return same_name ? VB_LIKENESS_NAME_AND_DATE : VB_LIKENESS_DATE;
  return same_name ? VB_LIKENESS_NAME : VB_LIKENESS_NONE;
}

/* ------------------------------------------------------------------ a new record */

/* "Greet van den Berg": words in between that begin small go before the family name. */
static void
take_name (VbPerson   *person,
           const char *name)
{
  g_auto(GStrv) words = g_strsplit (name, " ", -1);
  guint n = g_strv_length (words);
  guint family = 1;

  if (n == 0)
    return;
  person->given_name = g_strdup (words[0]);
  while (family + 1 < n && g_unichar_islower (g_utf8_get_char (words[family])))
    family++;
  if (family > 1)
    {
      g_autofree char *last = words[family];

      words[family] = NULL;
      person->prefix = g_strjoinv (" ", words + 1);
      words[family] = g_steal_pointer (&last);
    }
  if (n > 1)
    person->family_name = g_strjoinv (" ", words + family);
}

static void
take_contact (VbPerson   *person,
              const char *words)
{
  g_auto(GStrv) parts = g_strsplit (words, ", ", 2);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char **place = strchr (parts[i], '@') != NULL ? &person->email : &person->phone;

      g_free (*place);
      *place = g_strdup (parts[i]);
    }
}

VbPerson *
vb_referrals_person_dup_new (const VbReferral *referral)
{
  VbPerson *person = vb_person_new ();
  const char *name = find_words (referral, VB_DATA_NAME);
  const char *contact = find_words (referral, VB_DATA_CONTACT);

  if (name != NULL)
    take_name (person, name);
  if (contact != NULL)
    take_contact (person, contact);
  person->birth_date = dup_birth_date (referral);
  return person;
}

/* ------------------------------------------------------------------ who is found */

static void
show_hint (VbReferralsPerson *self,
           const char        *text)
{
  gtk_label_set_label (self->hint_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), text != NULL);
}

static const char *
likeness_words (VbLikeness likeness)
{
  switch (likeness)
    {
    case VB_LIKENESS_NAME_AND_DATE: return _("Same name and birth date");
    case VB_LIKENESS_DATE: return _("Same birth date");
    case VB_LIKENESS_NAME: return _("Same name");
    default: return NULL;
    }
}

static void
append_part (GString    *text,
             const char *part)
{
  if (part != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static void
add_line (VbReferralsPerson  *self,
          const VbPersonLine *line)
{
  g_autofree char *birth = line->birth_date != NULL ? vb_words_date (line->birth_date) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *whole = NULL;
  GtkWidget *row;

  append_part (text, likeness_words (vb_referrals_person_compare (self->referral, line)));
  append_part (text, birth);
  append_part (text, line->postal_code);
  append_part (text, line->case_number);
  row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", line->name,
                      "title-lines", 0, "subtitle", text->str, "subtitle-lines", 0, "activatable",
                      TRUE, NULL);
  whole = g_strdup_printf ("%s, %s", line->name, text->str);
  vb_accessible_set_label (row, whole);
  gtk_list_box_append (self->list, row);
}

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      data)
{
  VbReferralsPerson *self = data;

  return (int) vb_referrals_person_compare (self->referral, *(VbPersonLine *const *) a)
         - (int) vb_referrals_person_compare (self->referral, *(VbPersonLine *const *) b);
}

/* @lines: (nullable) */
static void
show_lines (VbReferralsPerson *self,
            GPtrArray         *lines)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  if (lines != NULL)
    {
      g_ptr_array_sort_with_data (lines, compare, self);
      for (guint i = 0; i < lines->len; i++)
        add_line (self, g_ptr_array_index (lines, i));
      self->shown = g_ptr_array_ref (lines);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), lines != NULL && lines->len > 0);
}

static GCancellable *
begin_search (VbReferralsPerson *self)
{
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  self->searching = g_cancellable_new ();
  return self->searching;
}

/* Gives whether there is an answer. */
static gboolean
take_error (VbReferralsPerson *self,
            GPtrArray         *lines,
            const GError      *error)
{
  g_autofree char *wrong = lines == NULL ? vb_error_dup_text (error) : NULL;

  if (wrong == NULL)
    return TRUE;
  show_lines (self, NULL);
  show_hint (self, wrong);
  return FALSE;
}

/* ------------------------------------------------------------------ who looks like it */

static void ask_next (VbReferralsPerson *self);

static gboolean
is_there (GPtrArray  *lines,
          const char *id)
{
  for (guint i = 0; i < lines->len; i++)
    if (g_str_equal (((VbPersonLine *) g_ptr_array_index (lines, i))->id, id))
      return TRUE;
  return FALSE;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsPerson *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_people_find_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call) || !take_error (self, lines, error))
    return;
  while (lines->len > 0)
    {
      VbPersonLine *line = g_ptr_array_steal_index (lines, 0);

      if (is_there (self->looks, line->id))
        vb_person_line_free (line);
      else
        g_ptr_array_add (self->looks, line);
    }
  ask_next (self);
}

static void
show_looks (VbReferralsPerson *self)
{
  show_lines (self, self->looks);
  show_hint (self, self->looks->len > 0
                     ? _("Who looks like it stands first. Compare before you choose.")
                     : _("Nobody here looks like the one in the letter. Look by name, birth date "
                         "or case number, or make a new record."));
}

/* The last, which finds more, only when nobody was found before it. */
static void
ask_next (VbReferralsPerson *self)
{
  gboolean last = self->asked + 1 == self->queries->len;

  if (self->asked == self->queries->len || (last && self->looks->len > 0))
    {
      self->asked = self->queries->len;
      show_looks (self);
      return;
    }
  vb_people_find_async (self->store, g_ptr_array_index (self->queries, self->asked++), LIMIT,
                        self->searching, looked_cb, vb_call_new (self, self->searching));
}

/* By the name and the birth date of the letter, and else by the family name alone. */
static void
look (VbReferralsPerson *self)
{
  const char *name = find_words (self->referral, VB_DATA_NAME);
  char *date = dup_birth_date (self->referral);
  const char *family = name != NULL ? strrchr (name, ' ') : NULL;

  if (name != NULL)
    g_ptr_array_add (self->queries, g_strdup (name));
  if (date != NULL)
    g_ptr_array_add (self->queries, date);
  if (self->queries->len > 0)
    g_ptr_array_add (self->queries, g_strdup (family != NULL ? family + 1 : name != NULL ? name
                                                                                         : date));
  begin_search (self);
  ask_next (self);
}

/* ------------------------------------------------------------------ who is looked for */

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbReferralsPerson *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lines = vb_people_find_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call) || !take_error (self, lines, error))
    return;
  show_lines (self, lines);
  show_hint (self, lines->len > 0 ? NULL : _("Nobody was found. Make a new record, or look for "
                                             "something else."));
}

static void
search_cb (VbReferralsPerson *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (
    GTK_EDITABLE (self->entry))));
  GCancellable *searching = begin_search (self);

  if (*text == '\0')
    show_looks (self);
  else
    vb_people_find_async (self->store, text, LIMIT, searching, found_cb,
                          vb_call_new (self, searching));
}

/* ------------------------------------------------------------------ choosing */

/* @id: (nullable) */
static void
choose (VbReferralsPerson *self,
        const char        *id)
{
  g_signal_emit (self, signals[CHOSEN], 0, id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
chosen_cb (VbReferralsPerson *self,
           GtkListBoxRow     *row)
{
  guint position = gtk_list_box_row_get_index (row);
  g_autofree char *id = NULL;

  if (self->shown == NULL || position >= self->shown->len)
    return;
  id = g_strdup (((VbPersonLine *) g_ptr_array_index (self->shown, position))->id);
  choose (self, id);
}

static void
unlink_cb (VbReferralsPerson *self)
{
  choose (self, NULL);
}

static void
written_cb (VbReferralsPerson *self,
            const char        *id)
{
  g_autofree char *mine = g_strdup (id);

  choose (self, mine);
}

/* What was typed belongs to this letter: it does not come up in the form for somebody else. */
static void
new_cb (VbReferralsPerson *self)
{
  g_autoptr(VbPerson) person = vb_referrals_person_dup_new (self->referral);
  GtkWindow *form = vb_person_window_new_like (GTK_WINDOW (self), self->store, person,
                                               self->referral->id);

  g_signal_connect_object (form, "saved", G_CALLBACK (written_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (form);
}

/* ------------------------------------------------------------------ object */

/* Not before: with the focus in it from the start, a window says nothing to a screen reader. */
static void
vb_referrals_person_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vb_referrals_person_parent_class)->map (widget);

  gtk_widget_grab_focus (VB_REFERRALS_PERSON (widget)->entry);
}

static void
vb_referrals_person_dispose (GObject *object)
{
  VbReferralsPerson *self = VB_REFERRALS_PERSON (object);

  g_cancellable_cancel (self->searching);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_REFERRALS_PERSON);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (vb_referrals_person_parent_class)->dispose (object);
}

static void
vb_referrals_person_finalize (GObject *object)
{
  VbReferralsPerson *self = VB_REFERRALS_PERSON (object);

  g_clear_object (&self->searching);
  g_clear_pointer (&self->referral, vb_referral_free);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_ptr_array_unref (self->looks);
  g_ptr_array_unref (self->queries);

  G_OBJECT_CLASS (vb_referrals_person_parent_class)->finalize (object);
}

static void
vb_referrals_person_class_init (VbReferralsPersonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_referrals_person_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_referrals_person_finalize;
  widget_class->map = vb_referrals_person_map;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/referral/vb-referrals-person.ui");
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPerson, about_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPerson, entry);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPerson, hint_label);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPerson, list);
  gtk_widget_class_bind_template_child (widget_class, VbReferralsPerson, unlink_button);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlink_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
}

static void
vb_referrals_person_init (VbReferralsPerson *self)
{
  self->queries = g_ptr_array_new_with_free_func (g_free);
  self->looks = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_person_line_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* (transfer full) */
static char *
dup_about (const VbReferral *referral)
{
  const char *name = find_words (referral, VB_DATA_NAME);
  const char *born = find_words (referral, VB_DATA_BIRTH_DATE);

  if (name == NULL)
    return g_strdup (_("The letter does not say who it is about."));
  if (born == NULL)
    /* Translators: %s is a name */
    return g_strdup_printf (_("In the letter: %s"), name);
  /* Translators: a name, then a date */
  return g_strdup_printf (_("In the letter: %s, born %s"), name, born);
}

GtkWindow *
vb_referrals_person_new (GtkWindow        *parent,
                         VbStore          *store,
                         const VbReferral *referral)
{
  VbReferralsPerson *self = g_object_new (VB_TYPE_REFERRALS_PERSON, "transient-for", parent, NULL);
  g_autofree char *about = dup_about (referral);

  self->store = g_object_ref (store);
  self->referral = vb_referral_copy (referral);
  gtk_label_set_label (self->about_label, about);
  gtk_widget_set_visible (self->unlink_button, referral->person_id != NULL);
  look (self);
  return GTK_WINDOW (self);
}

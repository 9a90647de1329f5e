/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-web-window.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-mark-row.h"
#include "app/people/vb-person-field.h"
#include "app/vb-call.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-wrap-button.h"
#include "core/base/vb-time.h"
#include "core/store/vb-conversations.h"
#include "interop/vb-instrument-reader.h"

#define WEB "https://verbinder.nl/fhir/Questionnaire/health-web"
#define KEEP_AFTER 400 /* milliseconds after the last key */

struct _VbWebWindow
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkDropDown *language_drop;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkWidget *check_label;
  GtkBox *rows;
  VbPersonField *want_field;
  VbPersonField *step_field;
  GtkLabel *state_label;
  GtkWidget *discard_button;
  GtkWidget *done_button;

  VbStore *store;
  VbInstrument *instrument;
  char **languages;
  VbConversation *base; /* (nullable): as it stands in the store */
  VbConversation *talk;
  VbConversation *sent; /* (nullable): what is being saved */
  GCancellable *cancellable;
  guint keep_id;
  gboolean again;   /* something changed while it was being saved */
  gboolean closing; /* once all is kept */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (VbWebWindow, vb_web_window, ADW_TYPE_WINDOW)

static VbMarkRow *
next_row (VbWebWindow *self,
          VbMarkRow   *row)
{
  GtkWidget *next = row == NULL ? gtk_widget_get_first_child (GTK_WIDGET (self->rows))
                                : gtk_widget_get_next_sibling (GTK_WIDGET (row));

  return next != NULL ? VB_MARK_ROW (next) : NULL;
}

static void
replace_text (char       **text,
              const char  *value)
{
  char *copy = g_strstrip (g_strdup (value));

  if (*copy == '\0')
    g_clear_pointer (&copy, g_free);
  g_free (*text);
  *text = copy;
}

/* ------------------------------------------------------------------ keeping */

static void save (VbWebWindow *self);

static void
say_error (VbWebWindow  *self,
           const GError *error)
{
  g_autofree char *text = g_strdup_printf ("%s. %s", vb_error_title (error),
                                           vb_error_advice (error));

  gtk_label_set_label (self->state_label, text);
  gtk_widget_set_sensitive (self->done_button, TRUE);
  self->closing = FALSE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbWebWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_conversations_save_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (!saved)
    {
      g_clear_pointer (&self->sent, vb_conversation_free);
      say_error (self, error);
      return;
    }
  g_clear_pointer (&self->base, vb_conversation_free);
  self->base = g_steal_pointer (&self->sent);
  gtk_label_set_label (self->state_label, _("Everything is kept."));
  gtk_widget_set_sensitive (self->discard_button, TRUE);
  if (self->again)
    save (self);
  else if (self->closing)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
save (VbWebWindow *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->sent != NULL)
    {
      self->again = TRUE;
      return;
    }
  self->again = FALSE;
  replace_text (&self->talk->wants_different, vb_person_field_get_text (self->want_field));
  replace_text (&self->talk->first_step, vb_person_field_get_text (self->step_field));
  self->sent = vb_conversation_copy (self->talk);
  /* Nothing stops it: a window that closes wants its answers kept. */
  vb_conversations_save_async (self->store, self->base, self->sent, NULL, saved_cb,
                               vb_call_new (self, self->cancellable));
}

/* What was finished and is changed afterwards says so. */
static void
touch (VbWebWindow *self)
{
  if (g_str_equal (self->talk->state, "completed"))
    {
      g_free (self->talk->state);
      self->talk->state = g_strdup ("amended");
    }
}

static void
answered_cb (VbMarkRow   *row,
             VbWebWindow *self)
{
  touch (self);
  vb_mark_row_collect (row, vb_conversation_get_answer (self->talk, vb_mark_row_get_item (row)));
  save (self);
}

static void
preferred_cb (VbMarkRow   *chosen,
              VbWebWindow *self)
{
  gboolean first = vb_mark_row_is_first (chosen);

  touch (self);
  for (VbMarkRow *row = next_row (self, NULL); row != NULL; row = next_row (self, row))
    {
      if (row == chosen)
        continue;
      vb_mark_row_set_first (row, FALSE);
      vb_conversation_prefer (self->talk, vb_mark_row_get_item (row), NULL, 0);
    }
  vb_conversation_prefer (self->talk, vb_mark_row_get_item (chosen), NULL, first ? 1 : 0);
  save (self);
}

static gboolean
keep_cb (gpointer data)
{
  VbWebWindow *self = data;

  self->keep_id = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
typed_cb (VbWebWindow *self)
{
  if (self->showing)
    return;
  touch (self);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add (KEEP_AFTER, keep_cb, self);
}

/* ------------------------------------------------------------------ the end */

static const char *
first_words (VbWebWindow *self)
{
  for (VbMarkRow *row = next_row (self, NULL); row != NULL; row = next_row (self, row))
    if (vb_mark_row_is_first (row))
      {
        const VbInstrumentItem *item =
          vb_instrument_find_item (self->instrument, vb_mark_row_get_item (row));

        return vb_instrument_get_words (self->instrument, item->title, self->talk->card_language);
      }
  return NULL;
}

/* What the person wants, and what they do first, become the plan. */
static VbPlan *
make_plan (VbWebWindow *self)
{
  const char *want = self->talk->wants_different, *step = self->talk->first_step;
  const char *words = want != NULL ? want : first_words (self) != NULL ? first_words (self) : step;
  g_autofree char *today = vb_time_today ();
  VbPlan *plan;
  VbGoal *goal;

  if (self->talk->person_id == NULL || (want == NULL && step == NULL))
    return NULL;
  plan = vb_plan_new (self->talk->person_id, today);
  goal = vb_plan_add_goal (plan, words);
  goal->conversation_id = g_strdup (self->talk->id);
  if (step != NULL)
    vb_plan_add_action (plan, goal, step, "person")->first_step = TRUE;
  return plan;
}

static void
finish (VbWebWindow *self)
{
  g_free (self->talk->state);
  self->talk->state = g_strdup ("completed");
  self->closing = TRUE;
  save (self);
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbWebWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean saved = vb_plans_save_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (saved)
    finish (self);
  else
    say_error (self, error);
}

/* The first time it is finished the plan comes first: a conversation that says it is finished has
 * its plan. */
static void
done_cb (VbWebWindow *self)
{
  g_autoptr(VbPlan) plan = NULL;

  gtk_widget_set_sensitive (self->done_button, FALSE);
  replace_text (&self->talk->wants_different, vb_person_field_get_text (self->want_field));
  replace_text (&self->talk->first_step, vb_person_field_get_text (self->step_field));
  if (!g_str_equal (self->talk->state, "in-progress"))
    {
      self->closing = TRUE;
      save (self);
      return;
    }
  plan = make_plan (self);
  if (plan == NULL)
    finish (self);
  else
    vb_plans_save_async (self->store, NULL, plan, self->cancellable, planned_cb,
                         vb_call_new (self, self->cancellable));
}

static void
discarded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbWebWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  gboolean done = vb_conversations_discard_finish (VB_STORE (source), result, &error);

  if (vb_call_is_over (call))
    return;
  if (done)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    say_error (self, error);
}

static void
discard_sure_cb (VbWebWindow *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  vb_conversations_discard_async (self->store, self->talk->id, self->cancellable, discarded_cb,
                                  vb_call_new (self, self->cancellable));
}

static void
discard_cb (VbWebWindow *self)
{
  gboolean open = g_str_equal (self->talk->state, "in-progress");
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (self), _("Throw This Conversation Away?"),
    open ? _("It cannot be brought back.")
         : _("It was finished, so it stays in the record, marked as entered by mistake."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "throw",
                                    _("_Throw Away"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "throw",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::throw", G_CALLBACK (discard_sure_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ------------------------------------------------------------------ the card */

/* Words of one language and their buttons run in its direction, whatever the program's own. */
static void
set_direction (GtkWidget        *widget,
               GtkTextDirection  direction)
{
  gtk_widget_set_direction (widget, direction);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    set_direction (child, direction);
}

static void
show_language (VbWebWindow *self)
{
  const char *language = self->talk->card_language;
  gboolean checked = vb_instrument_get_state (self->instrument, language) != VB_WORDS_TO_CHECK;

  adw_window_title_set_title (self->title, vb_instrument_get_words (self->instrument,
                                                                    self->instrument->title,
                                                                    language));
  for (VbMarkRow *row = next_row (self, NULL); row != NULL; row = next_row (self, row))
    vb_mark_row_set_language (row, self->instrument, language);
  set_direction (GTK_WIDGET (self->rows), g_strcmp0 (language, "ar") == 0 ? GTK_TEXT_DIR_RTL
                                          : gtk_widget_get_direction (GTK_WIDGET (self)));
  gtk_widget_set_visible (self->check_label, !checked);
}

static void
language_cb (VbWebWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->language_drop);

  if (self->showing || self->talk == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  replace_text (&self->talk->card_language, self->languages[selected]);
  show_language (self);
  save (self);
}

static char *
dup_language_name (const char *code)
{
  if (g_str_equal (code, "nl-x-a2"))
    return g_strdup (_("Dutch, easy words"));
  return vb_words_language (code, NULL);
}

static void
fill_languages (VbWebWindow *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; self->languages[i] != NULL; i++)
    {
      g_autofree char *name = dup_language_name (self->languages[i]);

      gtk_string_list_append (names, name);
      if (g_strcmp0 (self->languages[i], self->talk->card_language) == 0)
        selected = i;
    }
  gtk_drop_down_set_model (self->language_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->language_drop, selected);
  replace_text (&self->talk->card_language, self->languages[selected]);
}

static void
add_rows (VbWebWindow *self)
{
  g_autoptr(GPtrArray) marks = vb_instrument_list_items (self->instrument, VB_ITEM_MARK);

  for (guint i = 0; i < marks->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (marks, i);
      GtkWidget *row = vb_mark_row_new (self->instrument, item);

      vb_mark_row_show (VB_MARK_ROW (row), vb_conversation_find_answer (self->talk, item->id),
                        vb_conversation_get_rank (self->talk, item->id, NULL) == 1);
      g_signal_connect_object (row, "answered", G_CALLBACK (answered_cb), self, 0);
      g_signal_connect_object (row, "preferred", G_CALLBACK (preferred_cb), self, 0);
      gtk_box_append (self->rows, row);
    }
}

static void
show_talk (VbWebWindow *self)
{
  self->showing = TRUE;
  add_rows (self);
  fill_languages (self);
  vb_person_field_set_text (self->want_field, self->talk->wants_different);
  vb_person_field_set_text (self->step_field, self->talk->first_step);
  show_language (self);
  gtk_widget_set_sensitive (self->discard_button, self->base != NULL);
  gtk_stack_set_visible_child_name (self->stack, "card");
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->rows)));
  self->showing = FALSE;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbWebWindow *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbConversation) talk = vb_conversations_open_finish (VB_STORE (source), result,
                                                                 &error);

  if (vb_call_is_over (call))
    return;
  if (talk == NULL)
    {
      adw_status_page_set_title (self->failed_page, vb_error_title (error));
      adw_status_page_set_description (self->failed_page, vb_error_advice (error));
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  self->instrument = vb_instrument_find_shipped (talk->instrument);
  self->languages = vb_instrument_list_languages (self->instrument);
  self->base = vb_conversation_copy (talk);
  self->talk = g_steal_pointer (&talk);
  show_talk (self);
}

/* ------------------------------------------------------------------ object */

/* Whatever closes the window, what was typed is on its way to the store. */
static gboolean
vb_web_window_close_request (GtkWindow *window)
{
  VbWebWindow *self = VB_WEB_WINDOW (window);

  if (self->keep_id == 0 && self->sent == NULL)
    return GTK_WINDOW_CLASS (vb_web_window_parent_class)->close_request (window);
  self->closing = TRUE;
  if (self->keep_id != 0)
    save (self);
  return TRUE;
}

static void
vb_web_window_dispose (GObject *object)
{
  VbWebWindow *self = VB_WEB_WINDOW (object);

  if (self->keep_id != 0)
    save (self);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_WEB_WINDOW);

  G_OBJECT_CLASS (vb_web_window_parent_class)->dispose (object);
}

static void
vb_web_window_finalize (GObject *object)
{
  VbWebWindow *self = VB_WEB_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->instrument, vb_instrument_unref);
  g_clear_pointer (&self->languages, g_strfreev);
  g_clear_pointer (&self->base, vb_conversation_free);
  g_clear_pointer (&self->talk, vb_conversation_free);
  g_clear_pointer (&self->sent, vb_conversation_free);

  G_OBJECT_CLASS (vb_web_window_parent_class)->finalize (object);
}

static void
vb_web_window_class_init (VbWebWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_web_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_web_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = vb_web_window_close_request;

  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-web-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VbWebWindow, title);
  gtk_widget_class_bind_template_child (widget_class, VbWebWindow, language_drop);
  gtk_widget_class_bind_template_child (widget_class, VbWebWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VbWebWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VbWebWindow, check_label);
  gtk_widget_class_bind_template_child (widget_class, VbWebWindow, rows);
  gtk_widget_class_bind_template_child (widget_class, VbWebWindow, want_field);
  gtk_widget_class_bind_template_child (widget_class, VbWebWindow, step_field);
  gtk_widget_class_bind_template_child (widget_class, VbWebWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbWebWindow, discard_button);
  gtk_widget_class_bind_template_child (widget_class, VbWebWindow, done_button);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
}

static void
vb_web_window_init (VbWebWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
begin (VbWebWindow    *self,
       const VbPerson *person)
{
  g_autofree char *today = vb_time_today ();

  self->instrument = vb_instrument_find_shipped (WEB);
  if (self->instrument == NULL)
    {
      adw_status_page_set_title (self->failed_page, _("The Card Is Missing"));
      adw_status_page_set_description (self->failed_page,
                                       _("The program is not installed as a whole: install it "
                                         "again."));
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  self->languages = vb_instrument_list_languages (self->instrument);
  self->talk = vb_conversation_new (person->id, self->instrument->url, self->instrument->version,
                                    today);
  /* Without a card in their language it is in Dutch. */
  replace_text (&self->talk->card_language,
                g_strcmp0 (person->language, "nl") != 0 && person->language != NULL
                ? person->language : person->easy_reading ? "nl-x-a2" : "nl");
  show_talk (self);
}

GtkWindow *
vb_web_window_new (GtkWindow      *parent,
                   VbStore        *store,
                   const VbPerson *person,
                   const char     *conversation_id)
{
  VbWebWindow *self = g_object_new (VB_TYPE_WEB_WINDOW, "transient-for", parent, NULL);

  self->store = g_object_ref (store);
  if (conversation_id == NULL)
    begin (self, person);
  else
    vb_conversations_open_async (store, conversation_id, self->cancellable, opened_cb,
                                 vb_call_new (self, self->cancellable));
  return GTK_WINDOW (self);
}

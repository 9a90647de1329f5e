/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-talk-window.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-after-window.h"
#include "app/conversation/vb-canvas-page.h"
#include "app/conversation/vb-card-window.h"
#include "app/conversation/vb-compare-window.h"
#include "app/conversation/vb-entry-window.h"
#include "app/conversation/vb-first-list.h"
#include "app/conversation/vb-fits-pane.h"
#include "app/conversation/vb-mark-page.h"
#include "app/conversation/vb-talk-paper.h"
#include "app/conversation/vb-web-chart.h"
#include "app/people/vb-person-field.h"
#include "app/referral/vb-referral-window.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "app/window/vb-window.h"

struct _VbTalkWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *overlay;
  AdwWindowTitle *title;
  GtkDropDown *language_drop;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkLabel *check_label;
  VbMarkPage *marks;
  VbCanvasPage *canvas;
  VbWebChart *chart;
  VbFirstList *firsts;
  VbFitsPane *fits;
  GtkWidget *safety_box;
  GtkLabel *safety_label;
  VbPersonField *want_field;
  VbPersonField *step_field;
  GtkLabel *state_label;
  GtkWidget *discard_button;
  GtkWidget *done_button;

  VbTalk *talk;
  char **languages;
  gboolean closing; /* once all is kept */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (VbTalkWindow, vb_talk_window, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------ what happens to it */

static void
close_unkept_cb (VbTalkWindow *self)
{
  vb_talk_give_up (self->talk);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
ask_to_close (VbTalkWindow *self,
              const char   *why)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self),
                                              _("The Last Answers Are Not Kept"), why);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("_Stay"), "close",
                                    _("_Close Without Keeping"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "close",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response::close", G_CALLBACK (close_unkept_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
not_kept_cb (VbTalkWindow *self,
             const GError *error)
{
  VbPlanning *planning = vb_talk_get_planning (self->talk);
  const char *problem = planning != NULL && vb_planning_has_failed (planning)
                        ? vb_planning_find_problem (planning) : NULL;
  /* Translators: %s is what is missing in the plan */
  g_autofree char *text = problem != NULL
    ? g_strdup_printf (_("The plan is not complete, and not kept yet. %s."), _(problem))
    : g_strdup_printf ("%s. %s", vb_error_title (error), vb_error_advice (error));

  gtk_label_set_label (self->state_label, text);
  gtk_widget_add_css_class (GTK_WIDGET (self->state_label), "error");
  gtk_widget_set_sensitive (self->done_button, TRUE);
  if (self->closing && vb_talk_has_failed (self->talk))
    ask_to_close (self, text);
  self->closing = FALSE;
}

/* The conversation may be kept while its plan is not. */
static void
kept_cb (VbTalkWindow *self)
{
  if (vb_talk_has_failed (self->talk))
    return;
  gtk_label_set_label (self->state_label, _("Everything is kept."));
  gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), "error");
  gtk_widget_set_sensitive (self->discard_button, TRUE);
  if (self->closing && !vb_talk_is_keeping (self->talk))
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
failed_cb (VbTalkWindow *self,
           const GError *error)
{
  vb_error_page_show (self->failed_page, error);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
update_actions (VbTalkWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "talk.undo", vb_talk_can_undo (self->talk));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "talk.redo", vb_talk_can_redo (self->talk));
}

/* It asks and never decides; it is here, and not on the card. */
static void
ask_for_safety (VbTalkWindow *self)
{
  const VbConversation *talk = vb_talk_get (self->talk);
  gboolean life = vb_conversation_asks_for_safety (talk, "life");
  gboolean violence = vb_conversation_asks_for_safety (talk, "violence");
  gboolean capacity = vb_conversation_asks_for_safety (talk, "capacity");

  gtk_widget_set_visible (self->safety_box, life || violence || capacity);
  gtk_label_set_label (self->safety_label,
                       life ? _("Zest for life weighs: consult the doctor today, before anything "
                                "else is arranged.")
                       : violence ? _("Not safe, or something happened: follow the reporting "
                                      "code, and agree how contact is safe.")
                       : _("Remembering weighs: ask whether the person can decide about this."));
}

/* Whose conversation it is: not on the card, which is for both. */
static void
person_cb (VbTalkWindow *self)
{
  const VbPerson *person = vb_talk_get_person (self->talk);
  g_autofree char *name = person != NULL ? vb_person_dup_name (person) : NULL;

  adw_window_title_set_subtitle (self->title, name != NULL ? name : _("Without a name"));
}

/* Easy words are in a language that everybody here speaks; who they are for has to try them. */
static void
show_check (VbTalkWindow       *self,
            const VbInstrument *instrument,
            const char         *language)
{
  gboolean own = language != NULL && g_str_has_prefix (language, instrument->language)
                 && language[strlen (instrument->language)] == '-';

  gtk_label_set_label (self->check_label,
                       own ? _("Somebody who finds reading hard still has to try these words.")
                       : _("Somebody who speaks this language still has to check these words."));
  gtk_widget_set_visible (GTK_WIDGET (self->check_label),
                          vb_instrument_get_state (instrument, language) == VB_WORDS_TO_CHECK);
}

static void
said_cb (VbTalkWindow *self)
{
  const VbInstrument *instrument = vb_talk_get_instrument (self->talk);
  const char *language = vb_talk_get_language (self->talk);

  adw_window_title_set_title (self->title, vb_instrument_get_words (instrument, instrument->title,
                                                                    language));
  show_check (self, instrument, language);
  ask_for_safety (self);
  update_actions (self);
}

/* ------------------------------------------------------------------ doing */

static void
want_cb (VbTalkWindow *self)
{
  VbConversation *talk = vb_talk_get (self->talk);

  if (!self->showing)
    vb_talk_type (self->talk, &talk->wants_different, vb_person_field_get_text (self->want_field));
}

static void
step_cb (VbTalkWindow *self)
{
  VbConversation *talk = vb_talk_get (self->talk);

  if (!self->showing)
    vb_talk_type (self->talk, &talk->first_step, vb_person_field_get_text (self->step_field));
}

static void
done_cb (VbTalkWindow *self)
{
  gtk_widget_set_sensitive (self->done_button, FALSE);
  vb_talk_finish (self->talk);
}

static void
discard_cb (VbTalkWindow *self)
{
  gboolean open = g_str_equal (vb_talk_get (self->talk)->state, "in-progress");
  GtkWidget *dialog = adw_message_dialog_new (
    GTK_WINDOW (self), _("Throw This Conversation Away?"),
    open ? _("It cannot be brought back.")
         : _("It was finished, so it stays in the record, marked as entered by mistake."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "throw",
                                    _("_Throw Away"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "throw",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response::throw", G_CALLBACK (vb_talk_discard), self->talk,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vb_talk_undo (VB_TALK_WINDOW (widget)->talk);
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vb_talk_redo (VB_TALK_WINDOW (widget)->talk);
}

/* What was typed on the card stands here as well; focus and place are where they were. */
static gboolean
card_closed_cb (VbTalkWindow *self)
{
  self->showing = TRUE;
  vb_person_field_set_text (self->step_field, vb_talk_get (self->talk)->first_step);
  self->showing = FALSE;
  vb_talk_keep (self->talk);
  return FALSE;
}

static void
card_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VbTalkWindow *self = VB_TALK_WINDOW (widget);
  GtkWindow *card;

  if (vb_talk_get (self->talk) == NULL)
    return;
  card = vb_card_window_new (GTK_WINDOW (self), self->talk);
  g_signal_connect_object (card, "close-request", G_CALLBACK (card_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (card);
}

static void
compare_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VbTalkWindow *self = VB_TALK_WINDOW (widget);

  if (vb_talk_get (self->talk) != NULL)
    gtk_window_present (vb_compare_window_new (GTK_WINDOW (self), self->talk));
}

static void
paper_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VbTalkWindow *self = VB_TALK_WINDOW (widget);

  if (vb_talk_get (self->talk) != NULL)
    gtk_window_present (vb_talk_paper_new (GTK_WINDOW (self), self->talk));
}

static void
entry_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VbTalkWindow *self = VB_TALK_WINDOW (widget);

  if (vb_talk_get (self->talk) != NULL)
    gtk_window_present (vb_entry_window_new (GTK_WINDOW (self), self->talk));
}

/* What was typed there stands here as well. */
static gboolean
after_closed_cb (VbTalkWindow *self)
{
  const VbConversation *talk = vb_talk_get (self->talk);

  self->showing = TRUE;
  vb_person_field_set_text (self->want_field, talk->wants_different);
  vb_person_field_set_text (self->step_field, talk->first_step);
  self->showing = FALSE;
  return FALSE;
}

static void
after_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  VbTalkWindow *self = VB_TALK_WINDOW (widget);
  GtkWindow *after;

  if (vb_talk_get (self->talk) == NULL)
    return;
  after = vb_after_window_new (GTK_WINDOW (self), self->talk);
  g_signal_connect_object (after, "close-request", G_CALLBACK (after_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (after);
}

static void
given_cb (VbTalkWindow *self,
          VbEntity     *service)
{
  gtk_window_present (vb_talk_handout_new (GTK_WINDOW (self), self->talk, service));
}

/* Somebody without a name is asked about without one. */
static void
referred_cb (VbTalkWindow *self,
             VbEntity     *service,
             const char   *priority_id)
{
  VbWindow *window = vb_window_of (self);
  const VbPerson *person = vb_talk_get_person (self->talk);
  const VbPriority *first = vb_talk_find_priority (self->talk, 1);
  g_autoptr(VbWish) wish = first != NULL ? vb_talk_make_wish (self->talk, first) : NULL;
  const VbReferralStart start = {
    .kind = person != NULL ? VB_KIND_REFERRAL : VB_KIND_CONSULTATION,
    .person_id = person != NULL ? person->id : NULL,
    .conversation_id = vb_talk_get (self->talk)->id, .priority_id = priority_id,
    .need_code = wish != NULL ? wish->needs[0] : NULL, .service_id = vb_entity_get_id (service),
  };

  if (window == NULL)
    return;
  vb_talk_keep (self->talk);
  vb_referral_window_open (GTK_WINDOW (self), vb_window_get_session (window), &start);
}

static void
item_chosen_cb (VbTalkWindow *self,
                const char   *item)
{
  vb_mark_page_focus_item (self->marks, item);
}

/* ------------------------------------------------------------------ the language of the card */

static void
language_cb (VbTalkWindow *self)
{
  guint selected = gtk_drop_down_get_selected (self->language_drop);

  if (!self->showing && self->languages != NULL && selected != GTK_INVALID_LIST_POSITION)
    vb_talk_set_language (self->talk, self->languages[selected]);
}

static char *
dup_language_name (const char *code)
{
  if (g_str_equal (code, "nl-x-a2"))
    return g_strdup (_("Dutch, easy words"));
  return vb_words_language (code, NULL);
}

static void
fill_languages (VbTalkWindow *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  self->languages = vb_instrument_list_languages (vb_talk_get_instrument (self->talk));
  for (guint i = 0; self->languages[i] != NULL; i++)
    {
      g_autofree char *name = dup_language_name (self->languages[i]);

      gtk_string_list_append (names, name);
      if (g_strcmp0 (self->languages[i], vb_talk_get_language (self->talk)) == 0)
        selected = i;
    }
  gtk_drop_down_set_model (self->language_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->language_drop, selected);
}

static void
ready_cb (VbTalkWindow *self)
{
  const VbConversation *talk = vb_talk_get (self->talk);
  gboolean web = g_str_equal (vb_talk_get_instrument (self->talk)->kind, "health-web");

  self->showing = TRUE;
  fill_languages (self);
  if (web)
    {
      vb_mark_page_set_talk (self->marks, self->talk);
      vb_web_chart_set_talk (self->chart, self->talk);
    }
  else
    vb_canvas_page_set_talk (self->canvas, self->talk);
  gtk_widget_set_visible (GTK_WIDGET (self->marks), web);
  gtk_widget_set_visible (GTK_WIDGET (self->chart), web);
  gtk_widget_set_visible (GTK_WIDGET (self->canvas), !web);
  vb_first_list_set_talk (self->firsts, self->talk);
  vb_fits_pane_set_talk (self->fits, self->talk);
  vb_person_field_set_text (self->want_field, talk->wants_different);
  vb_person_field_set_text (self->step_field, talk->first_step);
  gtk_widget_set_sensitive (self->discard_button, talk->created_at > 0);
  person_cb (self);
  said_cb (self);
  gtk_stack_set_visible_child_name (self->stack, "card");
  gtk_widget_child_focus (web ? GTK_WIDGET (self->marks) : GTK_WIDGET (self->canvas),
                          GTK_DIR_TAB_FORWARD);
  self->showing = FALSE;
}

/* ------------------------------------------------------------------ object */

/* Whatever closes the window, what was typed is on its way to the store. What could not be kept is
 * tried once more; who still wants to close then says so. */
static gboolean
vb_talk_window_close_request (GtkWindow *window)
{
  VbTalkWindow *self = VB_TALK_WINDOW (window);

  if (!vb_talk_is_keeping (self->talk) && !vb_talk_has_failed (self->talk))
    return GTK_WINDOW_CLASS (vb_talk_window_parent_class)->close_request (window);
  self->closing = TRUE;
  vb_talk_keep (self->talk);
  return TRUE;
}

/* It stands in front of the window that says things otherwise. */
static void
vb_talk_window_map (GtkWidget *widget)
{
  VbWindow *window = vb_window_of (widget);

  GTK_WIDGET_CLASS (vb_talk_window_parent_class)->map (widget);
  if (window != NULL)
    vb_window_say_over (window, VB_TALK_WINDOW (widget)->overlay);
}

static void
vb_talk_window_unmap (GtkWidget *widget)
{
  VbWindow *window = vb_window_of (widget);

  if (window != NULL)
    vb_window_say_over (window, NULL);
  GTK_WIDGET_CLASS (vb_talk_window_parent_class)->unmap (widget);
}

static void
vb_talk_window_dispose (GObject *object)
{
  VbTalkWindow *self = VB_TALK_WINDOW (object);

  if (self->talk != NULL)
    vb_talk_keep_at_once (self->talk);
  g_clear_object (&self->talk);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_TALK_WINDOW);

  G_OBJECT_CLASS (vb_talk_window_parent_class)->dispose (object);
}

static void
vb_talk_window_finalize (GObject *object)
{
  g_strfreev (VB_TALK_WINDOW (object)->languages);

  G_OBJECT_CLASS (vb_talk_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, overlay);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, title);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, language_drop);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, check_label);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, marks);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, canvas);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, chart);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, firsts);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, fits);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, safety_box);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, safety_label);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, want_field);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, step_field);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, discard_button);
  gtk_widget_class_bind_template_child (widget_class, VbTalkWindow, done_button);
}

static void
vb_talk_window_class_init (VbTalkWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_talk_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vb_talk_window_finalize;
  GTK_WIDGET_CLASS (klass)->map = vb_talk_window_map;
  GTK_WIDGET_CLASS (klass)->unmap = vb_talk_window_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = vb_talk_window_close_request;

  g_type_ensure (VB_TYPE_CANVAS_PAGE);
  g_type_ensure (VB_TYPE_FIRST_LIST);
  g_type_ensure (VB_TYPE_FITS_PANE);
  g_type_ensure (VB_TYPE_MARK_PAGE);
  g_type_ensure (VB_TYPE_PERSON_FIELD);
  g_type_ensure (VB_TYPE_WEB_CHART);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-talk-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, want_cb);
  gtk_widget_class_bind_template_callback (widget_class, step_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, item_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, given_cb);
  gtk_widget_class_bind_template_callback (widget_class, referred_cb);
  gtk_widget_class_install_action (widget_class, "talk.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "talk.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "talk.card", NULL, card_action);
  gtk_widget_class_install_action (widget_class, "talk.compare", NULL, compare_action);
  gtk_widget_class_install_action (widget_class, "talk.paper", NULL, paper_action);
  gtk_widget_class_install_action (widget_class, "talk.after", NULL, after_action);
  gtk_widget_class_install_action (widget_class, "talk.entry", NULL, entry_action);
}

static void
vb_talk_window_init (VbTalkWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static VbTalkWindow *
make (GtkWindow *parent,
      VbStore   *store)
{
  VbTalkWindow *self = g_object_new (VB_TYPE_TALK_WINDOW, "transient-for", parent, NULL);
  int width, height;

  /* No larger than the window that it stands above: that was given the room there is. */
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (parent != NULL && gtk_widget_get_width (GTK_WIDGET (parent)) > 0)
    gtk_window_set_default_size (GTK_WINDOW (self),
                                 MIN (width, gtk_widget_get_width (GTK_WIDGET (parent))),
                                 MIN (height, gtk_widget_get_height (GTK_WIDGET (parent))));
  self->talk = vb_talk_new (store);
  g_signal_connect_object (self->talk, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->talk, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->talk, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->talk, "person", G_CALLBACK (person_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->talk, "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->talk, "not-kept", G_CALLBACK (not_kept_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->talk, "over", G_CALLBACK (gtk_window_destroy), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);
  return self;
}

GtkWindow *
vb_talk_window_new (GtkWindow      *parent,
                    VbStore        *store,
                    const VbPerson *person,
                    const char     *instrument)
{
  VbTalkWindow *self = make (parent, store);

  vb_talk_begin (self->talk, person, instrument);
  return GTK_WINDOW (self);
}

GtkWindow *
vb_talk_window_open (GtkWindow  *parent,
                     VbStore    *store,
                     const char *conversation_id)
{
  VbTalkWindow *self = make (parent, store);

  vb_talk_open (self->talk, conversation_id);
  return GTK_WINDOW (self);
}

void
vb_talk_window_return (GtkWindow  *parent,
                       VbStore    *store,
                       const char *conversation_id)
{
  VbTalkWindow *self = make (parent, store);

  g_signal_connect_object (self->talk, "ready", G_CALLBACK (gtk_window_present), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->talk, "failed", G_CALLBACK (gtk_window_destroy), self,
                           G_CONNECT_SWAPPED);
  vb_talk_open (self->talk, conversation_id);
}

VbTalk *
vb_talk_window_get_talk (VbTalkWindow *self)
{
  g_return_val_if_fail (VB_IS_TALK_WINDOW (self), NULL);

  return self->talk;
}

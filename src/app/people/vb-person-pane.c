/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/people/vb-person-pane.h"

#include <glib/gi18n.h>

#include "app/conversation/vb-after-window.h"
#include "app/conversation/vb-talk-window.h"
#include "app/people/vb-access-section.h"
#include "app/people/vb-around-section.h"
#include "app/people/vb-consent-section.h"
#include "app/people/vb-consent-view.h"
#include "app/people/vb-contact-words.h"
#include "app/people/vb-household-section.h"
#include "app/people/vb-person-window.h"
#include "app/people/vb-plan-section.h"
#include "app/people/vb-referral-section.h"
#include "app/people/vb-plan-view.h"
#include "app/rights/vb-rights-button.h"
#include "app/vb-call.h"
#include "app/vb-words.h"
#include "app/widgets/vb-accessible.h"
#include "app/widgets/vb-error-page.h"
#include "app/widgets/vb-header-alone.h"
#include "app/widgets/vb-plain-row.h"
#include "app/widgets/vb-template.h"
#include "app/widgets/vb-wrap-button.h"
#include "app/widgets/vb-wrap-layout.h"
#include "app/window/vb-window.h"
#include "core/base/vb-time.h"
#include "core/store/vb-people.h"
#include "interop/vb-instrument-reader.h"

/* The answer mostly comes within a frame, and then takes the place of who was shown in one go: to
 * empty the page first would cost a frame of its own, and flash. Longer nobody may stand there. */
#define LINGER_MS 100

#define AT_ONCE 8 /* moments of the timeline: the last ones are what is looked for mostly */

struct _VbPersonPane
{
  GtkWidget parent_instance;

  AdwHeaderBar *header;
  GtkStack *stack;
  AdwStatusPage *error_page;
  GtkWidget *edit_button;
  VbRightsButton *rights_button;
  GtkLabel *name_label;
  GtkWidget *talk_button;
  GtkMenuButton *cards_button;
  GtkWidget *safe_group;
  AdwPreferencesRow *safe_row;
  GtkWidget *rest;
  GtkListBox *facts;
  VbHouseholdSection *household;
  VbAroundSection *around[VB_N_AROUND];
  VbConsentSection *consents;
  VbReferralSection *referrals;
  VbAccessSection *access;
  GtkStack *timeline_stack;
  GtkListBox *timeline;
  GtkButton *all_button;
  GtkScrolledWindow *scrolled;
  GtkWidget *agreed_group;
  GtkListBox *agreed_list;
  GtkButton *all_agreed_button;
  VbPlanSection *plan;
  GtkLabel *destroy_label;

  VbSession *session;
  GSignalGroup *store_signals;
  GCancellable *loading;
  GCancellable *looking; /* at what is secret of the person shown */
  char *id;
  gboolean returning; /* to the page that was seen before the store was closed */
  VbPersonRecord *record; /* (nullable) */
  guint filling;          /* the rest of the page */
  guint lingering;        /* who was shown, until the next one is there */
  GPtrArray *happened;    /* (nullable): of the timeline, the conversations and plans */
  GPtrArray *agreed;      /* (nullable): the consents and refusals */
  gboolean all;           /* the whole timeline was asked for */
  gboolean all_agreed;
  gboolean folded;
};

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_FOLDED,
  N_PROPS
};

enum
{
  OPENED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VbPersonPane, vb_person_pane, GTK_TYPE_WIDGET)

/* ------------------------------------------------------------------ facts */

static void
clear_list (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static AdwActionRow *
add_fact (VbPersonPane *self,
          const char   *title,
          const char   *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return NULL;
  row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", value,
                      "subtitle-lines", 0, NULL);
  gtk_list_box_append (self->facts, row);
  return ADW_ACTION_ROW (row);
}

static char *
dup_address (const VbPerson *person)
{
  GString *address = g_string_new (person->address_1);

  if (person->postal_code != NULL)
    g_string_append_printf (address, "%s%s", address->len > 0 ? ", " : "", person->postal_code);
  if (person->city != NULL)
    g_string_append_printf (address, "%s%s", person->postal_code != NULL ? " "
                                             : address->len > 0 ? ", " : "", person->city);
  return g_string_free (address, FALSE);
}

static void
revealed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  GtkWidget *button = call->owner;
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPersonRecord) record = vb_people_open_finish (VB_STORE (source), result, &error);
  g_autofree char *address = NULL;

  if (vb_call_is_over (call) || row == NULL || gtk_widget_get_root (row) == NULL)
    return;
  if (record == NULL)
    {
      vb_window_say_error (vb_window_of (row), _("Could not be opened"), error);
      return;
    }
  address = dup_address (record->person);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), address);
  gtk_widget_set_visible (button, FALSE);
}

/* A secret address lies behind a button, and the look at it is logged by itself. */
static void
reveal_cb (GtkButton *button,
           gpointer   user_data)
{
  VbPersonPane *self = user_data;
  VbStore *store = vb_session_get_store (self->session);

  if (store != NULL && self->record != NULL)
    vb_people_open_async (store, self->id, "secret-address", self->looking, revealed_cb,
                          vb_call_new (button, self->looking));
}

static void
add_address (VbPersonPane   *self,
             const VbPerson *person)
{
  g_autofree char *address = dup_address (person);
  AdwActionRow *row;
  GtkWidget *button;

  if (vb_person_shows (person, VB_PART_ADDRESS, VB_AUDIENCE_RECORD) == VB_SHOW_YES)
    {
      add_fact (self, _("Address"), address);
      return;
    }
  if (*address == '\0')
    return;
  row = add_fact (self, _("Address"), _("Secret"));
  button = gtk_button_new_with_label (_("Show"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  vb_accessible_set_label (GTK_WIDGET (button), _("Show the secret address"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (reveal_cb), self, 0);
  adw_action_row_add_suffix (row, button);
}

static char *
dup_birth (const VbPerson *person)
{
  g_autofree char *today = vb_time_today ();
  g_autofree char *date = NULL;
  int age = vb_person_get_age (person->birth_date, today);

  if (person->birth_date == NULL)
    return NULL;
  date = vb_words_date (person->birth_date);
  if (age < 0)
    return g_steal_pointer (&date);
  /* Translators: a birth date, then an age */
  return g_strdup_printf (g_dngettext (NULL, "%s (%d year)", "%s (%d years)", age), date, age);
}

static void
show_facts (VbPersonPane   *self,
            const VbPerson *person)
{
  g_autofree char *birth = dup_birth (person);
  g_autofree char *language = person->language != NULL
                              ? vb_words_language (person->language, NULL) : NULL;

  clear_list (self->facts);
  add_fact (self, _("Birth date"), birth);
  add_fact (self, _("Case number"), person->case_number);
  add_address (self, person);
  add_fact (self, _("Phone"), person->phone);
  add_fact (self, _("E-mail"), person->email);
  add_fact (self, _("Language"), language);
  if (person->interpreter)
    add_fact (self, _("Interpreter"), _("Needed"));
  if (person->easy_reading)
    /* Translators: how well the person reads */
    add_fact (self, C_("person", "Reading"), _("Easy words, and pictures"));
  if (gtk_widget_get_first_child (GTK_WIDGET (self->facts)) == NULL)
    add_fact (self, _("Nothing but the name is known"), _("Change this person to add more"));
}

/* ------------------------------------------------------------------ safe contact */

static void
show_safety (VbPersonPane   *self,
             const VbPerson *person)
{
  g_autofree char *rules = vb_contact_dup_rules (person);
  g_autofree char *text = g_strdup_printf (
    "%s%s%s", person->unsafe ? _("There was violence. Be careful with whom you tell what.") : "",
    person->unsafe && rules != NULL ? "\n" : "", rules != NULL ? rules : "");

  adw_preferences_row_set_title (self->safe_row, text);
  gtk_widget_set_visible (self->safe_group, *text != '\0');
}

/* ------------------------------------------------------------------ timeline */

/* A plan that is being carried out: there is one at a time. */
static gboolean
is_running (const VbMoment *moment)
{
  return g_strcmp0 (moment->state, "active") == 0 || g_strcmp0 (moment->state, "draft") == 0;
}

static gboolean
can_open (const VbMoment     *moment,
          const VbInstrument *instrument)
{
  return moment->kind == VB_MOMENT_CONSENT || moment->kind == VB_MOMENT_PLAN
         || (moment->kind == VB_MOMENT_CONVERSATION && instrument != NULL
             && g_strcmp0 (moment->state, "entered-in-error") != 0);
}

static const char *
title_of (const VbMoment     *moment,
          const VbInstrument *instrument)
{
  switch (moment->kind)
    {
    case VB_MOMENT_CONVERSATION:
      return instrument != NULL ? vb_instrument_get_words (instrument, instrument->title, NULL)
                                : _("Conversation");
    case VB_MOMENT_PLAN:
      return moment->title != NULL ? moment->title : _("Plan");
    case VB_MOMENT_CONSENT:
    default:
      return g_strcmp0 (moment->state, "refusal") == 0 ? _("Refusal") : _("Consent");
    }
}

static const char *
state_words (const VbMoment *moment)
{
  if (g_strcmp0 (moment->state, "in-progress") == 0)
    return _("not finished yet");
  if (g_strcmp0 (moment->state, "entered-in-error") == 0)
    return _("entered by mistake");
  if (g_strcmp0 (moment->state, "withdrawn") == 0)
    return _("withdrawn");
  if (moment->kind == VB_MOMENT_PLAN && !is_running (moment))
    return C_("plan", "over");
  return NULL;
}

static void
add_moment (VbPersonPane   *self,
            GtkListBox     *list,
            const VbMoment *moment)
{
  g_autoptr(VbInstrument) instrument =
    moment->kind == VB_MOMENT_CONVERSATION ? vb_instrument_find_shipped (moment->title) : NULL;
  g_autofree char *date = vb_words_date (moment->date);
  const char *state = state_words (moment);
  const char *whom = moment->kind == VB_MOMENT_CONSENT ? moment->title : NULL;
  g_autofree char *detail = g_strjoin (NULL, whom != NULL ? whom : "", whom != NULL ? " · " : "",
                                       date, state != NULL ? ", " : NULL, state, NULL);
  gboolean opens = can_open (moment, instrument);
  GtkWidget *row = vb_plain_row (ADW_TYPE_ACTION_ROW, "title", title_of (moment, instrument),
                                 "subtitle", detail, "title-lines", 0, "activatable", opens, NULL);

  if (opens)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_append (list, row);
}

static void
clear_timeline (VbPersonPane *self)
{
  clear_list (self->timeline);
  clear_list (self->agreed_list);
  g_clear_pointer (&self->happened, g_ptr_array_unref);
  g_clear_pointer (&self->agreed, g_ptr_array_unref);
}

/* Of somebody with many conversations the newest are there, and the others for who asks. */
static void
show_moments (VbPersonPane    *self,
              GtkListBox      *list,
              const GPtrArray *moments,
              gboolean         all,
              GtkButton       *more)
{
  guint n = all ? moments->len : MIN (moments->len, AT_ONCE);
  g_autofree char *label = g_strdup_printf (_("Show %u More"), moments->len - n);

  for (guint i = 0; i < n; i++)
    add_moment (self, list, g_ptr_array_index (moments, i));
  gtk_button_set_label (more, label);
  gtk_widget_set_visible (GTK_WIDGET (more), n < moments->len);
}

/* Consents and referrals stand apart: of somebody who is referred a lot there are many, and they
 * would hide the conversations. */
static void
show_timeline (VbPersonPane *self)
{
  const GPtrArray *timeline = self->record->timeline;

  clear_timeline (self);
  self->happened = g_ptr_array_new ();
  self->agreed = g_ptr_array_new ();
  for (guint i = 0; i < timeline->len; i++)
    {
      VbMoment *moment = g_ptr_array_index (timeline, i);

      if (moment->kind == VB_MOMENT_CONSENT)
        g_ptr_array_add (self->agreed, moment);
      else if (moment->kind != VB_MOMENT_REFERRAL)
        g_ptr_array_add (self->happened, moment);
    }
  show_moments (self, self->timeline, self->happened, self->all, self->all_button);
  show_moments (self, self->agreed_list, self->agreed, self->all_agreed, self->all_agreed_button);
  gtk_widget_set_visible (self->agreed_group, self->agreed->len > 0);
  gtk_stack_set_visible_child_name (self->timeline_stack,
                                    self->happened->len > 0 ? "timeline" : "nothing");
}

static void
all_cb (VbPersonPane *self)
{
  self->all = TRUE;
  if (self->record != NULL)
    show_timeline (self);
}

static void
all_agreed_cb (VbPersonPane *self)
{
  self->all_agreed = TRUE;
  if (self->record != NULL)
    show_timeline (self);
}

/* @record: (nullable) */
static void
show_around (VbPersonPane         *self,
             const VbPersonRecord *record)
{
  VbStore *store = record != NULL ? vb_session_get_store (self->session) : NULL;
  const VbPerson *person = record != NULL ? record->person : NULL;

  vb_household_section_show (self->household, store, record);
  for (guint i = 0; i < VB_N_AROUND; i++)
    vb_around_section_show (self->around[i], store, person);
  vb_consent_section_show (self->consents, store, person);
  vb_access_section_show (self->access, store, person);
  vb_referral_section_show (self->referrals, record);
}

/* ------------------------------------------------------------------ loading */

static void
show_rest (VbPersonPane *self)
{
  show_facts (self, self->record->person);
  show_around (self, self->record);
  gtk_widget_set_visible (self->rest, TRUE);
}

/* Who is there and what happened last comes first; what hangs under it, between two frames: until
 * then nothing stands there, and certainly not what belongs to who was shown before. */
static gboolean
fill_cb (gpointer data)
{
  VbPersonPane *self = data;

  self->filling = 0;
  show_rest (self);
  return G_SOURCE_REMOVE;
}

static void
show_record (VbPersonPane *self,
             gboolean      anew)
{
  const VbPerson *person = self->record->person;
  g_autofree char *name = vb_person_dup_name (person);
  g_autofree char *day = vb_words_date (self->record->destroy_from);
  g_autofree char *destroy = g_strdup_printf (_("If nothing changes, this record goes from %s on."),
                                              day);

  gtk_label_set_label (self->name_label, name);
  show_safety (self, person);
  show_timeline (self);
  vb_plan_section_show (self->plan, vb_session_get_store (self->session), person);
  if (anew)
    {
      /* How to reach somebody safely stands at the top: it is seen of everyone. */
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
      gtk_widget_set_visible (self->rest, FALSE);
      self->filling = g_idle_add (fill_cb, self);
    }
  else
    {
      show_rest (self);
    }
  gtk_label_set_label (self->destroy_label, destroy);
  gtk_widget_set_visible (self->edit_button, TRUE);
  vb_rights_button_set_person (self->rights_button, self->id, name, self->record->destroy_from);
  gtk_stack_set_visible_child_name (self->stack, "person");
}

static void
let_go (VbPersonPane *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_pointer (&self->happened, g_ptr_array_unref);
  g_clear_pointer (&self->agreed, g_ptr_array_unref);
  g_clear_pointer (&self->record, vb_person_record_free);
  self->all = self->all_agreed = FALSE;
}

/* Nothing of who was shown is left. */
static void
clear_page (VbPersonPane *self)
{
  g_clear_handle_id (&self->lingering, g_source_remove);
  clear_timeline (self);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), FALSE);
  gtk_widget_set_visible (self->agreed_group, FALSE);
  vb_plan_section_show (self->plan, NULL, NULL);
  gtk_label_set_label (self->name_label, "");
  clear_list (self->facts);
  show_around (self, NULL);
  adw_preferences_row_set_title (self->safe_row, "");
  gtk_widget_set_visible (self->safe_group, FALSE);
  gtk_label_set_label (self->destroy_label, "");
  gtk_widget_set_visible (self->edit_button, FALSE);
  vb_rights_button_set_person (self->rights_button, NULL, NULL, NULL);
}

static void
forget (VbPersonPane *self)
{
  let_go (self);
  clear_page (self);
}

/* The answer is long in coming. */
static gboolean
linger_cb (gpointer data)
{
  VbPersonPane *self = data;

  self->lingering = 0;
  clear_page (self);
  return G_SOURCE_REMOVE;
}

/* For another person. What must be seen by nobody else is gone at once. */
static void
leave (VbPersonPane *self)
{
  const VbPerson *person = self->record != NULL ? self->record->person : NULL;
  gboolean careful = person != NULL && (person->unsafe || person->address_secret);

  let_go (self);
  if (careful)
    clear_page (self);
  else if (self->lingering == 0)
    self->lingering = g_timeout_add (LINGER_MS, linger_cb, self);
}

static void
show_nobody (VbPersonPane *self)
{
  forget (self);
  gtk_stack_set_visible_child_name (self->stack, "none");
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VbCall) call = user_data;
  VbPersonPane *self = call->owner;
  g_autoptr(GError) error = NULL;
  g_autoptr(VbPersonRecord) record = vb_people_open_finish (VB_STORE (source), result, &error);
  gboolean anew = self->record == NULL;
  gboolean returning;

  if (vb_call_is_over (call))
    return;
  returning = self->returning && g_error_matches (error, VB_ERROR, VB_ERROR_NOT_FOUND);
  self->returning = FALSE;
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->lingering, g_source_remove);
  if (record == NULL && returning)
    {
      /* Another store was opened, which never heard of them. */
      g_clear_pointer (&self->id, g_free);
      show_nobody (self);
      return;
    }
  if (record == NULL)
    {
      forget (self);
      vb_error_page_show (self->error_page, error);
      gtk_stack_set_visible_child_name (self->stack, "error");
      return;
    }
  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_pointer (&self->record, vb_person_record_free);
  self->record = g_steal_pointer (&record);
  show_record (self, anew);
  g_signal_emit (self, signals[OPENED], 0);
}

static void
load (VbPersonPane *self)
{
  VbStore *store = vb_session_get_store (self->session);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (store == NULL || self->id == NULL)
    return;
  self->loading = g_cancellable_new ();
  vb_people_open_async (store, self->id, NULL, self->loading, opened_cb,
                        vb_call_new (self, self->loading));
}

static void
store_set_cb (VbPersonPane *self)
{
  g_signal_group_set_target (self->store_signals, vb_session_get_store (self->session));
  if (vb_session_get_store (self->session) != NULL)
    return;
  /* Whose page it was stays known, for when it is unlocked: nothing of them can be seen. */
  self->returning = self->id != NULL;
  show_nobody (self);
}

/* Only what is really seen again is opened again: each opening is in the log. */
static void
mapped_cb (VbPersonPane *self)
{
  if (self->returning)
    load (self);
}

static void
store_changed_cb (VbPersonPane *self,
                  guint64       tables)
{
  if ((tables & VB_CHANGED_PEOPLE) != 0 && self->id != NULL
      && gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

/* ------------------------------------------------------------------ doing */

static void
edit_cb (VbPersonPane *self)
{
  VbWindow *window = vb_window_of (self);

  if (self->record != NULL && window != NULL)
    gtk_window_present (vb_person_window_new (GTK_WINDOW (window),
                                              vb_session_get_store (self->session),
                                              self->record->person));
}

static void
begin_talk (VbPersonPane *self,
            const char   *instrument)
{
  VbWindow *window = vb_window_of (self);

  if (self->record != NULL && window != NULL)
    gtk_window_present (vb_talk_window_new (GTK_WINDOW (window),
                                            vb_session_get_store (self->session),
                                            self->record->person, instrument));
}

static void
talk_cb (VbPersonPane *self)
{
  begin_talk (self, VB_HEALTH_WEB);
}

static void
domains_cb (VbPersonPane *self)
{
  begin_talk (self, VB_FOUR_DOMAINS);
}

static void
refer_cb (VbPersonPane *self)
{
  if (self->id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.refer-person", "s", self->id);
}

static void
talk_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  begin_talk (VB_PERSON_PANE (widget), g_variant_get_string (parameter, NULL));
}

/* The cards that have no button of their own. */
static void
fill_cards (VbPersonPane *self)
{
  g_autoptr(GPtrArray) instruments = vb_instrument_list_shipped ();
  g_autoptr(GMenu) menu = g_menu_new ();

  for (guint i = 0; i < instruments->len; i++)
    {
      const VbInstrument *instrument = g_ptr_array_index (instruments, i);
      g_autoptr(GMenuItem) item = NULL;

      if (g_str_equal (instrument->url, VB_HEALTH_WEB)
          || g_str_equal (instrument->url, VB_FOUR_DOMAINS))
        continue;
      item = g_menu_item_new (vb_instrument_get_words (instrument, instrument->title, NULL), NULL);
      g_menu_item_set_action_and_target (item, "person.talk", "s", instrument->url);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->cards_button, G_MENU_MODEL (menu));
}

static void
housemate_cb (VbPersonPane *self,
              const char   *id)
{
  vb_person_pane_show (self, id);
}

static void
moment_cb (VbPersonPane  *self,
           GtkListBoxRow *row)
{
  guint index = gtk_list_box_row_get_index (row);
  VbStore *store = vb_session_get_store (self->session);
  VbWindow *window = vb_window_of (self);
  const VbMoment *moment;

  if (self->record == NULL || self->happened == NULL || index >= self->happened->len
      || window == NULL)
    return;
  moment = g_ptr_array_index (self->happened, index);
  if (moment->kind == VB_MOMENT_CONVERSATION)
    gtk_window_present (vb_talk_window_open (GTK_WINDOW (window), store, moment->id));
  else if (!is_running (moment))
    gtk_window_present (vb_plan_view_new (GTK_WINDOW (window), store, moment->id));
  else if (moment->conversation_id != NULL)
    vb_after_window_open (GTK_WINDOW (window), store, moment->conversation_id);
  else
    vb_after_window_open_plan (GTK_WINDOW (window), store, self->record->person);
}

static void
agreed_cb (VbPersonPane  *self,
           GtkListBoxRow *row)
{
  guint index = gtk_list_box_row_get_index (row);
  VbWindow *window = vb_window_of (self);
  const VbMoment *moment;

  if (self->record == NULL || self->agreed == NULL || index >= self->agreed->len
      || window == NULL)
    return;
  moment = g_ptr_array_index (self->agreed, index);
  gtk_window_present (vb_consent_view_new (GTK_WINDOW (window),
                                           vb_session_get_store (self->session), self->id,
                                           self->record->person->birth_date, moment->id));
}

/* ------------------------------------------------------------------ object */

static void
set_session (VbPersonPane *self,
             VbSession    *session)
{
  if (!g_set_object (&self->session, session) || session == NULL)
    return;
  g_signal_connect_object (session, "notify::store", G_CALLBACK (store_set_cb), self,
                           G_CONNECT_SWAPPED);
  store_set_cb (self);
}

static void
vb_person_pane_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  VbPersonPane *self = VB_PERSON_PANE (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
vb_person_pane_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VbPersonPane *self = VB_PERSON_PANE (object);

  switch (id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
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
vb_person_pane_dispose (GObject *object)
{
  VbPersonPane *self = VB_PERSON_PANE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->store_signals);
  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_handle_id (&self->lingering, g_source_remove);
  vb_template_dispose (GTK_WIDGET (self), VB_TYPE_PERSON_PANE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vb_person_pane_parent_class)->dispose (object);
}

static void
vb_person_pane_finalize (GObject *object)
{
  VbPersonPane *self = VB_PERSON_PANE (object);

  g_clear_pointer (&self->happened, g_ptr_array_unref);
  g_clear_pointer (&self->agreed, g_ptr_array_unref);
  g_clear_pointer (&self->record, vb_person_record_free);
  g_free (self->id);

  G_OBJECT_CLASS (vb_person_pane_parent_class)->finalize (object);
}

static void
vb_person_pane_class_init (VbPersonPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = vb_person_pane_get_property;
  object_class->set_property = vb_person_pane_set_property;
  object_class->dispose = vb_person_pane_dispose;
  object_class->finalize = vb_person_pane_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, VB_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (VB_TYPE_AROUND_SECTION);
  g_type_ensure (VB_TYPE_ACCESS_SECTION);
  g_type_ensure (VB_TYPE_REFERRAL_SECTION);
  g_type_ensure (VB_TYPE_CONSENT_SECTION);
  g_type_ensure (VB_TYPE_HOUSEHOLD_SECTION);
  g_type_ensure (VB_TYPE_PLAN_SECTION);
  g_type_ensure (VB_TYPE_WRAP_BUTTON);
  g_type_ensure (VB_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  g_type_ensure (VB_TYPE_RIGHTS_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/verbinder/Verbinder/people/vb-person-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, header);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, stack);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, error_page);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, edit_button);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, rights_button);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, name_label);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, talk_button);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, cards_button);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, safe_group);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, safe_row);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, rest);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, facts);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, household);
  gtk_widget_class_bind_template_child_full (widget_class, "representatives", FALSE,
                                             G_STRUCT_OFFSET (VbPersonPane, around[0]));
  gtk_widget_class_bind_template_child_full (widget_class, "relations", FALSE,
                                             G_STRUCT_OFFSET (VbPersonPane, around[1]));
  gtk_widget_class_bind_template_child_full (widget_class, "helpers", FALSE,
                                             G_STRUCT_OFFSET (VbPersonPane, around[2]));
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, consents);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, access);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, referrals);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, timeline_stack);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, timeline);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, all_button);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, agreed_group);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, scrolled);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, agreed_list);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, all_agreed_button);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, plan);
  gtk_widget_class_bind_template_child (widget_class, VbPersonPane, destroy_label);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, talk_cb);
  gtk_widget_class_bind_template_callback (widget_class, domains_cb);
  gtk_widget_class_bind_template_callback (widget_class, refer_cb);
  gtk_widget_class_install_action (widget_class, "person.talk", "s", talk_action);
  gtk_widget_class_bind_template_callback (widget_class, moment_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_agreed_cb);
  gtk_widget_class_bind_template_callback (widget_class, agreed_cb);
  gtk_widget_class_bind_template_callback (widget_class, housemate_cb);
}

/* They are kept once they are read. */
static void
read_instruments_cb (gpointer unused)
{
  g_ptr_array_unref (vb_instrument_list_shipped ());
}

static void
vb_person_pane_init (VbPersonPane *self)
{
  self->looking = g_cancellable_new ();
  /* Before the first person is opened, who would wait for it. */
  g_idle_add_once (read_instruments_cb, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_cards (self);
  self->store_signals = g_signal_group_new (VB_TYPE_STORE);
  g_signal_group_connect_swapped (self->store_signals, "changed", G_CALLBACK (store_changed_cb),
                                  self);
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
}

void
vb_person_pane_show (VbPersonPane *self,
                     const char   *id)
{
  g_return_if_fail (VB_IS_PERSON_PANE (self) && id != NULL);

  if (g_strcmp0 (self->id, id) != 0)
    {
      leave (self);
      g_free (self->id);
      self->id = g_strdup (id);
      self->returning = FALSE;
    }
  load (self);
}

const char *
vb_person_pane_get_id (VbPersonPane *self)
{
  g_return_val_if_fail (VB_IS_PERSON_PANE (self), NULL);

  return self->id;
}

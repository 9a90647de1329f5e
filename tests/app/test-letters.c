/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The letters of a referral on paper: only what was ticked, on no sheet more than belongs there,
 * and in the words of the practice where it has its own. */

#include "app-fixture.h"

#include "app/paper/vb-paper-letter.h"
#include "app/paper/vb-paper-window.h"
#include "app/paper/vb-referral-carried.h"
#include "app/paper/vb-referral-moment.h"
#include "app/paper/vb-referral-paper.h"
#include "app/people/vb-person-field.h"
#include "app/preferences/vb-letter-page.h"
#include "app/preferences/vb-letter-window.h"
#include "app/referral/vb-referrals-moves.h"
#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-database-private.h"
#include "core/store/vb-letters.h"
#include "core/store/vb-people.h"
#include "core/store/vb-referrals-team.h"
#include "core/store/vb-referrals.h"
#include "interop/vb-letter-shipped.h"

#define A4 595, 842, 45
#define A5 420, 595, 28

/* ------------------------------------------------------------------ a referral */

/* What must never be read is found by "QQ"; what only the letter may tell by "Greet". */
static VbReferral *
make_referral (VbReferralKind kind,
               const char    *person_id)
{
  VbReferral *self = vb_referral_new (kind, person_id);
  char **own[] = { &self->necessity, &self->proportionality, &self->subsidiarity,
                   &self->triage_words };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    *own[i] = g_strdup ("QQ thought");
  self->question = g_strdup ("Wilt u met Greet kennismaken?");
  self->sender_name = g_strdup ("Huisarts, De Sluisknecht");
  self->sender_phone = g_strdup ("023 000 00 01");
  self->recipient_name = g_strdup ("Welzijnscoach, Buurthuis");
  self->handover = g_strdup ("together");
  self->safe_contact = g_strdup ("QQ: bel de buurvrouw");
  self->due_on = g_strdup ("2026-12-01");
  self->due_side = g_strdup ("receiver");
  self->urgency_felt = 3;
  vb_referral_add_item (self, VB_DATA_NAME, NULL, "Naam", "Greet van Dijk")->included = TRUE;
  vb_referral_add_item (self, VB_DATA_WISH, NULL, "Wens", "weer fietsen")->included = TRUE;
  vb_referral_add_item (self, VB_DATA_DIAGNOSIS, "B80", "Diagnose", "QQ diagnosis");
  return self;
}

static VbLetter *
load_letter (VbLetterKind kind,
             const char  *language)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = vb_letter_shipped_load (kind, language, &error);
  g_auto(VbLetterFault) fault = { 0, NULL, NULL };
  VbLetter *letter;

  g_assert_no_error (error);
  letter = vb_letter_parse (kind, text, &fault);
  g_assert_null (fault.reason);
  return letter;
}

static VbPaper *
make_paper (const VbReferral *referral,
            VbLetterKind      kind,
            const char       *language,
            double            size)
{
  g_autoptr(VbLetterValues) values = vb_paper_letter_values (referral, "Kerkstraat 1\nHaarlem");
  g_autoptr(VbLetter) letter = load_letter (kind, language);

  return vb_paper_letter_new (letter, values, language, size, kind == VB_LETTER_ENVELOPE);
}

static char *
dup_words (const VbReferral *referral,
           VbLetterKind      kind,
           const char       *language)
{
  g_autoptr(VbPaper) paper = make_paper (referral, kind, language, 11);

  return vb_paper_dup_text (paper);
}

/* ------------------------------------------------------------------ what is on it */

static void
assert_has (const char *text,
            const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("“%s” is not in: %s", words, text);
}

static void
assert_has_not (const char *text,
                const char *words)
{
  if (strstr (text, words) != NULL)
    g_error ("“%s” is in: %s", words, text);
}

static void
test_only_what_was_ticked (void)
{
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, "p");
  const char *const *languages = vb_letter_shipped_languages ();

  for (guint i = 0; languages[i] != NULL; i++)
    for (guint kind = 0; kind < VB_N_LETTERS; kind++)
      {
        g_autofree char *text = dup_words (referral, kind, languages[i]);

        assert_has_not (text, "QQ");
        assert_has_not (text, "B80");
        assert_has (text, referral->code);
      }
}

/* Even when a letter asks for everything that there is. */
static void
test_no_letter_can_ask_for_more (void)
{
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, "p");
  g_autoptr(VbLetterValues) values = vb_paper_letter_values (referral, NULL);

  for (guint kind = 0; kind < VB_N_LETTERS; kind++)
    {
      g_autofree const char **fields = vb_letter_list_fields (kind);

      for (guint i = 0; fields[i] != NULL; i++)
        {
          const char *value = g_hash_table_lookup (values->fields, fields[i]);

          assert_has_not (value != NULL ? value : "", "QQ");
        }
    }
  g_assert_cmpuint (values->items->len, ==, 2);
}

static void
test_outside_names_nobody (void)
{
  static const VbLetterKind outside[] = { VB_LETTER_ENVELOPE, VB_LETTER_REPLY, VB_LETTER_FEEDBACK };
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, "p");

  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      g_autofree char *text = dup_words (referral, outside[i], "nl");

      assert_has_not (text, "Greet");
      assert_has_not (text, "fietsen");
      assert_has (text, referral->code);
    }
}

static void
test_letter_tells_what_is_asked (void)
{
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, "p");
  g_autofree char *dutch = dup_words (referral, VB_LETTER_REFERRAL, "nl");
  g_autofree char *english = dup_words (referral, VB_LETTER_REFERRAL, "en");
  g_autofree char *person = NULL, *safe = NULL;

  assert_has (dutch, "Wilt u met Greet kennismaken?");
  assert_has (dutch, "weer fietsen");
  assert_has (dutch, "een gesprek met ons drieën");
  assert_has (dutch, "01-12-2026");
  assert_has (dutch, "gaf toestemming");
  assert_has_not (dutch, "Triage");
  assert_has (english, "a talk with the three of us");
  vb_referral_add_item (referral, VB_DATA_CONTACT, NULL, "Bellen", "06 1")->included = TRUE;
  vb_referral_add_item (referral, VB_DATA_TRIAGE, NULL, "Triage", "drukt")->included = TRUE;
  safe = dup_words (referral, VB_LETTER_REFERRAL, "nl");
  assert_has (safe, "bel de buurvrouw");
  assert_has (safe, "Ervaren urgentie");
  person = dup_words (referral, VB_LETTER_PERSON, "nl");
  assert_has (person, "Voor Greet van Dijk");
  assert_has (person, "weer fietsen");
}

static void
test_feedback_tells_what_the_receiver_said (void)
{
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, NULL);
  VbReferralEvent *asked = vb_shape_new (&vb_referral_event_shape);
  VbReferralEvent *met = vb_shape_new (&vb_referral_event_shape);
  g_autofree char *text = NULL;

  asked->side = g_strdup ("sender");
  asked->step = g_strdup ("answer");
  asked->words = g_strdup ("dat zei de huisarts");
  met->side = g_strdup ("receiver");
  met->step = g_strdup ("contact");
  met->day = g_strdup ("2026-11-18");
  met->words = g_strdup ("We gaan samen kijken");
  g_ptr_array_add (referral->events, met);
  g_ptr_array_add (referral->events, asked);
  g_free (referral->state);
  referral->state = g_strdup ("contacted");
  text = dup_words (referral, VB_LETTER_FEEDBACK, "nl");
  assert_has (text, "Het eerste gesprek is geweest.");
  assert_has (text, "18-11-2026");
  assert_has (text, "We gaan samen kijken");
  assert_has_not (text, "dat zei de huisarts");
}

static guint
count_pages (VbPaper *paper,
             double   width,
             double   height,
             double   margin)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR, NULL);
  cairo_t *cr = cairo_create (surface);
  guint n = vb_paper_draw_sheet (paper, cr, width, height, margin, 0);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

static void
test_letters_fit (void)
{
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, "p");

  for (guint kind = 0; kind < VB_N_LETTERS; kind++)
    {
      g_autoptr(VbPaper) large = make_paper (referral, kind, "nl", 11);
      g_autoptr(VbPaper) small = make_paper (referral, kind, "nl", 8.7);

      g_test_message ("%s", vb_letter_kind_get_code (kind));
      g_assert_cmpuint (count_pages (large, A4), ==, 1);
      g_assert_cmpuint (count_pages (small, A5), <=, 2);
    }
}

static void
test_examples_are_of_nobody (void)
{
  for (guint kind = 0; kind < VB_N_LETTERS; kind++)
    {
      g_autoptr(VbLetter) letter = load_letter (kind, "nl");
      g_autoptr(VbLetterValues) values = vb_paper_letter_example (kind, "nl");
      g_autoptr(VbPaper) paper = vb_paper_letter_new (letter, values, "nl", 11, FALSE);
      g_autofree char *text = vb_paper_dup_text (paper);

      assert_has (text, "oorbeeld");
      assert_has (text, "BCD-2345");
    }
}

/* ------------------------------------------------------------------ for a calendar */

static char *
dup_calendar (const VbReferral *referral)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GBytes) bytes = vb_referral_dup_calendar (referral, now);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_calendar_names_nobody (void)
{
  g_autoptr(VbReferral) referral = make_referral (VB_KIND_REFERRAL, "p");
  VbReferralEvent *planned = vb_shape_new (&vb_referral_event_shape);
  g_autofree char *before = NULL, *after = NULL, *done = NULL;

  referral->handover_on = g_strdup ("2026-11-25");
  before = dup_calendar (referral);
  assert_has (before, "20261125");
  assert_has (before, "20261201");
  assert_has (before, referral->code);
  assert_has_not (before, "Greet");
  assert_has_not (before, "QQ");
  planned->step = g_strdup ("plan-handover");
  planned->day = g_strdup ("2026-11-27");
  g_ptr_array_add (referral->events, planned);
  after = dup_calendar (referral);
  assert_has (after, "20261127");
  assert_has_not (after, "20261125");
  g_free (referral->state);
  referral->state = g_strdup ("started");
  done = dup_calendar (referral);
  assert_has_not (done, "20261127");
  g_clear_pointer (&referral->due_on, g_free);
  g_assert_false (vb_referral_has_moment (referral));
  g_assert_null (vb_referral_dup_calendar (referral, NULL));
}

/* ------------------------------------------------------------------ the window */

static char *
keep_draft (App            *app,
            VbReferralKind  kind)
{
  VbStore *store = vb_session_get_store (app->session);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = vb_people_find_sync (store, "Ron Wiersma", 5, NULL, &error);
  g_autoptr(VbReferral) draft = NULL;

  g_assert_no_error (error);
  draft = make_referral (kind, ((VbPersonLine *) found->pdata[0])->id);
  vb_referrals_save_sync (store, NULL, draft, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (draft->id);
}

/* (transfer full): one that went, and runs */
static char *
find_sent (App            *app,
           VbReferralKind  kind)
{
  g_autofree char *today = vb_time_today ();
  const VbReferralQuery query = { .box = VB_BOX_SENT, .today = today, .limit = 1,
                                  .kinds = 1u << kind };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sent = vb_referrals_list_sync (vb_session_get_store (app->session), &query,
                                                      NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sent->len, >, 0);
  return g_strdup (((VbReferralLine *) g_ptr_array_index (sent, 0))->id);
}

static GtkWindow *
find_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (VB_IS_PAPER_WINDOW (window))
        return window;
    }
  return NULL;
}

static gboolean
is_there (gpointer data)
{
  return find_window () != NULL;
}

static GtkWindow *
open_letters (App          *app,
              const char   *id,
              VbLetterKind  which)
{
  vb_referral_paper_open (GTK_WINDOW (app->window), app->session, id, which);
  app_wait (is_there, NULL);
  return find_window ();
}

static GListModel *
list_sheets (GtkWindow *window)
{
  GtkWidget *drop =
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window), VB_TYPE_PAPER_WINDOW,
                                               "sheet_drop"));

  return gtk_drop_down_get_model (GTK_DROP_DOWN (drop));
}

static void
test_window_begins_with_what_was_asked (void)
{
  static const char *const names[] = { "Sheet for the envelope", "Referral letter", "Reply form",
                                       "For the person", "Consent form" };
  App app;
  g_autofree char *id = NULL;
  GtkWindow *window;
  GListModel *sheets;

  app_open (&app);
  id = find_sent (&app, VB_KIND_REFERRAL);
  window = open_letters (&app, id, VB_LETTER_ENVELOPE);
  sheets = list_sheets (window);
  g_assert_cmpuint (g_list_model_get_n_items (sheets), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (sheets), i), ==, names[i]);
  app_draw (window);
  gtk_window_destroy (window);
  app_close (&app);
}

/* Nobody checked yet whether what is in it may go. */
static void
test_draft_has_no_letter_but_the_form_for_consent (void)
{
  App app;
  g_autofree char *id = NULL;
  GtkWindow *window;
  GListModel *sheets;

  app_open (&app);
  id = keep_draft (&app, VB_KIND_REFERRAL);
  window = open_letters (&app, id, VB_LETTER_REFERRAL);
  sheets = list_sheets (window);
  g_assert_cmpuint (g_list_model_get_n_items (sheets), ==, 1);
  g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (sheets), 0), ==, "Consent form");
  gtk_window_destroy (window);
  g_free (id);
  id = keep_draft (&app, VB_KIND_INFORMATION);
  window = open_letters (&app, id, VB_LETTER_REFERRAL);
  g_assert_cmpuint (g_list_model_get_n_items (list_sheets (window)), ==, 1);
  gtk_window_destroy (window);
  app_close (&app);
}

/* Questions of fact are no referral, whatever button was pressed. */
static void
test_questions_of_fact_begin_with_their_own_letter (void)
{
  App app;
  g_autofree char *id = NULL;
  GtkWindow *window;
  GListModel *sheets;

  app_open (&app);
  id = find_sent (&app, VB_KIND_INFORMATION);
  window = open_letters (&app, id, VB_LETTER_REFERRAL);
  sheets = list_sheets (window);
  g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (sheets), 0), ==,
                   "Request for medical facts");
  for (guint i = 0; i < g_list_model_get_n_items (sheets); i++)
    g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (sheets), i), !=,
                     "Referral letter");
  gtk_window_destroy (window);
  app_close (&app);
}

/* (transfer full): the id of what went on a consent that was taken back since */
static char *
take_consent_back (App *app)
{
  VbStore *store = vb_session_get_store (app->session);
  char *id = find_sent (app, VB_KIND_REFERRAL);
  g_autoptr(GError) error = NULL;
  g_autoptr(VbReferral) referral = vb_referrals_open_sync (store, id, NULL, &error);
  g_autoptr(GPtrArray) consents = NULL;
  guint n = 0;

  g_assert_no_error (error);
  g_assert_cmpint (vb_ground_find (referral->ground), ==, VB_GROUND_CONSENT);
  consents = vb_consents_list_sync (store, referral->person_id, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < consents->len; i++)
    {
      const VbConsent *consent = g_ptr_array_index (consents, i);

      if (g_strcmp0 (consent->recipient_id, referral->recipient_id) == 0)
        n += vb_consents_withdraw_sync (store, consent->id, "person", NULL, NULL, &error);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, >, 0);
  return id;
}

/* It went, and that cannot be undone; but no more of it goes on paper. */
static void
test_consent_that_was_taken_back_is_printed_no_more (void)
{
  App app;
  g_autofree char *id = NULL;
  GtkWindow *window;
  GListModel *sheets;

  app_open (&app);
  id = take_consent_back (&app);
  window = open_letters (&app, id, VB_LETTER_REFERRAL);
  sheets = list_sheets (window);
  g_assert_cmpuint (g_list_model_get_n_items (sheets), ==, 1);
  g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (sheets), 0), ==, "Consent form");
  gtk_window_destroy (window);
  app_close (&app);
}

/* ------------------------------------------------------------------ when it left */

/* (transfer full): one to somebody who has no Verbinder, that went today */
static char *
send_on_paper (App *app)
{
  VbStore *store = vb_session_get_store (app->session);
  g_autofree char *today = vb_time_today ();
  const VbReferralQuery query = { .box = VB_BOX_SENT, .today = today, .limit = 20,
                                  .kinds = 1u << VB_KIND_REFERRAL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sent = vb_referrals_list_sync (store, &query, NULL, &error);
  char *id = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < sent->len && id == NULL; i++)
    {
      const VbReferralLine *line = g_ptr_array_index (sent, i);
      g_autoptr(VbReferral) referral = vb_referrals_open_sync (store, line->id, NULL, &error);

      g_assert_no_error (error);
      if (referral->on_paper)
        id = vb_referrals_begin_again_sync (store, line->id, NULL, &error);
    }
  g_assert_no_error (error);
  g_assert_nonnull (id);
  vb_referrals_take_sync (store, &(VbReferralAct) { .step = VB_STEP_SEND, .id = id }, NULL, &error);
  g_assert_no_error (error);
  return id;
}

static GtkWidget *
part_of (gpointer    asked,
         const char *name)
{
  return GTK_WIDGET (app_child (asked, VB_TYPE_REFERRAL_CARRIED, name));
}

static GtkWidget *
bin_of (GtkWindow *window)
{
  return GTK_WIDGET (app_child (window, VB_TYPE_PAPER_WINDOW, "after_bin"));
}

static gboolean
is_carried (gpointer asked)
{
  return !gtk_widget_get_visible (part_of (asked, "day_box"));
}

static void
print_sheet (GtkWindow  *window,
             const char *name)
{
  GListModel *sheets = list_sheets (window);
  GtkDropDown *drop = GTK_DROP_DOWN (app_child (window, VB_TYPE_PAPER_WINDOW, "sheet_drop"));

  for (guint i = 0; i < g_list_model_get_n_items (sheets); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (sheets), i), name))
      gtk_drop_down_set_selected (drop, i);
  _vb_paper_window_went_out (VB_PAPER_WINDOW (window));
}

/* On paper it leaves when somebody hands it over, and that is asked as soon as it can. */
static void
test_when_it_left_is_asked_as_soon_as_it_is_on_paper (void)
{
  App app;
  g_autofree char *id = NULL;
  g_autoptr(VbReferral) after = NULL;
  GtkWindow *window;
  GtkWidget *asked;

  app_open (&app);
  id = send_on_paper (&app);
  window = open_letters (&app, id, VB_LETTER_REFERRAL);
  asked = app_find (bin_of (window), VB_TYPE_REFERRAL_CARRIED);
  g_assert_nonnull (asked);
  g_assert_false (gtk_widget_get_visible (bin_of (window)));
  print_sheet (window, "For the person"); /* that one goes home, not to them */
  g_assert_false (gtk_widget_get_visible (bin_of (window)));
  print_sheet (window, "Referral letter");
  g_assert_true (gtk_widget_get_visible (bin_of (window)));
  /* today stands there: one press is enough */
  gtk_widget_activate (part_of (asked, "take_button"));
  app_wait (is_carried, asked);
  after = vb_referrals_open_sync (vb_session_get_store (app.session), id, NULL, NULL);
  g_assert_true (vb_referrals_moves_is_carried (after));
  gtk_window_destroy (window);
  app_close (&app);
}

static void
test_a_day_that_cannot_be_is_asked_again (void)
{
  App app;
  g_autofree char *id = NULL;
  g_autoptr(VbReferral) after = NULL;
  GtkWindow *window;
  GtkWidget *asked;

  app_open (&app);
  id = send_on_paper (&app);
  window = open_letters (&app, id, VB_LETTER_REFERRAL);
  asked = app_find (bin_of (window), VB_TYPE_REFERRAL_CARRIED);
  print_sheet (window, "Referral letter");
  vb_person_field_set_text (VB_PERSON_FIELD (part_of (asked, "day_field")), "morgen");
  gtk_widget_activate (part_of (asked, "take_button"));
  g_assert_false (is_carried (asked));
  vb_person_field_set_text (VB_PERSON_FIELD (part_of (asked, "day_field")), "31-12-2099");
  gtk_widget_activate (part_of (asked, "take_button"));
  app_idle (300);
  g_assert_false (is_carried (asked));
  after = vb_referrals_open_sync (vb_session_get_store (app.session), id, NULL, NULL);
  g_assert_false (vb_referrals_moves_is_carried (after));
  gtk_window_destroy (window);
  app_close (&app);
}

static void
test_of_what_goes_by_itself_nothing_is_asked (void)
{
  App app;
  g_autofree char *id = NULL;
  GtkWindow *window;

  app_open (&app);
  id = find_sent (&app, VB_KIND_INFORMATION);
  window = open_letters (&app, id, VB_LETTER_INFORMATION);
  g_assert_null (app_find (bin_of (window), VB_TYPE_REFERRAL_CARRIED));
  gtk_window_destroy (window);
  app_close (&app);
}

static gboolean
is_dialog_there (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          gtk_window_destroy (window);
          return TRUE;
        }
    }
  return FALSE;
}

static void
test_what_is_not_there_is_said (void)
{
  App app;

  app_open (&app);
  vb_referral_paper_open (GTK_WINDOW (app.window), app.session, "nobody", VB_LETTER_REFERRAL);
  app_wait (is_dialog_there, NULL);
  g_assert_null (find_window ());
  app_close (&app);
}

static void
test_own_version_is_kept_and_used (void)
{
  App app;
  VbStore *store;
  g_autoptr(VbOwnLetters) own = NULL, again = NULL;
  g_autoptr(GError) error = NULL;

  app_open (&app);
  store = vb_session_get_store (app.session);
  g_assert_false (vb_letters_save_sync (store, VB_LETTER_REPLY, "nl", "= T\n{subject}", NULL,
                                        &error));
  g_assert_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT);
  g_clear_error (&error);
  vb_letters_save_sync (store, VB_LETTER_REPLY, "nl", "= Van ons\n{code}", NULL, &error);
  g_assert_no_error (error);
  own = vb_letters_load_sync (store, "nl", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (own->text[VB_LETTER_REPLY], ==, "= Van ons\n{code}");
  g_assert_null (own->text[VB_LETTER_REFERRAL]);
  vb_letters_save_sync (store, VB_LETTER_REPLY, "nl", NULL, NULL, &error);
  g_assert_no_error (error);
  again = vb_letters_load_sync (store, "nl", NULL, &error);
  g_assert_null (again->text[VB_LETTER_REPLY]);
  app_close (&app);
}

/* As an earlier version of the program may have kept it. */
static gpointer
keep_unread (VbDatabase    *db,
             gpointer       data,
             GCancellable  *cancellable,
             GError       **error)
{
  return _vb_database_set_setting (db, data, "= T\n{was-once-a-word}", error) ? data : NULL;
}

static void
test_own_version_that_cannot_be_read_stops_no_letter (void)
{
  App app;
  g_autofree char *id = NULL, *setting = NULL;
  g_autoptr(GError) error = NULL;
  GtkWindow *window;
  GtkLabel *caution;

  app_open (&app);
  setting = g_strdup_printf ("letter/%s/nl", vb_letter_kind_get_code (VB_LETTER_REPLY));
  g_assert_nonnull (vb_store_run_sync (vb_session_get_store (app.session), VB_LANE_WRITE,
                                       keep_unread, setting, NULL, &error));
  g_assert_no_error (error);
  id = find_sent (&app, VB_KIND_REFERRAL);
  window = open_letters (&app, id, VB_LETTER_REPLY);
  caution = GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (window), VB_TYPE_PAPER_WINDOW,
                                                      "caution_label"));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (caution)));
  g_assert_nonnull (strstr (gtk_label_get_label (caution), "(Dutch) cannot be read any more"));
  gtk_window_destroy (window);

  window = open_letters (&app, id, VB_LETTER_REFERRAL);
  caution = GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (window), VB_TYPE_PAPER_WINDOW,
                                                      "caution_label"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (caution)));
  gtk_window_destroy (window);
  app_close (&app);
}

/* ------------------------------------------------------------------ the list of them */

static gboolean
has_letters_to_open (gpointer list)
{
  return gtk_widget_get_sensitive (list);
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

/* Between the two languages nothing opens: it would keep the one as the other. */
static void
test_letter_opens_in_the_language_that_is_shown (void)
{
  App app;
  GtkWindow *window;
  GtkWidget *page, *list, *languages;
  guint n;

  app_open (&app);
  window = GTK_WINDOW (gtk_window_new ());
  page = g_object_new (VB_TYPE_LETTER_PAGE, NULL);
  gtk_window_set_child (window, page);
  list = GTK_WIDGET (gtk_widget_get_template_child (page, VB_TYPE_LETTER_PAGE, "list"));
  languages = GTK_WIDGET (gtk_widget_get_template_child (page, VB_TYPE_LETTER_PAGE,
                                                         "language_row"));
  vb_letter_page_set_store (VB_LETTER_PAGE (page), vb_session_get_store (app.session));
  g_assert_false (gtk_widget_get_sensitive (list));
  app_wait (has_letters_to_open, list);

  n = count_windows ();
  adw_combo_row_set_selected (ADW_COMBO_ROW (languages), 1);
  g_assert_false (gtk_widget_get_sensitive (list));
  g_signal_emit_by_name (list, "row-activated",
                         gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0));
  g_assert_cmpuint (count_windows (), ==, n);
  app_wait (has_letters_to_open, list);
  gtk_window_destroy (window);
  app_close (&app);
}

/* ------------------------------------------------------------------ changing one */

static gpointer
child_of (GtkWindow  *window,
          const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (window), VB_TYPE_LETTER_WINDOW, name);
}

static void
type_text (GtkWindow  *window,
           const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (child_of (window, "text")), text, -1);
}

static void
saved_cb (GtkWindow *window,
          gboolean  *saved)
{
  *saved = TRUE;
}

static void
press_and_wait (GtkWindow  *window,
                const char *button)
{
  gboolean saved = FALSE;

  g_signal_connect (window, "saved", G_CALLBACK (saved_cb), &saved);
  g_signal_emit_by_name (child_of (window, button), "clicked");
  app_wait (app_is_true, &saved);
}

static void
test_letter_is_changed_in_a_window (void)
{
  App app;
  VbStore *store;
  GtkWindow *window;
  g_autoptr(VbOwnLetters) own = NULL;
  g_autoptr(GError) error = NULL;
  const char *state;

  app_open (&app);
  store = vb_session_get_store (app.session);
  window = vb_letter_window_new (GTK_WINDOW (app.window), store, VB_LETTER_REPLY, "nl", NULL);
  gtk_window_present (window);
  app_draw (window);
  g_assert_false (gtk_widget_get_sensitive (child_of (window, "save_button")));
  g_assert_false (gtk_widget_get_sensitive (child_of (window, "back_button")));
  type_text (window, "= Antwoord\n\nVan {nobody}");
  state = gtk_label_get_label (child_of (window, "state_label"));
  g_assert_cmpstr (state, ==, "Line 3: There is no such field (nobody)");
  g_assert_false (gtk_widget_get_sensitive (child_of (window, "save_button")));
  type_text (window, "= Antwoord van ons\n{code}");
  g_assert_false (gtk_widget_get_visible (child_of (window, "state_label")));
  press_and_wait (window, "save_button");
  own = vb_letters_load_sync (store, "nl", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (own->text[VB_LETTER_REPLY], ==, "= Antwoord van ons\n{code}");
  app_close (&app);
}

static void
answer_yes (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          adw_message_dialog_response (ADW_MESSAGE_DIALOG (window), "yes");
          return;
        }
    }
  g_assert_not_reached ();
}

static void
test_letter_goes_back_to_what_was_shipped (void)
{
  App app;
  VbStore *store;
  GtkWindow *window;
  gboolean saved = FALSE;
  g_autoptr(VbOwnLetters) own = NULL;
  g_autoptr(GError) error = NULL;

  app_open (&app);
  store = vb_session_get_store (app.session);
  vb_letters_save_sync (store, VB_LETTER_PERSON, "en", "= Ours", NULL, &error);
  g_assert_no_error (error);
  window = vb_letter_window_new (GTK_WINDOW (app.window), store, VB_LETTER_PERSON, "en", "= Ours");
  gtk_window_present (window);
  /* what was typed is not thrown away without a word */
  type_text (window, "= Ours too");
  gtk_window_close (window);
  app_idle (100);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window)));
  is_dialog_there (NULL);
  g_signal_connect (window, "saved", G_CALLBACK (saved_cb), &saved);
  g_signal_emit_by_name (child_of (window, "back_button"), "clicked");
  answer_yes ();
  app_wait (app_is_true, &saved);
  own = vb_letters_load_sync (store, "en", NULL, &error);
  g_assert_no_error (error);
  g_assert_null (own->text[VB_LETTER_PERSON]);
  app_close (&app);
}

int
main (int    argc,
      char **argv)
{
  app_init (&argc, &argv);

  g_test_add_func ("/letters/only what was ticked", test_only_what_was_ticked);
  g_test_add_func ("/letters/no letter can ask for more", test_no_letter_can_ask_for_more);
  g_test_add_func ("/letters/the outside names nobody", test_outside_names_nobody);
  g_test_add_func ("/letters/the letter tells what is asked", test_letter_tells_what_is_asked);
  g_test_add_func ("/letters/feedback tells what the receiver said",
                   test_feedback_tells_what_the_receiver_said);
  g_test_add_func ("/letters/they fit on a sheet", test_letters_fit);
  g_test_add_func ("/letters/examples are of nobody", test_examples_are_of_nobody);
  g_test_add_func ("/letters/a calendar names nobody", test_calendar_names_nobody);
  g_test_add_func ("/letters/the window begins with what was asked",
                   test_window_begins_with_what_was_asked);
  g_test_add_func ("/letters/a draft has no letter but the form for consent",
                   test_draft_has_no_letter_but_the_form_for_consent);
  g_test_add_func ("/letters/questions of fact begin with their own letter",
                   test_questions_of_fact_begin_with_their_own_letter);
  g_test_add_func ("/letters/a consent that was taken back is printed no more",
                   test_consent_that_was_taken_back_is_printed_no_more);
  g_test_add_func ("/letters/when it left is asked as soon as it is on paper",
                   test_when_it_left_is_asked_as_soon_as_it_is_on_paper);
  g_test_add_func ("/letters/a day that cannot be is asked again",
                   test_a_day_that_cannot_be_is_asked_again);
  g_test_add_func ("/letters/of what goes by itself nothing is asked",
                   test_of_what_goes_by_itself_nothing_is_asked);
  g_test_add_func ("/letters/what is not there is said", test_what_is_not_there_is_said);
  g_test_add_func ("/letters/an own version is kept and used", test_own_version_is_kept_and_used);
  g_test_add_func ("/letters/an own version that cannot be read stops no letter",
                   test_own_version_that_cannot_be_read_stops_no_letter);
  g_test_add_func ("/letters/one opens in the language that is shown",
                   test_letter_opens_in_the_language_that_is_shown);
  g_test_add_func ("/letters/one is changed in a window", test_letter_is_changed_in_a_window);
  g_test_add_func ("/letters/one goes back to what was shipped",
                   test_letter_goes_back_to_what_was_shipped);

  return g_test_run ();
}

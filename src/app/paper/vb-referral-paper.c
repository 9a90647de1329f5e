/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/paper/vb-referral-paper.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/paper/vb-paper-caution.h"
#include "app/paper/vb-paper-letter.h"
#include "app/paper/vb-paper-window.h"
#include "app/paper/vb-referral-carried.h"
#include "app/vb-error-text.h"
#include "app/vb-words.h"
#include "core/base/vb-error.h"
#include "core/base/vb-time.h"
#include "core/store/vb-consents.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-letters.h"
#include "core/store/vb-people.h"
#include "core/store/vb-referrals.h"
#include "interop/vb-letter-shipped.h"

#define LANGUAGES 2 /* as vb_letter_shipped_languages() has them */

/* All that the sheets are made of. */
typedef struct
{
  char *id;
  VbReferral *referral;
  char *address; /* (nullable): of the receiver */
  char *caution; /* (nullable) */
  const char *withheld; /* (nullable): msgid: why nothing of it may be on paper any more */
  VbLetter *letters[LANGUAGES][VB_N_LETTERS];
  const char *unread[VB_N_LETTERS]; /* (nullable): language of an own one that was passed over */
  VbStore *store;
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  g_free (self->id);
  g_clear_pointer (&self->referral, vb_referral_free);
  g_free (self->address);
  g_free (self->caution);
  for (guint i = 0; i < LANGUAGES; i++)
    for (guint kind = 0; kind < VB_N_LETTERS; kind++)
      vb_letter_free (self->letters[i][kind]);
  g_clear_object (&self->store);
  g_free (self);
}

const char *
vb_letter_kind_words (VbLetterKind kind)
{
  static const char *const names[VB_N_LETTERS] = {
    [VB_LETTER_REFERRAL] = N_("Referral letter"),
    [VB_LETTER_REPLY] = N_("Reply form"),
    [VB_LETTER_ENVELOPE] = N_("Sheet for the envelope"),
    [VB_LETTER_PERSON] = N_("For the person"),
    [VB_LETTER_CONSENT] = N_("Consent form"),
    [VB_LETTER_FEEDBACK] = N_("Feedback letter"),
    [VB_LETTER_INFORMATION] = N_("Request for medical facts"),
    [VB_LETTER_ANSWER] = N_("Answer with medical facts"),
  };

  g_return_val_if_fail (kind < VB_N_LETTERS, NULL);

  return _(names[kind]);
}

/* ------------------------------------------------------------------ the sheets */

static guint
find_language (const char *language)
{
  const char *const *languages = vb_letter_shipped_languages ();

  for (guint i = 0; i < LANGUAGES && languages[i] != NULL; i++)
    if (g_strcmp0 (languages[i], language) == 0)
      return i;
  return 0;
}

static VbPaper *
make (Source       *self,
      VbLetterKind  kind,
      const char   *language,
      double        size)
{
  g_autoptr(VbLetterValues) values = vb_paper_letter_values (self->referral, self->address);

  return vb_paper_letter_new (self->letters[find_language (language)][kind], values, language,
                              size, kind == VB_LETTER_ENVELOPE);
}

#define MAKE(name, Kind)                                                                           \
  static VbPaper *make_##name (gpointer data, const char *language, double size, gboolean named)   \
  {                                                                                                \
    return make (data, VB_LETTER_##Kind, language, size);                                          \
  }
MAKE (referral, REFERRAL)
MAKE (reply, REPLY)
MAKE (envelope, ENVELOPE)
MAKE (person, PERSON)
MAKE (consent, CONSENT)
MAKE (feedback, FEEDBACK)
MAKE (information, INFORMATION)
MAKE (answer, ANSWER)

static const VbPaperFunc makers[VB_N_LETTERS] = {
  [VB_LETTER_REFERRAL] = make_referral,       [VB_LETTER_REPLY] = make_reply,
  [VB_LETTER_ENVELOPE] = make_envelope,       [VB_LETTER_PERSON] = make_person,
  [VB_LETTER_CONSENT] = make_consent,         [VB_LETTER_FEEDBACK] = make_feedback,
  [VB_LETTER_INFORMATION] = make_information, [VB_LETTER_ANSWER] = make_answer,
};

/* What was never sent, was taken back or should not have been there is on no letter: nobody checked
 * whether it may go. Only consent is asked before. */
static gboolean
has_letters (const Source *self)
{
  VbReferralState state = vb_referral_get_state (self->referral);

  return self->withheld == NULL && state != VB_REFERRAL_DRAFT && state != VB_REFERRAL_WITHDRAWN
         && state != VB_REFERRAL_MISTAKEN;
}

/* Whether there is such a letter of this referral at this side. */
static gboolean
has_sheet (const Source *self,
           VbLetterKind  kind)
{
  const VbReferral *referral = self->referral;
  gboolean sends = g_strcmp0 (referral->side, "sender") == 0;
  gboolean asks = vb_referral_get_kind (referral) == VB_KIND_INFORMATION;
  gboolean named = vb_referral_kind_has_person (vb_referral_get_kind (referral))
                   && vb_ground_find (referral->ground != NULL ? referral->ground : "")
                        != VB_GROUND_ANONYMOUS;

  if (kind == VB_LETTER_CONSENT)
    return sends && named && vb_referral_get_state (referral) != VB_REFERRAL_MISTAKEN;
  if (!has_letters (self))
    return FALSE;
  switch (kind)
    {
    case VB_LETTER_REFERRAL:
      return !asks;
    case VB_LETTER_INFORMATION:
      return asks;
    case VB_LETTER_ANSWER:
      return asks;
    case VB_LETTER_REPLY:
      return sends && !asks;
    case VB_LETTER_ENVELOPE:
      return sends;
    case VB_LETTER_PERSON:
      return sends && named;
    case VB_LETTER_FEEDBACK:
      return !sends && !asks;
    default:
      return FALSE;
    }
}

static void
add_sheet (VbPaperWindow *window,
           const Source  *self,
           VbLetterKind   kind)
{
  const VbReferral *referral = self->referral;
  g_autofree char *language = self->unread[kind] != NULL
                                ? vb_words_language (self->unread[kind], NULL)
                                : NULL;
  g_autofree char *note = language != NULL
                            /* Translators: a language, as "Dutch" */
                            ? g_strdup_printf (_("Your own version of this letter (%s) cannot be "
                                                 "read any more; it is printed as it comes with "
                                                 "Verbinder. Write yours again under Preferences, "
                                                 "Letters."), language)
                            : NULL;

  /* What the person takes home may be found there. */
  vb_paper_window_add (window, &(VbPaperSheet) {
    .name = vb_letter_kind_words (kind), .make = makers[kind], .type = "referral",
    .id = referral->id, .person_id = referral->person_id,
    .careful = kind == VB_LETTER_PERSON || kind == VB_LETTER_CONSENT, .note = note,
    .travels = kind == VB_LETTER_REFERRAL || kind == VB_LETTER_INFORMATION });
}

/* Questions of fact have letters of their own. */
static VbLetterKind
first_sheet (const Source *self,
             VbLetterKind  which)
{
  if (has_sheet (self, which))
    return which;
  return which == VB_LETTER_REFERRAL ? VB_LETTER_INFORMATION : VB_LETTER_ANSWER;
}

/* Nobody answered yet, and it goes there in no other way. */
static gboolean
is_carried (const VbReferral *referral)
{
  return referral->on_paper && vb_referral_get_state (referral) == VB_REFERRAL_SENT;
}

static GtkWindow *
make_window (GtkWindow    *parent,
             Source       *self,
             VbLetterKind  which)
{
  const char *language = g_str_has_prefix (g_get_language_names ()[0], "nl") ? "nl" : "en";
  GtkWindow *window = vb_paper_window_new (parent, self->store, vb_letter_shipped_languages (),
                                           language, self->caution, self, source_free);
  VbLetterKind first = first_sheet (self, which);

  if (has_sheet (self, first))
    add_sheet (VB_PAPER_WINDOW (window), self, first);
  for (guint kind = 0; kind < VB_N_LETTERS; kind++)
    if (kind != first && has_sheet (self, kind))
      add_sheet (VB_PAPER_WINDOW (window), self, kind);
  if (is_carried (self->referral))
    vb_paper_window_set_after (VB_PAPER_WINDOW (window),
                               vb_referral_carried_new (self->store, self->referral->id));
  return window;
}

/* ------------------------------------------------------------------ reading, beside the window */

static gboolean
parse_shipped (Source        *self,
               guint          language,
               VbLetterKind   kind,
               GError       **error)
{
  g_auto(VbLetterFault) fault = { 0, NULL, NULL };
  const char *code = vb_letter_shipped_languages ()[language];
  g_autofree char *text = vb_letter_shipped_load (kind, code, error);

  if (text == NULL)
    return FALSE;
  self->letters[language][kind] = vb_letter_parse (kind, text, &fault);
  if (fault.reason != NULL)
    g_set_error (error, VB_ERROR, VB_ERROR_INVALID_INPUT, "%s.%s, line %u: %s",
                 vb_letter_kind_get_code (kind), code, fault.line, fault.reason);
  return fault.reason == NULL;
}

/* An own one that a later version of the program does not take any more stops no letter. */
static gboolean
parse_letter (Source        *self,
              guint          language,
              VbLetterKind   kind,
              const char    *own,
              GError       **error)
{
  g_auto(VbLetterFault) fault = { 0, NULL, NULL };

  if (own != NULL)
    self->letters[language][kind] = vb_letter_parse (kind, own, &fault);
  if (self->letters[language][kind] != NULL)
    return TRUE;
  if (own != NULL)
    self->unread[kind] = vb_letter_shipped_languages ()[language];
  return parse_shipped (self, language, kind, error);
}

static gboolean
load_letters (Source        *self,
              GCancellable  *cancellable,
              GError       **error)
{
  for (guint i = 0; i < LANGUAGES; i++)
    {
      g_autoptr(VbOwnLetters) own = vb_letters_load_sync (self->store,
                                                          vb_letter_shipped_languages ()[i],
                                                          cancellable, error);

      if (own == NULL)
        return FALSE;
      for (guint kind = 0; kind < VB_N_LETTERS; kind++)
        if (!parse_letter (self, i, kind, own->text[kind], error))
          return FALSE;
    }
  return TRUE;
}

/* (transfer full) (nullable): where post can go; never a place that is secret */
static char *
dup_address (VbEntity *organization)
{
  GListModel *places = vb_entity_get_children (organization, VB_TABLE_LOCATION);

  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr(VbEntity) place = g_list_model_get_item (places, i);
      GListModel *addresses = vb_entity_get_children (place, VB_TABLE_ADDRESS);
      g_autoptr(VbEntity) address = g_list_model_get_item (addresses, 0);

      if (address != NULL && g_strcmp0 (vb_entity_get (place, "vb_confidential"), "1") != 0)
        return vb_words_address (address);
    }
  return NULL;
}

/* What is not on the map any more has no address, and that is no reason for no letter. */
static void
load_address (Source       *self,
              GCancellable *cancellable)
{
  const char *id = self->referral->recipient_organization_id;
  g_autoptr(VbEntity) organization = NULL;

  if (id == NULL)
    return;
  organization = vb_directory_load_sync (self->store, VB_TABLE_ORGANIZATION, id, cancellable,
                                         NULL);
  if (organization != NULL)
    self->address = dup_address (organization);
}

/* (nullable): msgid: why what was ticked may not go now: a consent that was taken back also counts
 * for what is printed later */
static const char *
find_objection (const VbReferral *referral,
                const VbPerson   *person,
                const GPtrArray  *consents)
{
  g_autofree char *today = vb_time_today ();
  const VbReferralFacts facts = {
    .today = today, .recipient_organization_id = referral->recipient_organization_id,
    .birth_date = person->birth_date, .address_secret = person->address_secret,
    .consents = consents,
  };

  for (guint i = 0; i < referral->items->len; i++)
    {
      const VbReferralItem *item = g_ptr_array_index (referral->items, i);
      VbDisclosure decision;

      if (!item->included)
        continue;
      decision = vb_referral_decide_item (referral, item, &facts);
      if (!decision.allowed)
        return vb_reason_get_message (decision.reason);
    }
  return NULL;
}

static gboolean
load_objection (Source          *self,
                const VbPerson  *person,
                GCancellable    *cancellable,
                GError         **error)
{
  g_autoptr(GPtrArray) consents = NULL;

  if (g_strcmp0 (self->referral->side, "sender") != 0)
    return TRUE;
  consents = vb_consents_list_sync (self->store, person->id, cancellable, error);
  if (consents == NULL)
    return FALSE;
  self->withheld = find_objection (self->referral, person, consents);
  return TRUE;
}

static gboolean
load_caution (Source        *self,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(VbPersonRecord) record = NULL;

  if (self->referral->person_id == NULL)
    return TRUE;
  record = vb_people_open_sync (self->store, self->referral->person_id, "letter", cancellable,
                                error);
  if (record == NULL)
    return FALSE;
  self->caution = vb_paper_dup_caution (record->person);
  return load_objection (self, record->person, cancellable, error);
}

static void
load_thread (GTask        *task,
             gpointer      object,
             gpointer      data,
             GCancellable *cancellable)
{
  Source *self = data;
  GError *error = NULL;

  self->referral = vb_referrals_open_sync (self->store, self->id, cancellable, &error);
  if (self->referral == NULL || !load_letters (self, cancellable, &error)
      || !load_caution (self, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  load_address (self, cancellable);
  g_task_return_boolean (task, TRUE);
}

/* ------------------------------------------------------------------ opening */

typedef struct
{
  GtkWindow *parent; /* (nullable): it was closed meanwhile */
  VbLetterKind which;
  Source *source;
} Opening;

static void
opening_free (Opening *self)
{
  g_clear_weak_pointer (&self->parent);
  g_clear_pointer (&self->source, source_free);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

static void
say_failure (GtkWindow    *parent,
             const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, vb_error_title (error),
                                              vb_error_advice (error));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
has_any (const Source *self)
{
  for (guint kind = 0; kind < VB_N_LETTERS; kind++)
    if (has_sheet (self, kind))
      return TRUE;
  return FALSE;
}

static void
say_none (GtkWindow    *parent,
          const Source *self)
{
  const char *why = self->withheld != NULL
                      ? _(self->withheld)
                      : _("A letter is made of what was sent and still counts. Send it first, or "
                          "look at what happened to it.");
  GtkWidget *dialog = adw_message_dialog_new (parent, _("There is no letter of this now"), why);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  g_autoptr(GError) error = NULL;
  gboolean loaded = g_task_propagate_boolean (G_TASK (result), &error);

  if (opening->parent == NULL || !gtk_widget_get_mapped (GTK_WIDGET (opening->parent)))
    return;
  if (loaded && !has_any (opening->source))
    say_none (opening->parent, opening->source);
  else if (loaded)
    gtk_window_present (make_window (opening->parent, g_steal_pointer (&opening->source),
                                     opening->which));
  else
    say_failure (opening->parent, error);
}

void
vb_referral_paper_open (GtkWindow    *parent,
                        VbSession    *session,
                        const char   *referral_id,
                        VbLetterKind  which)
{
  Opening *opening = g_new0 (Opening, 1);
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (GTK_IS_WINDOW (parent) && referral_id != NULL && which < VB_N_LETTERS);

  g_set_weak_pointer (&opening->parent, parent);
  opening->which = which;
  opening->source = g_new0 (Source, 1);
  opening->source->id = g_strdup (referral_id);
  opening->source->store = g_object_ref (vb_session_get_store (session));
  task = g_task_new (NULL, NULL, loaded_cb, opening);
  g_task_set_source_tag (task, vb_referral_paper_open);
  g_task_set_task_data (task, opening->source, NULL);
  g_task_run_in_thread (task, load_thread);
}

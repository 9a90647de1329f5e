/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/paper/vb-referral-moment.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/vb-error-text.h"
#include "app/vb-recent.h"
#include "app/vb-save-file.h"
#include "core/base/vb-time.h"
#include "core/base/vb-uuid.h"
#include "core/store/vb-access-log.h"
#include "core/store/vb-plans.h"
#include "interop/vb-calendar.h"

/* ------------------------------------------------------------------ which moments there are */

/* (nullable): planned with the other side, or else as it was sent */
static const char *
handover_day (const VbReferral *referral)
{
  const char *day = referral->handover_on;

  for (guint i = 0; i < referral->events->len; i++)
    {
      const VbReferralEvent *event = g_ptr_array_index (referral->events, i);

      if (vb_referral_step_find (event->step) == VB_STEP_PLAN_HANDOVER && event->day != NULL)
        day = event->day;
    }
  return day;
}

/* What was handed over or ended is no appointment any more. */
static gboolean
is_to_come (const VbReferral *referral)
{
  VbReferralState state = vb_referral_get_state (referral);

  return state < VB_REFERRAL_HANDED_OVER;
}

static guint
list_moments (const VbReferral *referral,
              VbCalendarMoment  moments[2],
              char             *texts[4])
{
  const char *handover = is_to_come (referral) ? handover_day (referral) : NULL;
  gboolean mine = g_strcmp0 (referral->due_side, referral->side) == 0;
  guint n = 0;

  if (vb_time_is_date (handover))
    {
      texts[0] = vb_uuid_from_name (referral->id, "handover");
      /* Translators: in a calendar that others may see; %s is a code such as BCD-2345 */
      texts[1] = g_strdup_printf (_("Appointment (%s)"), referral->code);
      moments[n++] = (VbCalendarMoment) { texts[0], handover, NULL, 0, texts[1] };
    }
  if (vb_time_is_date (referral->due_on))
    {
      texts[2] = vb_uuid_from_name (referral->id, "due");
      texts[3] = g_strdup_printf (mine ? _("To do (%s)") : _("Answer expected (%s)"),
                                  referral->code);
      moments[n++] = (VbCalendarMoment) { texts[2], referral->due_on, NULL, 0, texts[3] };
    }
  return n;
}

gboolean
vb_referral_has_moment (const VbReferral *referral)
{
  return (is_to_come (referral) && vb_time_is_date (handover_day (referral)))
         || vb_time_is_date (referral->due_on);
}

GBytes *
vb_referral_dup_calendar (const VbReferral *referral,
                          GDateTime        *written_at)
{
  VbCalendarMoment moments[2];
  char *texts[4] = { NULL };
  guint n = list_moments (referral, moments, texts);
  g_autoptr(GError) error = NULL;
  GBytes *bytes = n > 0 ? vb_calendar_write (moments, n, written_at, &error) : NULL;

  if (error != NULL)
    g_warning ("%s", error->message);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  return bytes;
}

/* ------------------------------------------------------------------ saving */

typedef struct
{
  GtkWindow *parent; /* (nullable): it was closed meanwhile */
  VbStore *store;
  char *id;
  char *person_id; /* (nullable) */
  GBytes *bytes;
  GtkFileChooserNative *chooser;
  GFile *file;
} Saving;

static void
saving_free (Saving *self)
{
  g_clear_weak_pointer (&self->parent);
  g_object_unref (self->store);
  g_free (self->id);
  g_free (self->person_id);
  g_bytes_unref (self->bytes);
  g_clear_object (&self->chooser);
  g_clear_object (&self->file);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
say_failure (const Saving *self,
             const GError *error)
{
  GtkWidget *dialog;

  if (self->parent == NULL)
    return;
  dialog = adw_message_dialog_new (self->parent, vb_error_title (error), vb_error_advice (error));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Saving) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!vb_save_file_finish (G_FILE (source), result, &error))
    say_failure (self, error);
}

/* Nothing goes out before the access log says so. */
static void
logged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Saving) self = user_data;
  g_autoptr(GError) error = NULL;
  GFile *file = self->file;
  GBytes *bytes = self->bytes;

  if (!vb_plans_log_paper_finish (VB_STORE (source), result, &error))
    say_failure (self, error);
  else
    vb_save_file_async (file, bytes, G_FILE_CREATE_PRIVATE, NULL, written_cb,
                        g_steal_pointer (&self));
}

static void
chosen_cb (GtkFileChooserNative *chooser,
           int                   response,
           gpointer              user_data)
{
  g_autoptr(Saving) self = user_data;
  const char *id = self->id, *person_id = self->person_id;
  VbStore *store = self->store;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  self->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (self->file != NULL)
    vb_plans_log_paper_async (store, VB_EVENT_EXPORT, "referral", id, person_id, "ics",
                              NULL, logged_cb, g_steal_pointer (&self));
}

static void
choose_file (Saving *self)
{
  vb_recent_keep_out ();
  /* Translators: the title of a window to choose a file in */
  self->chooser = gtk_file_chooser_native_new (_("Save for Your Calendar"), self->parent,
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  /* Translators: a file name, without anything of the person in it */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), _("appointment.ics"));
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
vb_referral_moment_save (GtkWindow        *parent,
                         VbSession        *session,
                         const VbReferral *referral)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  GBytes *bytes;
  Saving *self;

  g_return_if_fail (GTK_IS_WINDOW (parent) && referral != NULL);

  bytes = vb_referral_dup_calendar (referral, now);
  if (bytes == NULL)
    return;
  self = g_new0 (Saving, 1);
  g_set_weak_pointer (&self->parent, parent);
  self->store = g_object_ref (vb_session_get_store (session));
  self->id = g_strdup (referral->id);
  self->person_id = g_strdup (referral->person_id);
  self->bytes = bytes;
  choose_file (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/meeting/vb-meeting-paper.h"

#include <glib/gi18n.h>

#include "app/meeting/vb-meeting-words.h"
#include "app/paper/vb-paper-window.h"
#include "app/vb-words.h"
#include "core/base/vb-time.h"

/* ------------------------------------------------------------------ the sheets */

static void
add_head (VbPaper         *paper,
          const VbMeeting *meeting)
{
  g_autofree char *day = vb_words_date (meeting->held_on);
  g_autoptr(GString) when = g_string_new (day);

  if (meeting->starts_at != NULL)
    g_string_append_printf (when, ", %s", meeting->starts_at);
  if (meeting->place != NULL)
    g_string_append_printf (when, " · %s", meeting->place);
  vb_paper_add_title (paper, meeting->title);
  vb_paper_add_text (paper, when->str);
  vb_paper_add_fact (paper, _("Who leads it"), meeting->chair);
}

static void
add_members (VbPaper         *paper,
             const VbMeeting *meeting)
{
  vb_paper_add_heading (paper, _("Who takes part"));
  for (guint i = 0; i < meeting->members->len; i++)
    {
      const VbMeetingMember *member = g_ptr_array_index (meeting->members, i);
      g_autofree char *words = vb_meeting_member_dup_words (member);

      vb_paper_add_tick (paper, words, member->present);
    }
}

VbPaper *
vb_meeting_paper_agenda (const VbMeeting *meeting,
                         double           size)
{
  VbPaper *paper = vb_paper_new (NULL, size);

  add_head (paper, meeting);
  add_members (paper, meeting);
  vb_paper_add_heading (paper, _("Agenda"));
  for (guint i = 0; i < meeting->cases->len; i++)
    {
      const VbMeetingCase *item = g_ptr_array_index (meeting->cases, i);
      g_autofree char *name = g_strdup_printf (ngettext ("%u. %s, %u minute", "%u. %s, %u minutes",
                                                         (guint) item->minutes),
                                               i + 1, item->number, (guint) item->minutes);

      vb_paper_add_fact (paper, name, item->question != NULL ? item->question : "–");
      vb_paper_add_fact (paper, _("Who brings it in"), item->brought_by);
    }
  vb_paper_add_rule (paper);
  vb_paper_add_aside (paper, _("There are no names here. A story that people recognise is still "
                               "about somebody: tell no more than is needed."));
  return paper;
}

static void
add_case (VbPaper             *paper,
          const VbMeetingCase *item,
          const char          *today)
{
  g_autofree char *who = vb_meeting_case_dup_who (item, TRUE, today);
  g_autofree char *evaluate = item->evaluate_on != NULL ? vb_words_date (item->evaluate_on) : NULL;

  vb_paper_add_heading (paper, item->number);
  vb_paper_add_fact (paper, _("About"), item->person != NULL ? who : _("Discussed without a name"));
  vb_paper_add_fact (paper, _("What was asked"), item->question);
  vb_paper_add_fact (paper, _("The person"), item->own_view);
  vb_paper_add_fact (paper, _("Medical"), item->medical_view);
  vb_paper_add_fact (paper, _("Social"), item->social_view);
  vb_paper_add_fact (paper, _("What was decided"), item->decision);
  for (guint i = 0; i < item->actions->len; i++)
    {
      const VbMeetingAction *action = g_ptr_array_index (item->actions, i);
      g_autofree char *day = vb_words_date (action->due_on);
      g_autofree char *words = g_strdup_printf (_("%s: %s, before %s"), action->what, action->who,
                                                day);

      vb_paper_add_tick (paper, words, g_strcmp0 (action->state, "done") == 0);
    }
  vb_paper_add_fact (paper, _("Who keeps the overview"), item->director);
  vb_paper_add_fact (paper, _("Looking back on"), evaluate);
  vb_paper_add_fact (paper, _("Who tells the person"), item->inform_by);
}

VbPaper *
vb_meeting_paper_report (const VbMeeting       *meeting,
                         const VbMeetingMember *reader,
                         double                 size)
{
  VbPaper *paper = vb_paper_new (NULL, size);
  g_autofree char *today = vb_time_today ();
  g_autofree char *words = vb_meeting_member_dup_words (reader);

  add_head (paper, meeting);
  vb_paper_add_fact (paper, _("Report for"), words);
  for (guint i = 0; i < meeting->cases->len; i++)
    add_case (paper, g_ptr_array_index (meeting->cases, i), today);
  if (meeting->cases->len == 0)
    vb_paper_add_text (paper, _("You were in the room for none of the cases."));
  vb_paper_add_rule (paper);
  vb_paper_add_aside (paper, _("Only for who it is made for. What somebody else may see differs: "
                               "do not pass it on. Destroy it when it is in your own record."));
  return paper;
}

/* ------------------------------------------------------------------ the window */

/* One sheet: a reader, or nobody for the agenda. */
typedef struct
{
  VbMeeting *paper;
  char *member_id; /* (nullable) */
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  vb_meeting_free (self->paper);
  g_free (self->member_id);
  g_free (self);
}

static VbPaper *
make (gpointer    data,
      const char *language,
      double      size,
      gboolean    named)
{
  const Sheet *sheet = data;

  return sheet->member_id == NULL
           ? vb_meeting_paper_agenda (sheet->paper, size)
           : vb_meeting_paper_report (sheet->paper,
                                      vb_meeting_find_member (sheet->paper, sheet->member_id),
                                      size);
}

static void
add_sheet (VbPaperWindow *window,
           GPtrArray     *sheets,
           VbMeeting     *paper,
           const char    *member_id,
           const char    *name)
{
  Sheet *sheet = g_new0 (Sheet, 1);
  VbPaperSheet offer = { .name = name, .make = make, .careful = member_id != NULL };

  sheet->paper = paper;
  sheet->member_id = g_strdup (member_id);
  offer.own_data = sheet;
  offer.meeting = sheet->paper;
  offer.member_id = sheet->member_id;
  g_ptr_array_add (sheets, sheet);
  vb_paper_window_add (window, &offer);
}

static void
sheets_free (gpointer data)
{
  g_ptr_array_unref (data);
}

GtkWindow *
vb_meeting_paper_new (GtkWindow       *parent,
                      VbStore         *store,
                      const VbMeeting *meeting)
{
  static const char *const languages[] = { "nl", NULL };
  g_autofree char *today = vb_time_today ();
  GPtrArray *sheets = g_ptr_array_new_with_free_func (sheet_free);
  GtkWindow *window = vb_paper_window_new (parent, store, languages, "nl",
                                           _("A report is for one reader. It has names on it where "
                                             "that reader may know them."),
                                           sheets, sheets_free);

  add_sheet (VB_PAPER_WINDOW (window), sheets, vb_meeting_dup_agenda (meeting), NULL,
             _("Agenda"));
  for (guint i = 0; i < meeting->members->len; i++)
    {
      const VbMeetingMember *member = g_ptr_array_index (meeting->members, i);
      g_autofree char *words = vb_meeting_member_dup_words (member);
      g_autofree char *name = g_strdup_printf (_("Report for %s"), words);

      add_sheet (VB_PAPER_WINDOW (window), sheets,
                 vb_meeting_dup_for_member (meeting, member, meeting->sender, today), member->id,
                 name);
    }
  return window;
}

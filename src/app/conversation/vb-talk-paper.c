/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-talk-paper.h"

#include <glib/gi18n.h>

#include "app/paper/vb-paper-caution.h"
#include "app/paper/vb-paper-sheets.h"
#include "app/paper/vb-paper-window.h"

/* What the sheets are made of. */
typedef struct
{
  VbInstrument *instrument;
  VbConversation *talk;
  VbPlan *plan;      /* (nullable) */
  VbEntity *service; /* (nullable) */
  char *name;        /* (nullable) */
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  vb_instrument_unref (self->instrument);
  vb_conversation_free (self->talk);
  vb_plan_free (self->plan);
  g_clear_object (&self->service);
  g_free (self->name);
  g_free (self);
}

static VbPaper *
make_card (gpointer    data,
           const char *language,
           double      size,
           gboolean    named)
{
  Source *self = data;

  return vb_paper_card (self->instrument, self->talk, named ? self->name : NULL, language, size);
}

static VbPaper *
make_empty_card (gpointer    data,
                 const char *language,
                 double      size,
                 gboolean    named)
{
  Source *self = data;

  return vb_paper_card (self->instrument, NULL, NULL, language, size);
}

static VbPaper *
make_plan (gpointer    data,
           const char *language,
           double      size,
           gboolean    named)
{
  Source *self = data;

  return vb_paper_plan (self->plan, self->talk->id, named ? self->name : NULL, language, size);
}

static VbPaper *
make_handout (gpointer    data,
              const char *language,
              double      size,
              gboolean    named)
{
  return vb_paper_handout (((Source *) data)->service, language, size);
}

static gboolean
may_have_name (const VbPerson *person)
{
  return person != NULL
         && vb_person_shows (person, VB_PART_NAME, VB_AUDIENCE_PRINT) == VB_SHOW_YES;
}

static VbPaperWindow *
make_window (GtkWindow *parent,
             VbTalk    *talk,
             Source    *source)
{
  const VbPerson *person = vb_talk_get_person (talk);
  g_autofree char *caution = vb_paper_dup_caution (person);
  g_auto(GStrv) languages = vb_instrument_list_languages (vb_talk_get_instrument (talk));

  source->instrument = vb_instrument_ref ((VbInstrument *) vb_talk_get_instrument (talk));
  source->talk = vb_conversation_copy (vb_talk_get (talk));
  source->name = may_have_name (person) ? vb_person_dup_name (person) : NULL;
  return VB_PAPER_WINDOW (vb_paper_window_new (parent, vb_talk_get_store (talk),
                                               (const char *const *) languages,
                                               vb_talk_get_language (talk), caution, source,
                                               source_free));
}

static gboolean
has_said (const VbConversation *talk)
{
  return talk->answers->len > 0 || talk->topics->len > 0;
}

GtkWindow *
vb_talk_paper_new (GtkWindow *parent,
                   VbTalk    *talk)
{
  Source *source = g_new0 (Source, 1);
  VbPaperWindow *window = make_window (parent, talk, source);
  VbPlanning *planning = vb_talk_get_planning (talk);
  const VbPlan *plan = planning != NULL ? vb_planning_get (planning) : NULL;
  const char *person_id = source->talk->person_id;

  source->plan = plan != NULL ? vb_plan_copy (plan) : NULL;
  if (has_said (source->talk))
    vb_paper_window_add (window, &(VbPaperSheet) { _("Filled card"), make_card, "conversation",
                                                   source->talk->id, person_id,
                                                   source->name != NULL, TRUE });
  if (plan != NULL)
    vb_paper_window_add (window, &(VbPaperSheet) { _("Plan"), make_plan, "plan", plan->id,
                                                   person_id, source->name != NULL, TRUE });
  vb_paper_window_add (window, &(VbPaperSheet) { _("Empty card, to fill in by pen"),
                                                 make_empty_card });
  return GTK_WINDOW (window);
}

GtkWindow *
vb_talk_handout_new (GtkWindow *parent,
                     VbTalk    *talk,
                     VbEntity  *service)
{
  Source *source = g_new0 (Source, 1);
  VbPaperWindow *window = make_window (parent, talk, source);

  source->service = g_object_ref (service);
  vb_paper_window_add (window, &(VbPaperSheet) { _("To take along"), make_handout, NULL, NULL, NULL,
                                                 FALSE, TRUE });
  return GTK_WINDOW (window);
}

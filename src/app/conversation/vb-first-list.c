/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/conversation/vb-first-list.h"

#include "app/conversation/vb-first-row.h"

struct _VbFirstList
{
  GtkBox parent_instance;

  GtkListBox *firsts;
  GtkLabel *none_label;
  GtkWidget *worry_box;
  GtkListBox *worries;

  VbTalk *talk;
};

G_DEFINE_FINAL_TYPE (VbFirstList, vb_first_list, GTK_TYPE_BOX)

/* Which thing a row is about: it outlives the priorities, which are made anew at each step back. */
typedef struct
{
  char *item;
  char *topic_id;
} Subject;

static Subject *
subject_new (const VbPriority *priority)
{
  Subject *self = g_new0 (Subject, 1);

  self->item = g_strdup (priority->item);
  self->topic_id = g_strdup (priority->topic_id);
  return self;
}

static void
subject_free (gpointer  data,
              GClosure *closure)
{
  Subject *self = data;

  g_free (self->item);
  g_free (self->topic_id);
  g_free (self);
}

static VbTalk *
talk_of (GtkWidget *row)
{
  return VB_FIRST_LIST (gtk_widget_get_ancestor (row, VB_TYPE_FIRST_LIST))->talk;
}

static void
moved_cb (VbFirstRow *row,
          int         by,
          Subject    *subject)
{
  VbTalk *talk = talk_of (GTK_WIDGET (row));
  guint rank = vb_conversation_get_rank (vb_talk_get (talk), subject->item, subject->topic_id);

  vb_talk_will_say (talk);
  vb_conversation_prefer (vb_talk_get (talk), subject->item, subject->topic_id, rank + by);
  vb_talk_say (talk);
}

static void
removed_cb (VbFirstRow *row,
            Subject    *subject)
{
  VbTalk *talk = talk_of (GTK_WIDGET (row));

  vb_talk_will_say (talk);
  vb_conversation_prefer (vb_talk_get (talk), subject->item, subject->topic_id, 0);
  vb_talk_say (talk);
}

static void
calmed_cb (VbFirstRow *row,
           Subject    *subject)
{
  VbTalk *talk = talk_of (GTK_WIDGET (row));

  vb_talk_will_say (talk);
  vb_conversation_set_worry (vb_talk_get (talk), subject->topic_id, FALSE);
  vb_talk_say (talk);
}

/* ------------------------------------------------------------------ showing */

static void
clear (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

static void
add_row (VbFirstList      *self,
         const VbPriority *priority,
         guint             n)
{
  g_autofree char *name = vb_talk_dup_priority_name (self->talk, priority);
  gboolean worry = priority->rank == VB_NO_NUMBER;
  GtkWidget *row = vb_first_row_new (priority->topic_id != NULL ? priority->topic_id
                                                                : priority->item,
                                     name != NULL ? name : "", worry ? 0 : priority->rank, n);

  g_signal_connect_data (row, "removed", worry ? G_CALLBACK (calmed_cb) : G_CALLBACK (removed_cb),
                         subject_new (priority), subject_free, 0);
  if (!worry)
    g_signal_connect_data (row, "moved", G_CALLBACK (moved_cb), subject_new (priority),
                           subject_free, 0);
  gtk_list_box_append (worry ? self->worries : self->firsts, row);
}

/* Where somebody stands who goes through the list by keyboard. */
typedef struct
{
  GtkListBox *list; /* (nullable): nowhere in it */
  char *about;
  guint place;
  int button;
} Stand;

static Stand
find_stand (VbFirstList *self)
{
  GtkListBox *lists[] = { self->firsts, self->worries };
  GtkListBoxRow *row;

  for (gsize l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; (row = gtk_list_box_get_row_at_index (lists[l], i)) != NULL; i++)
      {
        int button = vb_first_row_get_focus (VB_FIRST_ROW (row));

        if (button >= 0)
          return (Stand) { lists[l], g_strdup (vb_first_row_get_about (VB_FIRST_ROW (row))), i,
                           button };
      }
  return (Stand) { NULL };
}

/* The rows are new ones. What was taken off leaves one at the next, in its place. */
static void
stand_again (VbFirstList *self,
             Stand       *stand)
{
  GtkListBoxRow *row, *found = NULL;

  for (guint i = 0; (row = gtk_list_box_get_row_at_index (stand->list, i)) != NULL; i++)
    {
      if (i <= stand->place)
        found = row;
      if (g_strcmp0 (vb_first_row_get_about (VB_FIRST_ROW (row)), stand->about) == 0)
        {
          found = row;
          break;
        }
    }
  if (found != NULL)
    vb_first_row_grab_focus (VB_FIRST_ROW (found), stand->button);
  else
    gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (self)), GTK_DIR_TAB_BACKWARD);
  g_free (stand->about);
}

static void
said_cb (VbFirstList *self)
{
  const GPtrArray *priorities = vb_talk_get (self->talk)->priorities;
  Stand stand = find_stand (self);
  guint n = 0, worries = 0;

  clear (self->firsts);
  clear (self->worries);
  for (guint i = 0; i < priorities->len; i++)
    {
      const VbPriority *priority = g_ptr_array_index (priorities, i);

      n += priority->rank != VB_NO_NUMBER;
      worries += priority->rank == VB_NO_NUMBER;
    }
  for (gint64 rank = 1; rank <= n; rank++)
    for (guint i = 0; i < priorities->len; i++)
      {
        const VbPriority *priority = g_ptr_array_index (priorities, i);

        if (priority->rank == rank)
          add_row (self, priority, n);
      }
  for (guint i = 0; i < priorities->len; i++)
    {
      const VbPriority *priority = g_ptr_array_index (priorities, i);

      if (priority->rank == VB_NO_NUMBER)
        add_row (self, priority, n);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->firsts), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none_label), n == 0);
  gtk_widget_set_visible (self->worry_box, worries > 0);
  if (stand.list != NULL)
    stand_again (self, &stand);
}

/* ------------------------------------------------------------------ object */

static void
vb_first_list_dispose (GObject *object)
{
  VbFirstList *self = VB_FIRST_LIST (object);

  g_clear_object (&self->talk);
  gtk_widget_dispose_template (GTK_WIDGET (self), VB_TYPE_FIRST_LIST);

  G_OBJECT_CLASS (vb_first_list_parent_class)->dispose (object);
}

static void
vb_first_list_class_init (VbFirstListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vb_first_list_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/nl/verbinder/Verbinder/conversation/vb-first-list.ui");
  gtk_widget_class_bind_template_child (widget_class, VbFirstList, firsts);
  gtk_widget_class_bind_template_child (widget_class, VbFirstList, none_label);
  gtk_widget_class_bind_template_child (widget_class, VbFirstList, worry_box);
  gtk_widget_class_bind_template_child (widget_class, VbFirstList, worries);
}

static void
vb_first_list_init (VbFirstList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
vb_first_list_set_talk (VbFirstList *self,
                        VbTalk      *talk)
{
  g_return_if_fail (VB_IS_FIRST_LIST (self) && self->talk == NULL);

  self->talk = g_object_ref (talk);
  g_signal_connect_object (talk, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  said_cb (self);
}

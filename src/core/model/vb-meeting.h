/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-disclosure.h"

G_BEGIN_DECLS

/* A case meeting: several professionals talk about the cases of a neighbourhood. Each case has a
 * number and no name; of each participant is decided what they may hear of it, by
 * vb_disclosure_decide() and by nothing else. Dates are YYYY-MM-DD. */

/* A function, and who has it. */
typedef struct
{
  char *id;
  char *meeting_id;
  gint64 position;
  char *contact_id; /* (nullable): on the social map */
  char *function;
  char *holder;
  char *organization;
  gboolean own; /* a colleague within the organization: nothing leaves it */
  gboolean present;
  char *organization_id; /* (nullable): as the map says now; not stored */
} VbMeetingMember;

/* What a participant may hear of a case; a later one is stricter. */
typedef enum
{
  VB_STANDING_COVERED,   /* who it is about, and all of it */
  VB_STANDING_ANONYMOUS, /* only without a name */
  VB_STANDING_LEAVES,    /* leaves the room */
  VB_N_STANDINGS
} VbStanding;

typedef struct
{
  char *id;
  char *case_id;
  char *member_id;
  char *choice;     /* stricter than what is allowed: anonymous, leaves */
  char *standing;   /* as it was when the case was closed */
  char *consent_id; /* on which it rested */
} VbMeetingSeat;

typedef struct
{
  char *id;
  char *case_id;
  gint64 position;
  char *what;
  char *who;
  char *due_on;
  char *state; /* open, done, dropped */
} VbMeetingAction;

/* What has to be known of who it is about, to decide. Never stored with the meeting. */
typedef struct
{
  char *given_name;
  char *prefix;
  char *family_name;
  char *birth_date;
  char *postal_code;
  gboolean address_secret;
  GPtrArray *consents; /* of VbConsent */
} VbMeetingPerson;

typedef struct
{
  char *id;
  char *meeting_id;
  gint64 position;
  char *number;    /* says nothing about anybody */
  char *person_id; /* (nullable): the one who brings it in may not say */
  char *state;     /* open, closed, dropped */
  char *drop_note;
  char *brought_by;
  char *question;  /* to the meeting, without a name */
  gint64 minutes;
  char *mode;      /* named, anonymous */
  char *ground;    /* a code of VbGround; of "named" */
  char *law;
  char *necessity;
  char *proportionality;
  char *subsidiarity;
  char *informed;  /* that it would be discussed: yes, no */
  char *informed_note;
  char *presence;  /* of the person: present, represented, absent */
  char *presence_note;
  char *own_view;  /* what each side adds */
  char *medical_view;
  char *social_view;
  char *decision;
  char *director;
  char *evaluate_on;
  char *inform_by; /* who tells the person */
  char *informed_on;
  char *evaluated_on; /* when somebody looked back on what was agreed */
  gint64 begun_at; /* microseconds UTC */
  GPtrArray *seats;   /* of VbMeetingSeat */
  GPtrArray *actions; /* of VbMeetingAction */
  VbMeetingPerson *person; /* (nullable): not stored */
  char *held_on;           /* (nullable): of the meeting, where the case stands by itself */
} VbMeetingCase;

typedef struct
{
  char *id;
  char *title;
  char *held_on;
  char *starts_at; /* HH:MM */
  char *place;
  char *chair;
  char *state; /* planned, held, cancelled */
  gint64 changed_at;
  GPtrArray *members; /* of VbMeetingMember */
  GPtrArray *cases;   /* of VbMeetingCase */
  VbParty sender;     /* what this organization is in law, as the store knows it; not stored */
} VbMeeting;

extern const VbShape vb_meeting_shape;
extern const VbShape vb_meeting_member_shape;
extern const VbShape vb_meeting_case_shape;
extern const VbShape vb_meeting_seat_shape;
extern const VbShape vb_meeting_action_shape;

VbMeeting       *vb_meeting_new         (const char *title, const char *held_on);
/* For a record as it comes from the store: gives it its lists, and takes it. */
VbMeeting       *vb_meeting_adopt       (gpointer record);
VbMeetingCase   *vb_meeting_case_adopt  (gpointer record);
VbMeeting       *vb_meeting_copy        (const VbMeeting *self);
void             vb_meeting_free        (VbMeeting *self);
void             vb_meeting_member_free (VbMeetingMember *self);
void             vb_meeting_case_free   (VbMeetingCase *self);
void             vb_meeting_seat_free   (VbMeetingSeat *self);
void             vb_meeting_action_free (VbMeetingAction *self);
void             vb_meeting_person_free (VbMeetingPerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMeeting, vb_meeting_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbMeetingPerson, vb_meeting_person_free)

VbMeetingMember *vb_meeting_add_member  (VbMeeting *self, const char *contact_id,
                                         const char *function, const char *holder);
/* With a number of its own, ten minutes, without a name. (nullable) @person_id. */
VbMeetingCase   *vb_meeting_add_case    (VbMeeting *self, const char *person_id,
                                         const char *question);
VbMeetingAction *vb_meeting_add_action  (VbMeetingCase *self, const char *what, const char *who,
                                         const char *due_on);
/* As somebody typed it: blanks go, dates and times are read as people write them. */
void             vb_meeting_tidy        (VbMeeting *self);
VbMeetingCase   *vb_meeting_find_case   (const VbMeeting *self, const char *id);
VbMeetingMember *vb_meeting_find_member (const VbMeeting *self, const char *id);
/* A member who goes takes their seats along. */
void             vb_meeting_remove_member (VbMeeting *self, VbMeetingMember *member);
/* (nullable) @choice: what is stricter than what is allowed */
void             vb_meeting_choose_seat (VbMeetingCase *self, const VbMeetingMember *member,
                                         const char *choice);
const VbMeetingSeat *vb_meeting_find_seat (const VbMeetingCase *self,
                                           const VbMeetingMember *member);

/* ------------------------------------------------------------------ deciding */

/**
 * vb_meeting_decide_seat:
 * @sender: what the organization of this store is in law
 * @why: (out) (optional): the decision it rests on
 *
 * Says what @member may hear of a case on @today: covered when name, wish and plan may be told to
 * them for a case meeting. Who was refused, or from whom consent was taken back, leaves the room; a
 * choice makes it stricter and never looser, and so does what it was when the case was closed.
 */
VbStanding   vb_meeting_decide_seat  (const VbMeetingCase *self, const VbMeetingMember *member,
                                      VbParty sender, const char *today, VbDisclosure *why);
const char  *vb_standing_get_code    (VbStanding standing);
VbStanding   vb_standing_find        (const char *code);

/* Whether @text says the name of whom the case is about. (nullable) @text. */
gboolean     vb_meeting_names_person (const VbMeetingCase *self, const char *text);
/* Whether anything that was written about the case says who it is about. */
gboolean     vb_meeting_case_tells_name (const VbMeetingCase *self);
/* The age in tens, as 80 for somebody of 83; -1: not known. */
int          vb_meeting_case_get_decade (const VbMeetingCase *self, const char *today);

/**
 * vb_meeting_dup_for_member:
 *
 * Returns: (transfer full): the meeting as @member may have it on paper: no case they left the room
 *   for, without a name what they may hear only so, and with one what is covered
 */
VbMeeting   *vb_meeting_dup_for_member (const VbMeeting *self, const VbMeetingMember *member,
                                        VbParty sender, const char *today);
/* (transfer full): the agenda as everybody gets it: numbers, questions, minutes */
VbMeeting   *vb_meeting_dup_agenda     (const VbMeeting *self);
/* Whether two of them have the same on paper. */
gboolean     vb_meeting_is_same_paper  (const VbMeeting *self, const VbMeeting *other);

/* ------------------------------------------------------------------ checks */

/* (transfer full) (element-type VbShapeError): what may not be kept. */
GArray      *vb_meeting_validate     (const VbMeeting *self);
/* Why a case cannot be closed, in the order of the form. Errors of actions have their own shape. */
GArray      *vb_meeting_check_close_case (const VbMeeting *self, const VbMeetingCase *item,
                                          VbParty sender, const char *today);
/* Why the meeting cannot be closed. */
GArray      *vb_meeting_check_close  (const VbMeeting *self);
/* (nullable): msgid: why @mine may not come after @base: what was closed stays, but for what was
 * done since. */
const char  *vb_meeting_check_change (const VbMeeting *base, const VbMeeting *mine);

G_END_DECLS

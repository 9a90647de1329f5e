/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/vb-shape.h"

G_BEGIN_DECLS

/* A person, and who stands around them. There is no citizen service number (BSN), and a text that
 * looks like one is refused. Dates are YYYY-MM-DD, times HH:MM. */

typedef struct
{
  char *id;
  char *person_id;
  char *kind; /* curator, mentor, mandatary, parent, guardian, partner, family */
  char *name;
  char *phone;
  char *email;
  gboolean authority; /* of a parent */
  char *mandate;      /* where the paper is */
  char *valid_from;
  char *valid_to;
} VbRepresentative;

/* Someone of the person's own network. */
typedef struct
{
  char *id;
  char *person_id;
  char *name;
  char *kind; /* partner, child, parent, family, friend, neighbour, carer, volunteer, other */
  char *phone;
  char *means; /* what they are or do for the person */
} VbRelation;

/* Someone who is already involved. */
typedef struct
{
  char *id;
  char *person_id;
  char *name;       /* a function before a name */
  char *contact_id; /* a function on the social map */
  char *purpose;
  char *frequency;
  char *role_clear; /* yes, no; NULL: not known */
  char *useful;     /* according to the person: yes, sometimes, no; NULL: not known */
  char *valid_from;
  char *valid_to;
} VbHelper;

typedef struct
{
  char *id;
  char *case_number; /* the practice's own number */
  char *given_name;
  char *prefix; /* van, de, el */
  char *family_name;
  char *birth_date;
  char *address_1;
  char *postal_code;
  char *city;
  gboolean address_secret;
  char *phone;
  char *email;
  char *contact_way; /* what the person prefers: phone, text, email, letter, visit, through */
  char *contact_from;
  char *contact_until;
  char *contact_through; /* by way of whom */
  gboolean no_phone;
  gboolean no_voicemail;
  gboolean no_text;
  gboolean no_email;
  gboolean no_letter;
  gboolean no_visit;
  char *contact_note;
  char *language; /* ISO 639 */
  gboolean interpreter;
  gboolean easy_reading;
  gboolean unsafe; /* violence: shows in this record only */
  char *retention_class;
  char *closed_on;
  char *keep_until; /* on the person's wish */
  gint64 created_at;
  char *created_by;
  gint64 changed_at;
  GPtrArray *representatives; /* of VbRepresentative */
  GPtrArray *relations;       /* of VbRelation */
  GPtrArray *helpers;         /* of VbHelper */
} VbPerson;

extern const VbShape vb_person_shape;
extern const VbShape vb_representative_shape;
extern const VbShape vb_relation_shape;
extern const VbShape vb_helper_shape;

VbPerson *vb_person_new  (void);
VbPerson *vb_person_copy (const VbPerson *self);
void      vb_person_free (VbPerson *self);
void      vb_representative_free (VbRepresentative *self);
void      vb_relation_free       (VbRelation *self);
void      vb_helper_free         (VbHelper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPerson, vb_person_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbRepresentative, vb_representative_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbRelation, vb_relation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbHelper, vb_helper_free)

VbRepresentative *vb_person_add_representative (VbPerson *self);
VbRelation       *vb_person_add_relation       (VbPerson *self);
VbHelper         *vb_person_add_helper         (VbPerson *self);

/* No spaces around what was typed, 1234 AB, 09:00. */
void      vb_person_tidy     (VbPerson *self);
GArray   *vb_person_validate (const VbPerson *self, const char *today);

/* (transfer full): "Greet van Dijk"; the case number when there is no name */
char     *vb_person_dup_name    (const VbPerson *self);
/* (transfer full): by which persons are found and sorted: "dijk van greet" */
char     *vb_person_dup_key     (const VbPerson *self);
/* Whole years on @today; -1 when the birth date is not known. */
int       vb_person_get_age     (const char *birth_date, const char *today);
/* Whether somewhere in @text stands what looks like a citizen service number. */
gboolean  vb_text_has_bsn       (const char *text);

/* ------------------------------------------------------------------ safe contact */

typedef enum
{
  VB_WAY_PHONE,
  VB_WAY_VOICEMAIL,
  VB_WAY_TEXT,
  VB_WAY_EMAIL,
  VB_WAY_LETTER,
  VB_WAY_VISIT,
  VB_N_WAYS
} VbWay;

typedef enum
{
  VB_CONTACT_FINE,
  VB_CONTACT_NOT_THIS_WAY,  /* the person asked not to */
  VB_CONTACT_NOT_NOW,       /* outside the hours that are safe */
  VB_CONTACT_ONLY_THROUGH,  /* only by way of somebody else */
  VB_CONTACT_NOTHING_KNOWN  /* no number or address for it */
} VbContactAnswer;

/* @minutes: since midnight, local time; -1 when only the way is asked about. Hours count for what
 * is heard or seen at once: a call, a voicemail, a text message, a visit. */
VbContactAnswer vb_person_may_contact (const VbPerson *self, VbWay way, int minutes);

/* ------------------------------------------------------------------ what shows where */

typedef enum
{
  VB_PART_NAME,
  VB_PART_BIRTH_DATE,
  VB_PART_ADDRESS,
  VB_PART_CONTACT,
  VB_PART_SAFETY, /* that there was violence, and how contact is safe */
  VB_N_PARTS
} VbPersonPart;

typedef enum
{
  VB_AUDIENCE_RECORD,    /* the professional, in this person's own record */
  VB_AUDIENCE_LIST,      /* the professional, in a list of persons */
  VB_AUDIENCE_CARD,      /* whoever looks at the screen in the consulting room */
  VB_AUDIENCE_HOUSEHOLD, /* the record of another member of the household */
  VB_AUDIENCE_PRINT,
  VB_AUDIENCE_EXPORT,    /* what leaves, unless the recipient was ticked for it */
  VB_N_AUDIENCES
} VbAudience;

typedef enum
{
  VB_SHOW_NOT,
  VB_SHOW_ON_REQUEST, /* behind a button, and the look is logged */
  VB_SHOW_YES
} VbShow;

VbShow    vb_person_shows (const VbPerson *self, VbPersonPart part, VbAudience audience);

G_END_DECLS

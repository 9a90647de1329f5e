/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Persons in the store. Whoever searches for somebody or opens a record leaves an entry in the
 * access log, without content, before anything is given; where that cannot be written, nothing is
 * shown. */

#include "core/model/vb-person.h"
#include "core/store/vb-store.h"

G_BEGIN_DECLS

/* A line in a list of persons. */
typedef struct
{
  char *id;
  char *name;
  char *birth_date;  /* (nullable) */
  char *postal_code; /* (nullable): not of a secret address */
  char *case_number; /* (nullable) */
} VbPersonLine;
void       vb_person_line_free (VbPersonLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPersonLine, vb_person_line_free)

/**
 * vb_people_find:
 * @text: words of a name in any order, a birth date (as 3-4-1943 or 1943-04-03), a case number, a
 *   postcode (not of a secret address); "" for those who were opened here last
 * @limit: at most this many
 *
 * Returns: (transfer full) (element-type VbPersonLine): by name; for "" the last opened first
 */
GPtrArray *vb_people_find_sync   (VbStore *store, const char *text, guint limit,
                                  GCancellable *cancellable, GError **error);
void       vb_people_find_async  (VbStore *store, const char *text, guint limit,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *vb_people_find_finish (VbStore *store, GAsyncResult *result, GError **error);

/* ------------------------------------------------------------------ a record */

typedef enum
{
  VB_MOMENT_CONVERSATION,
  VB_MOMENT_CONSENT,
  VB_MOMENT_PLAN,
  VB_MOMENT_REFERRAL
} VbMomentKind;

/* Something that happened, for the timeline. */
typedef struct
{
  VbMomentKind kind;
  char *id;
  char *date;  /* YYYY-MM-DD */
  char *state; /* of its own kind; of a consent: consent, refusal or withdrawn */
  char *title; /* (nullable): the instrument, the recipient or sender, the first goal */
  char *conversation_id; /* (nullable): of a plan: in which it was made */
  char *sort;            /* (nullable): of a referral: the code of its kind */
  gboolean received;     /* of a referral: it came here, and did not go out */
  gboolean ended;        /* of a referral */
} VbMoment;
void       vb_moment_free (VbMoment *self);

/* Somebody of the same household. Who did not agree to be seen has no name here; that somebody is
 * unsafe never shows in the record of another. */
typedef struct
{
  char *household_id;
  char *person_id; /* (nullable) */
  char *name;      /* (nullable) */
  char *role;      /* (nullable) */
} VbHousemate;
void       vb_housemate_free (VbHousemate *self);

typedef struct
{
  VbPerson *person;
  char *household_id;    /* (nullable) */
  char *role;            /* (nullable): in the household */
  gboolean shares;       /* agreed that the others see that this person takes part */
  GPtrArray *housemates; /* of VbHousemate: the others */
  GPtrArray *timeline;   /* of VbMoment: the newest first, at most 500 */
  char *destroy_from;    /* the day from which the record must go */
} VbPersonRecord;
void       vb_person_record_free (VbPersonRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VbPersonRecord, vb_person_record_free)

/**
 * vb_people_open:
 * @purpose: (nullable): a code: what it is opened for
 *
 * Errors: %VB_ERROR_NOT_FOUND.
 */
VbPersonRecord *vb_people_open_sync   (VbStore *store, const char *id, const char *purpose,
                                       GCancellable *cancellable, GError **error);
void            vb_people_open_async  (VbStore *store, const char *id, const char *purpose,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
VbPersonRecord *vb_people_open_finish (VbStore *store, GAsyncResult *result, GError **error);

/**
 * vb_people_save:
 * @base: (nullable): as it was opened; %NULL for a new person
 * @person: tidied with vb_person_tidy()
 *
 * Writes what differs, in one transaction, with who stands around the person.
 *
 * Errors: %VB_ERROR_INVALID_INPUT when vb_person_validate() finds something; %VB_ERROR_CONFLICT
 * when someone else changed the same field since; %VB_ERROR_NOT_FOUND.
 */
gboolean   vb_people_save_sync   (VbStore *store, const VbPerson *base, const VbPerson *person,
                                  GCancellable *cancellable, GError **error);
void       vb_people_save_async  (VbStore *store, const VbPerson *base, const VbPerson *person,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean   vb_people_save_finish (VbStore *store, GAsyncResult *result, GError **error);

/* ------------------------------------------------------------------ household */

/**
 * vb_people_join:
 * @household_id: (nullable): %NULL makes a household
 * @role: (nullable): adult, partner, parent, child, other
 * @shares: whether the person agreed that the others see that they take part
 *
 * Puts a person in a household, or changes how they stand in it.
 *
 * Returns: (transfer full): the id of the household
 */
char      *vb_people_join_sync   (VbStore *store, const char *person_id, const char *household_id,
                                  const char *role, gboolean shares, GCancellable *cancellable,
                                  GError **error);
void       vb_people_join_async  (VbStore *store, const char *person_id, const char *household_id,
                                  const char *role, gboolean shares, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
char      *vb_people_join_finish (VbStore *store, GAsyncResult *result, GError **error);

/* Takes a person out of their household; an empty household goes. */
gboolean   vb_people_leave_sync   (VbStore *store, const char *person_id,
                                   GCancellable *cancellable, GError **error);
void       vb_people_leave_async  (VbStore *store, const char *person_id,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean   vb_people_leave_finish (VbStore *store, GAsyncResult *result, GError **error);

G_END_DECLS

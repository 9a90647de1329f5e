/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "post/vb-post-map.h"

#include "core/base/vb-error.h"
#include "core/base/vb-hex.h"
#include "core/base/vb-uuid.h"
#include "core/model/vb-map-cut.h"
#include "core/store/vb-directory.h"
#include "core/store/vb-sources.h"
#include "exchange/vb-map-head.h"
#include "exchange/vb-wire.h"
#include "interop/vb-package-reader.h"
#include "interop/vb-package-writer.h"

/* The head beside the package must fit too. */
#define MOST_PACKAGE (VB_ENVELOPE_MOST_BODY - 1024 * 1024)

static gint64
seconds (gint64 microseconds)
{
  return microseconds / G_USEC_PER_SEC;
}

/* ------------------------------------------------------------------ what leaves */

void
vb_post_map_free (VbPostMap *self)
{
  g_free (self->title);
  g_clear_pointer (&self->batch, vb_batch_unref);
  g_clear_pointer (&self->package, g_bytes_unref);
  g_free (self);
}

VbPostMap *
vb_post_map_preview_sync (VbStore       *store,
                          const char    *extra,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr(VbPostMap) self = g_new0 (VbPostMap, 1);
  g_autoptr(VbMapChoice) choice = vb_maps_read_choice_sync (store, extra, cancellable, error);
  g_autoptr(VbBatch) all = NULL;

  if (choice == NULL)
    return NULL;
  all = vb_directory_read_all_sync (store, cancellable, error);
  if (all == NULL)
    return NULL;
  self->title = g_strdup (choice->title);
  self->batch = vb_map_cut (all, choice->services, choice->organizations);
  self->package = vb_package_write_bytes (self->batch, VB_PACKAGE_JSON, NULL, cancellable, error);
  if (self->package == NULL)
    return NULL;
  if (g_bytes_get_size (self->package) <= MOST_PACKAGE)
    return g_steal_pointer (&self);
  g_set_error_literal (error, VB_ERROR, VB_ERROR_TOO_LARGE, "The map is larger than a letter");
  return NULL;
}

/* (transfer full) (element-type VbMapService) */
static GPtrArray *
list_services (const VbBatch *batch)
{
  GPtrArray *services = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_map_service_free);

  for (guint i = 0; i < batch->records[VB_TABLE_SERVICE]->len; i++)
    {
      const VbRecord *record = g_ptr_array_index (batch->records[VB_TABLE_SERVICE], i);

      g_ptr_array_add (services, vb_map_service_new (record->values[0],
                                                     vb_record_get (record, "name"), 0));
    }
  return services;
}

/* What cannot be read there is not written here. */
static gboolean
check_title (const char  *title,
             GError     **error)
{
  g_autoptr(VbMapHead) head = vb_map_head_new (1, title);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(VbMapHead) again = NULL;

  if (title == NULL || g_utf8_validate (title, -1, NULL))
    {
      bytes = vb_map_head_write (head);
      again = vb_map_head_read (bytes, NULL);
    }
  if (again == NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                         "The title of a map is one line of at most 200 bytes");
  return again != NULL;
}

gboolean
vb_post_map_set_sync (VbStore       *store,
                      gboolean       checked,
                      const char    *title,
                      GCancellable  *cancellable,
                      GError       **error)
{
  return check_title (title, error)
         && vb_maps_set_sync (store, checked, title, cancellable, error);
}

gboolean
vb_post_map_publish_sync (VbStore       *store,
                          gint64         now,
                          gboolean      *is_new,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr(VbMapEdition) last = vb_maps_get_edition_sync (store, cancellable, error);
  g_autoptr(VbPostMap) map =
    last != NULL ? vb_post_map_preview_sync (store, NULL, cancellable, error) : NULL;
  g_autoptr(GPtrArray) services = NULL;

  if (map == NULL)
    return FALSE;
  if (last->number == 0 && vb_batch_count (map->batch) == 0)
    {
      g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                           "Nothing is chosen for partners yet");
      return FALSE;
    }
  services = list_services (map->batch);
  return vb_maps_publish_sync (store, map->title, map->package, services, now, is_new, cancellable,
                               error);
}

/* ------------------------------------------------------------------ sending */

static int
by_id (gconstpointer a,
       gconstpointer b)
{
  const VbMapService *const *one = a;
  const VbMapService *const *other = b;

  return g_strcmp0 ((*one)->id, (*other)->id);
}

static int
newest_first (gconstpointer a,
              gconstpointer b)
{
  const VbMapService *const *one = a;
  const VbMapService *const *other = b;

  return ((*other)->withdrawn_at > (*one)->withdrawn_at)
         - ((*other)->withdrawn_at < (*one)->withdrawn_at);
}

/* (transfer full): with the last so many of what was withdrawn */
static GBytes *
write_head (const VbMapEdition *edition)
{
  g_autoptr(VbMapHead) head = vb_map_head_new (edition->number, edition->title);
  g_autoptr(GPtrArray) withdrawn = g_ptr_array_new ();

  for (guint i = 0; i < edition->services->len; i++)
    if (((const VbMapService *) edition->services->pdata[i])->withdrawn_at != 0)
      g_ptr_array_add (withdrawn, edition->services->pdata[i]);
  g_ptr_array_sort (withdrawn, newest_first);
  g_ptr_array_set_size (withdrawn, MIN (withdrawn->len, VB_MAP_MOST_WITHDRAWN));
  g_ptr_array_sort (withdrawn, by_id);
  for (guint i = 0; i < withdrawn->len; i++)
    {
      const VbMapService *service = g_ptr_array_index (withdrawn, i);

      vb_map_head_withdraw (head, service->id, seconds (service->withdrawn_at));
    }
  return vb_map_head_write (head);
}

static GBytes *
seal (const VbPostMapWay  *way,
      const VbPartner     *to,
      GBytes              *head,
      GBytes              *package,
      GError             **error)
{
  g_autofree char *id = vb_uuid_new ();
  g_autoptr(VbEnvelope) envelope = vb_envelope_new (VB_ENVELOPE_MAP, id);

  envelope->made = seconds (way->now);
  envelope->expires = envelope->made + (gint64) VB_ENVELOPE_MOST_DAYS * VB_SECONDS_A_DAY;
  vb_envelope_add_part (envelope, VB_MAP_HEAD_PART, VB_MAP_HEAD_TYPE, head);
  vb_envelope_add_part (envelope, VB_MAP_PACKAGE_PART, VB_MAP_PACKAGE_TYPE, package);
  return vb_desk_seal (way->desk, to, envelope, 0, NULL, seconds (way->now), error);
}

static void
note_why (VbPostReport *report,
          const char   *why)
{
  g_free (report->why);
  report->why = g_strdup (why);
}

static gboolean
send_to (const VbPostMapWay  *way,
         const VbMapEdition  *edition,
         GBytes              *head,
         const VbPartner     *to,
         VbPostReport        *report,
         GError             **error)
{
  guint8 organization[VB_EXCHANGE_KEY_SIZE];
  g_autoptr(GError) failure = NULL;
  g_autoptr(GBytes) sealed = seal (way, to, head, edition->package, &failure);
  g_autofree char *name = NULL;

  if (g_error_matches (failure, VB_EXCHANGE_ERROR, VB_EXCHANGE_ERROR_EXPIRED))
    {
      report->blocked++;
      note_why (report, "card-expired");
      return TRUE;
    }
  if (sealed != NULL && vb_wire_from_hex (to->id, organization, sizeof organization))
    name = vb_carrier_put (way->carrier, organization, sealed, NULL, way->cancellable, &failure);
  if (name != NULL)
    {
      report->sent++;
      return vb_maps_note_sent_sync (way->desk->store, to->id, edition->number, way->now, NULL,
                                     error);
    }
  report->failed++;
  if (failure == NULL)
    g_set_error_literal (&failure, VB_ERROR, VB_ERROR_CORRUPT, "A partner is damaged");
  note_why (report, vb_carrier_error_get_code (failure));
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
_vb_post_map_send (const VbPostMapWay  *way,
                   VbPostReport        *report,
                   GError             **error)
{
  g_autoptr(VbMapEdition) edition = vb_maps_get_edition_sync (way->desk->store, NULL, error);
  g_autoptr(GBytes) head = NULL;

  if (edition == NULL)
    return FALSE;
  if (edition->number == 0)
    return TRUE;
  head = write_head (edition);
  for (guint i = 0; i < way->partners->len; i++)
    {
      const VbPartner *to = g_ptr_array_index (way->partners, i);

      if (vb_partner_may_send (to->state)
          && !g_ptr_array_find_with_equal_func (edition->receivers, to->id, g_str_equal, NULL)
          && !send_to (way, edition, head, to, report, error))
        return FALSE;
    }
  return TRUE;
}

/* ------------------------------------------------------------------ what came */

static GBytes *
find_part (const VbEnvelope *envelope,
           const char       *name)
{
  for (guint i = 0; i < envelope->parts->len; i++)
    {
      const VbPart *part = g_ptr_array_index (envelope->parts, i);

      if (g_str_equal (part->name, name))
        return part->bytes;
    }
  return NULL;
}

/* (transfer full) (nullable): without what no map holds, whatever the sender put in it */
static VbBatch *
read_package (GBytes      *package,
              const char  *partner_id,
              GError     **error)
{
  VbReadOptions options = { .source = partner_id };
  g_autoptr(VbBatch) all = vb_package_read_bytes (VB_MAP_PACKAGE_PART, package, &options, NULL,
                                                  error);
  g_autoptr(GHashTable) services = all != NULL ? vb_map_list_services (all) : NULL;
  g_autoptr(GHashTable) organizations = NULL;

  if (all == NULL)
    return NULL;
  organizations = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < all->records[VB_TABLE_ORGANIZATION]->len; i++)
    {
      const VbRecord *record = g_ptr_array_index (all->records[VB_TABLE_ORGANIZATION], i);

      if (record->values[0] != NULL)
        g_hash_table_add (organizations, (char *) record->values[0]);
    }
  return vb_map_cut (all, services, organizations);
}

/* (transfer full) (element-type VbMapService) */
static GPtrArray *
list_withdrawn (const VbMapHead *head)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) vb_map_service_free);

  for (guint i = 0; i < head->withdrawn->len; i++)
    {
      const VbMapWithdrawal *withdrawal = g_ptr_array_index (head->withdrawn, i);

      g_ptr_array_add (list, vb_map_service_new (withdrawal->id, NULL,
                                                 withdrawal->at * G_USEC_PER_SEC));
    }
  return list;
}

/* What came, read. @mail: the bytes and who it is of are set; the rest is filled in from them.
 * Only what a key of a known organization signed comes this far. */
static gboolean
read_and_take (VbStore       *store,
               VbMapMail     *mail,
               gint64         now,
               VbArrival     *arrival,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(VbMapHead) head = vb_map_head_read (mail->head, error);
  g_autoptr(VbBatch) batch =
    head != NULL ? read_package (mail->package, mail->partner_id, error) : NULL;
  g_autoptr(GPtrArray) withdrawn = NULL;

  if (batch == NULL)
    {
      g_prefix_error (error, "unreadable: ");
      *arrival = VB_ARRIVAL_REFUSED;
      return FALSE;
    }
  withdrawn = list_withdrawn (head);
  mail->number = head->number;
  mail->title = head->title;
  mail->withdrawn = withdrawn;
  mail->batch = batch;
  *arrival = VB_ARRIVAL_APPLIED;
  return vb_maps_take_sync (store, mail, now, arrival, cancellable, error);
}

static gboolean
refuse (VbPostReport *report,
        const char   *why)
{
  report->refused++;
  note_why (report, why);
  return TRUE;
}

static gboolean
count_arrival (VbPostReport *report,
               VbArrival     arrival,
               gboolean     *stays)
{
  switch (arrival)
    {
    case VB_ARRIVAL_APPLIED:
      report->maps++;
      return TRUE;
    case VB_ARRIVAL_KNOWN:
      report->known++;
      return TRUE;
    case VB_ARRIVAL_HELD:
      report->unopened++;
      note_why (report, "partner-not-trusted");
      *stays = TRUE;
      return TRUE;
    case VB_ARRIVAL_REFUSED:
    default:
      return refuse (report, "map-contradicts");
    }
}

gboolean
_vb_post_map_receive (const VbPostMapWay  *way,
                      const VbEnvelope    *envelope,
                      VbPostReport        *report,
                      gboolean            *stays,
                      GError             **error)
{
  g_autofree char *partner = vb_hex_dup (envelope->from.organization, VB_EXCHANGE_KEY_SIZE);
  VbMapMail mail = {
    .partner_id = partner, .made_at = envelope->made * G_USEC_PER_SEC,
    .head = find_part (envelope, VB_MAP_HEAD_PART),
    .package = find_part (envelope, VB_MAP_PACKAGE_PART),
  };
  g_autoptr(GError) failure = NULL;
  VbArrival arrival;

  *stays = FALSE;
  if (mail.head == NULL || mail.package == NULL)
    return refuse (report, "map-unreadable");
  if (read_and_take (way->desk->store, &mail, way->now, &arrival, way->cancellable, &failure))
    return count_arrival (report, arrival, stays);
  if (arrival == VB_ARRIVAL_REFUSED)
    return refuse (report, "map-unreadable");
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* ------------------------------------------------------------------ subscribing */

static gboolean
not_verified (GError **error)
{
  g_set_error_literal (error, VB_ERROR, VB_ERROR_INVALID_INPUT,
                       "Nobody compared with this partner yet");
  return FALSE;
}

gboolean
vb_post_map_subscribe_sync (VbStore       *store,
                            const char    *partner_id,
                            gint64         now,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_autoptr(GBytes) head = NULL;
  g_autoptr(GBytes) package = NULL;
  VbMapMail mail = { .partner_id = partner_id, .subscribe = TRUE };
  VbArrival arrival;

  if (!vb_maps_get_kept_sync (store, partner_id, &mail.number, &mail.made_at, &head, &package,
                              cancellable, error))
    return FALSE;
  if (head == NULL || package == NULL)
    return vb_maps_subscribe_sync (store, partner_id, TRUE, cancellable, error);
  mail.head = head;
  mail.package = package;
  return read_and_take (store, &mail, now, &arrival, cancellable, error)
         && (arrival == VB_ARRIVAL_APPLIED || not_verified (error));
}

/* (transfer full) (nullable): what the entries of @partner_id stand under */
static char *
find_source (VbStore       *store,
             const char    *partner_id,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(GPtrArray) maps = vb_maps_list_sync (store, cancellable, error);

  for (guint i = 0; maps != NULL && i < maps->len; i++)
    {
      const VbPartnerMap *map = g_ptr_array_index (maps, i);

      if (g_str_equal (map->partner_id, partner_id))
        return g_strdup (map->source_id);
    }
  if (maps != NULL)
    g_set_error_literal (error, VB_ERROR, VB_ERROR_NOT_FOUND, "There is no map of this partner");
  return NULL;
}

gboolean
vb_post_map_unsubscribe_sync (VbStore       *store,
                              const char    *partner_id,
                              gboolean       remove,
                              GCancellable  *cancellable,
                              GError       **error)
{
  g_autofree char *source = find_source (store, partner_id, cancellable, error);
  g_autoptr(GError) failure = NULL;

  if (source == NULL || !vb_maps_subscribe_sync (store, partner_id, FALSE, cancellable, error))
    return FALSE;
  if (!remove || vb_sources_remove_sync (store, source, cancellable, &failure) >= 0
      || g_error_matches (failure, VB_ERROR, VB_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

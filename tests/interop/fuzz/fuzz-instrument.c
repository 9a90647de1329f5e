/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Fuzz target for questionnaires: any bytes are an instrument that can be shown in each of its
 * languages, or are refused with a reason. */

#include "config.h"

#include "interop/vb-instrument-reader.h"

#include "fuzz.h"

static void
check_items (const VbInstrument *instrument,
             const GPtrArray    *items,
             const char         *language)
{
  for (guint i = 0; i < items->len; i++)
    {
      const VbInstrumentItem *item = g_ptr_array_index (items, i);

      g_assert_nonnull (vb_instrument_get_words (instrument, item->title, language));
      g_assert_nonnull (vb_instrument_find_item (instrument, item->id));
      g_assert_true (item->kind != VB_ITEM_MARK || item->marks != 0);
      check_items (instrument, item->items, language);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_auto(VbInstrumentFault) fault = { NULL, NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(VbInstrument) instrument = vb_instrument_read (bytes, &fault, &error);
  g_auto(GStrv) languages = NULL;

  g_assert_true ((instrument == NULL) == (error != NULL));
  g_assert_true ((instrument == NULL) == (fault.reason != NULL));
  if (instrument == NULL)
    return 0;
  languages = vb_instrument_list_languages (instrument);
  for (guint i = 0; languages[i] != NULL; i++)
    check_items (instrument, instrument->items, languages[i]);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/edit/vb-edit-types.h"

#include "app/edit/vb-area-part.h"
#include "app/edit/vb-choice-field.h"
#include "app/edit/vb-date-field.h"
#include "app/edit/vb-free-part.h"
#include "app/edit/vb-holder-part.h"
#include "app/edit/vb-language-part.h"
#include "app/edit/vb-long-field.h"
#include "app/edit/vb-nested-part.h"
#include "app/edit/vb-record-list.h"
#include "app/edit/vb-record-row.h"
#include "app/edit/vb-reference-field.h"
#include "app/edit/vb-rhythm-part.h"
#include "app/edit/vb-source-part.h"
#include "app/edit/vb-switch-field.h"
#include "app/edit/vb-tag-part.h"
#include "app/edit/vb-text-field.h"

void
_vb_edit_ensure_types (void)
{
  g_type_ensure (VB_TYPE_AREA_PART);
  g_type_ensure (VB_TYPE_CHOICE_FIELD);
  g_type_ensure (VB_TYPE_DATE_FIELD);
  g_type_ensure (VB_TYPE_FREE_PART);
  g_type_ensure (VB_TYPE_HOLDER_PART);
  g_type_ensure (VB_TYPE_LANGUAGE_PART);
  g_type_ensure (VB_TYPE_LONG_FIELD);
  g_type_ensure (VB_TYPE_NESTED_PART);
  g_type_ensure (VB_TYPE_RECORD_LIST);
  g_type_ensure (VB_TYPE_RECORD_ROW);
  g_type_ensure (VB_TYPE_REFERENCE_FIELD);
  g_type_ensure (VB_TYPE_RHYTHM_PART);
  g_type_ensure (VB_TYPE_SOURCE_PART);
  g_type_ensure (VB_TYPE_SWITCH_FIELD);
  g_type_ensure (VB_TYPE_TAG_PART);
  g_type_ensure (VB_TYPE_TEXT_FIELD);
}

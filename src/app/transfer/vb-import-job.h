/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/vb-import.h"
#include "core/store/vb-sources.h"
#include "interop/vb-mapping.h"

G_BEGIN_DECLS

/**
 * VbImportJob:
 *
 * Brings one package into the map in steps: read it on a thread of its own, see what it would
 * change, apply it. Nothing is written before vb_import_job_apply().
 *
 * Properties: "step"; "fraction", 0 to 1, of the step that runs.
 */
#define VB_TYPE_IMPORT_JOB (vb_import_job_get_type ())
G_DECLARE_FINAL_TYPE (VbImportJob, vb_import_job, VB, IMPORT_JOB, GObject)

typedef enum
{
  VB_IMPORT_CHOOSING, /* no package yet */
  VB_IMPORT_MAPPING,  /* a plain list: someone has to say what its columns are */
  VB_IMPORT_READING,
  VB_IMPORT_PREVIEW,  /* read; the report says what would happen */
  VB_IMPORT_APPLYING,
  VB_IMPORT_DONE,     /* applied; the report says what happened */
  VB_IMPORT_FAILED    /* nothing was changed; see vb_import_job_get_error() */
} VbImportStep;

#define VB_TYPE_IMPORT_STEP (vb_import_step_get_type ())
GType vb_import_step_get_type (void);

VbImportJob    *vb_import_job_new          (VbStore *store);
VbImportStep    vb_import_job_get_step     (VbImportJob *self);
double          vb_import_job_get_fraction (VbImportJob *self);
const GError   *vb_import_job_get_error    (VbImportJob *self);
const VbReport *vb_import_job_get_report   (VbImportJob *self);

/* A file or a folder. Goes to %VB_IMPORT_MAPPING or %VB_IMPORT_READING. */
void            vb_import_job_choose       (VbImportJob *self, const char *path);
/* (transfer none) (nullable): in %VB_IMPORT_MAPPING: what is known of the columns so far; changed
 * in place by whoever shows it. */
VbMapping      *vb_import_job_get_mapping  (VbImportJob *self);
const char *const *vb_import_job_get_columns (VbImportJob *self);
/* (transfer none): of char **, the first rows of a plain list */
GPtrArray      *vb_import_job_get_samples  (VbImportJob *self);
const char     *vb_import_job_get_name     (VbImportJob *self);
/* What the source is called; the same name again updates what came from it before. */
void            vb_import_job_set_name     (VbImportJob *self, const char *name);
const VbSource *vb_import_job_get_like     (VbImportJob *self);
void            vb_import_job_read         (VbImportJob *self);
void            vb_import_job_apply        (VbImportJob *self);
/* Stops what runs; the step goes back to choosing, with nothing changed. While it is applied that
 * takes a moment, and who was too late for it comes to %VB_IMPORT_DONE. */
void            vb_import_job_stop         (VbImportJob *self);

G_END_DECLS

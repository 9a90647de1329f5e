/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/vb-application.h"
#include "app/vb-session.h"
#include "core/store/vb-directory.h"

G_BEGIN_DECLS

#define VB_TYPE_WINDOW (vb_window_get_type ())
G_DECLARE_FINAL_TYPE (VbWindow, vb_window, VB, WINDOW, AdwApplicationWindow)

VbWindow  *vb_window_new         (VbApplication *application, VbSession *session);

/* The window that @widget is in; every page of the application is inside one. */
VbWindow  *vb_window_of          (gpointer widget);
VbSession *vb_window_get_session (VbWindow *self);
/* @self: (nullable): of a page that may have left its window. Returns (transfer none) (nullable):
 * what is open in it. */
VbStore   *vb_window_get_store   (VbWindow *self);

/* While another window stands in front of it, things are said there. @overlay: (nullable): of that
 * window; %NULL: it is gone. What went wrong stays here, with its details. */
void       vb_window_say_over    (VbWindow *self, AdwToastOverlay *overlay);

/* Says that something was done. */
void       vb_window_say         (VbWindow *self, const char *text);
/* The same, with a button that takes it back. @undo: (nullable) */
void       vb_window_say_undo    (VbWindow *self, const char *text, VbUndo *undo);
/* The same, with a button for anything. @subject is copied. */
typedef void (*VbToastFunc) (VbWindow *self, VbStore *store, const char *subject);
void       vb_window_say_action  (VbWindow *self, const char *text, const char *button,
                                  VbToastFunc func, const char *subject);
/* Says that @error happened while doing @what ("Not saved"); the details are behind a button. */
void       vb_window_say_error   (VbWindow *self, const char *what, const GError *error);

/* Goes to a view by its name ("people", "referrals") and shows one of what it lists, or a part of
 * its list; also as actions: win.show-item and win.show-part, with both names. */
void       vb_window_show_item         (VbWindow *self, const char *view, const char *id);
void       vb_window_show_part         (VbWindow *self, const char *view, const char *part);
void       vb_window_show_service      (VbWindow *self, const char *id);
void       vb_window_show_organization (VbWindow *self, const char *id);
/* Shows where a record of any kind stands: the service or organization it is or hangs under. */
void       vb_window_show_record       (VbWindow *self, VbTable table, const char *id);

G_END_DECLS

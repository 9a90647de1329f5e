/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/conversation/vb-talk.h"

G_BEGIN_DECLS

/**
 * VbDomainHead:
 *
 * What stands above a domain: its pictogram and name, and the button that adds to it.
 */
#define VB_TYPE_DOMAIN_HEAD (vb_domain_head_get_type ())
G_DECLARE_FINAL_TYPE (VbDomainHead, vb_domain_head, VB, DOMAIN_HEAD, GtkBox)

void vb_domain_head_set_talk (VbDomainHead *self, VbTalk *talk, const char *domain);

G_END_DECLS

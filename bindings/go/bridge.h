/*
 * Handles as numbers and callbacks with numbers, for Go, whose pointers may not point to nothing.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#ifndef JPKICARD_GO_BRIDGE_H
#define JPKICARD_GO_BRIDGE_H

#include <jpkicard.h>
#include <stdlib.h>
#include <string.h>

static inline uintptr_t bridge_id(const void *handle) { return (uintptr_t)handle; }

#define BRIDGE_HANDLE(type, name) \
    static inline type *name(uintptr_t id) { return (type *)id; }

BRIDGE_HANDLE(jpki_attributes, bridge_attributes)
BRIDGE_HANDLE(jpki_cancellation, bridge_cancellation)
BRIDGE_HANDLE(jpki_card, bridge_card)
BRIDGE_HANDLE(jpki_card_authorities, bridge_authorities)
BRIDGE_HANDLE(jpki_certificate, bridge_certificate)
BRIDGE_HANDLE(jpki_context, bridge_context)
BRIDGE_HANDLE(jpki_face, bridge_face)
BRIDGE_HANDLE(jpki_items, bridge_items)
BRIDGE_HANDLE(jpki_monitor, bridge_monitor)
BRIDGE_HANDLE(jpki_ocsp_request, bridge_ocsp_request)
BRIDGE_HANDLE(jpki_picture, bridge_picture)
BRIDGE_HANDLE(jpki_readers, bridge_readers)
BRIDGE_HANDLE(jpki_revocation_list, bridge_revocation_list)
BRIDGE_HANDLE(jpki_signature, bridge_signature)

/* Opens a card behind the Go transport with this number. */
jpki_status bridge_open_transport(uintptr_t transport, uint32_t max_apdu_data, jpki_card **card,
                                  jpki_error *error);

/* Sends the log to the Go logger, or ends it with JPKI_LOG_OFF. */
jpki_status bridge_log_set(jpki_log_level level, jpki_error *error);

#endif

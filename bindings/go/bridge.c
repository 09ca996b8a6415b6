/*
 * The callbacks: C functions that call the exported Go functions.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 */
#include "_cgo_export.h"
#include "bridge.h"

static int32_t JPKI_CALL transmit(void *user, const uint8_t *command, size_t command_length,
                                  uint8_t *response, size_t response_size, size_t *response_length)
{
    return jpkicardTransmit((uintptr_t)user, (uint8_t *)command, command_length, response,
                            response_size, response_length);
}

static int32_t JPKI_CALL begin_transaction(void *user)
{
    return jpkicardBeginTransaction((uintptr_t)user);
}

static int32_t JPKI_CALL end_transaction(void *user)
{
    return jpkicardEndTransaction((uintptr_t)user);
}

static int32_t JPKI_CALL power_down(void *user)
{
    return jpkicardPowerDown((uintptr_t)user);
}

static void JPKI_CALL close_transport(void *user)
{
    jpkicardCloseTransport((uintptr_t)user);
}

jpki_status bridge_open_transport(uintptr_t transport, uint32_t max_apdu_data, jpki_card **card,
                                  jpki_error *error)
{
    jpki_transport functions = {0};

    functions.struct_size = sizeof functions;
    functions.max_apdu_data = max_apdu_data;
    functions.user = (void *)transport;
    functions.transmit = transmit;
    functions.begin_transaction = begin_transaction;
    functions.end_transaction = end_transaction;
    functions.power_down = power_down;
    functions.close = close_transport;
    return jpki_card_open_transport(&functions, card, error);
}

static void JPKI_CALL log_line(void *user, jpki_log_level level, const char *message)
{
    (void)user;
    jpkicardLog(level, (char *)message);
}

jpki_status bridge_log_set(jpki_log_level level, jpki_error *error)
{
    return jpki_log_set(level == JPKI_LOG_OFF ? NULL : log_line, NULL, level, error);
}

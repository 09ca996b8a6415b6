/*
 * The caller as an adversary: whatever it does, as far as a library can know,
 * it gets a status and no crash, and no PIN try is spent.
 */
#define _POSIX_C_SOURCE 200809L

#include "misuse.h"

#include <stdio.h>
#include <stdlib.h>

jpki_card *open_card(void)
{
    jpki_card *card = NULL;
    CHECK_STATUS(JPKI_OK, jpki_card_open_virtual(JPKI_TOKEN_MY_NUMBER_CARD, &card, NULL));
    return card;
}

struct objects open_objects(void)
{
    struct objects objects = {NULL, NULL, NULL, NULL};

    CHECK_STATUS(JPKI_OK, jpki_context_new(&objects.context, NULL));
    objects.card = open_card();
    CHECK_STATUS(JPKI_OK, jpki_card_authentication_certificate(objects.card, &objects.certificate,
                                                               NULL));
    CHECK_STATUS(JPKI_OK, jpki_card_sign(objects.card, "1234", 4, (const uint8_t *)"x", 1, NULL,
                                         &objects.signature, NULL));
    return objects;
}

void check_three_tries(jpki_card *card)
{
    int32_t pin_status, tries_left;
    CHECK_STATUS(JPKI_OK, jpki_card_pin_status(card, &pin_status, &tries_left, NULL));
    CHECK(pin_status == JPKI_PIN_TRIES_LEFT && tries_left == 3);
}

int main(void)
{
    /* No smart card service, whatever this computer runs. */
    CHECK(setenv("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm", 1) == 0);
    misuse_handles();
    misuse_arguments();
    misuse_structures();
    misuse_log();
    misuse_threads();
    return checks_end();
}

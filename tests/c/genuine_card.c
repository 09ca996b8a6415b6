#include "genuine_card.h"

#include "check.h"

const uint8_t CHALLENGE[] = "challenge";

jpki_authentication genuine;

void take_genuine(void)
{
    jpki_card *card = NULL;

    CHECK_STATUS(JPKI_OK, jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &card, NULL));
    genuine.struct_size = sizeof genuine;
    CHECK_STATUS(JPKI_OK, jpki_card_authenticate(card, "1234", 4, CHALLENGE, CHALLENGE_LENGTH, NULL,
                                            &genuine, NULL));
    jpki_card_free(card);
}

void free_genuine(void)
{
    jpki_certificate_free(genuine.certificate);
    jpki_certificate_free(genuine.ca_certificate);
    jpki_signature_free(genuine.signature);
}

struct scripted_card good_card(void)
{
    struct scripted_card card = scripted_card();

    card.certificate.data = jpki_certificate_data(genuine.certificate, NULL);
    card.certificate.length = certificate_length(genuine.certificate);
    card.ca_certificate.data = jpki_certificate_data(genuine.ca_certificate, NULL);
    card.ca_certificate.length = certificate_length(genuine.ca_certificate);
    card.signature.data = jpki_signature_data(genuine.signature, NULL);
    card.signature.length = signature_length(genuine.signature);
    return card;
}

/*
 * Tests over Windows' PC/SC: windows_desk.exe day|codes, started by tests/wine/desk.
 */
#include "windows_desk.h"

#include <string.h>
#include <windows.h>

double seconds(void)
{
    return (double)GetTickCount64() / 1000.0;
}

jpki_card *card_at(const struct desk *desk, int reader)
{
    jpki_card *card = NULL;
    jpki_error error = used_error();

    CHECK_CALL(JPKI_OK, error,
               jpki_card_wait(desk->context, desk->readers[reader], MOST_WAIT,
                              JPKI_WAIT_FOR_SERVICE, NULL, &card, &error));
    return card;
}

jpki_status authenticate(jpki_card *card, const char *pin, jpki_error *error)
{
    static const uint8_t challenge[] = "challenge";
    jpki_authentication result;
    jpki_status status;

    memset(&result, 0, sizeof result);
    result.struct_size = sizeof result;
    status = jpki_card_authenticate(card, pin, strlen(pin), challenge, sizeof challenge, NULL,
                                    &result, error);
    CHECK((result.signature != NULL) == (status == JPKI_OK));
    jpki_certificate_free(result.certificate);
    jpki_certificate_free(result.ca_certificate);
    jpki_signature_free(result.signature);
    return status;
}

static void find_readers(struct desk *desk)
{
    jpki_readers *readers = NULL;
    size_t index;

    CHECK_STATUS(JPKI_OK, jpki_context_readers(desk->context, &readers, NULL));
    CHECK(jpki_readers_count(readers) == 2);
    for (index = 0; index < 2; index++) {
        snprintf(desk->readers[index], sizeof desk->readers[index], "%s",
                 jpki_readers_name(readers, index));
    }
    jpki_readers_free(readers);
}

int main(int count, char **arguments)
{
    struct desk desk;

    CHECK(count == 2);
    CHECK_STATUS(JPKI_OK, jpki_context_new(&desk.context, NULL));
    find_readers(&desk);
    if (strcmp(arguments[1], "day") == 0) {
        a_day(&desk);
    } else {
        every_code(&desk);
    }
    jpki_context_free(desk.context);
    return checks_end();
}

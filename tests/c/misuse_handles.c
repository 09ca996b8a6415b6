/* Handles that are null, made up, freed, of another kind, or freed in any order. */
#include "misuse.h"

#include <string.h>

/* Calls every function that takes a context with something that is none. */
static void not_a_context(void *bad)
{
    jpki_context *context = bad;
    jpki_error error = used_error();
    jpki_readers *readers = bad;
    jpki_card *card = bad;
    int32_t presence = 77;

    CHECK_CALL(JPKI_ERROR_HANDLE, error, jpki_context_readers(context, &readers, &error));
    CHECK(readers == NULL);
    CHECK_CALL(JPKI_ERROR_HANDLE, error,
               jpki_context_reader_status(context, "a reader", &presence, &error));
    CHECK_CALL(JPKI_ERROR_HANDLE, error, jpki_card_wait(context, NULL, 0, 0, &card, &error));
    CHECK(card == NULL);
    CHECK_CALL(JPKI_ERROR_HANDLE, error, jpki_context_cancel(context, &error));
    jpki_context_free(context);
}

static void not_readers(void *bad)
{
    jpki_readers *readers = bad;

    CHECK(jpki_readers_len(readers) == 0);
    CHECK(jpki_readers_name(readers, 0) == NULL);
    CHECK(jpki_readers_name(readers, (size_t)-1) == NULL);
    jpki_readers_free(readers);
}

static void not_a_card(void *bad)
{
    jpki_card *card = bad;
    jpki_error error = used_error();
    jpki_certificate *certificate = bad;
    jpki_signature *signature = bad;
    jpki_reception reception;
    int32_t first = 77, second = 77;
    char label[33] = "as it was";
    const uint8_t data[1] = {0};

    CHECK(jpki_card_reader_name(card) == NULL);
    CHECK_CALL(JPKI_ERROR_HANDLE, error, jpki_card_set_read_length(card, 128, &error));
    CHECK_CALL(JPKI_ERROR_HANDLE, error,
               jpki_card_token(card, &first, label, sizeof label, &error));
    CHECK(label[0] == 0);
    CHECK_CALL(JPKI_ERROR_HANDLE, error,
               jpki_card_certificate_availability(card, &first, &second, &error));
    CHECK_CALL(JPKI_ERROR_HANDLE, error,
               jpki_card_authentication_certificate(card, &certificate, &error));
    CHECK(certificate == NULL);
    certificate = bad;
    CHECK_CALL(JPKI_ERROR_HANDLE, error,
               jpki_card_authentication_ca_certificate(card, &certificate, &error));
    CHECK(certificate == NULL);
    CHECK_CALL(JPKI_ERROR_HANDLE, error, jpki_card_pin_status(card, &first, &second, &error));
    CHECK_CALL(JPKI_ERROR_HANDLE, error,
               jpki_card_sign(card, "1234", 4, data, 1, NULL, &signature, &error));
    CHECK(signature == NULL);
    memset(&reception, 0x5A, sizeof reception);
    reception.struct_size = sizeof reception;
    CHECK_CALL(JPKI_ERROR_HANDLE, error,
               jpki_card_receive(card, "1234", 4, data, 1, NULL, &reception, &error));
    CHECK(reception.certificate == NULL && reception.ca_certificate == NULL
          && reception.signature == NULL);
    jpki_card_free(card);
}

static void not_a_certificate(void *bad)
{
    jpki_certificate *certificate = bad;

    CHECK(jpki_certificate_data(certificate) == NULL);
    CHECK(jpki_certificate_len(certificate) == 0);
    CHECK(jpki_certificate_serial(certificate) == NULL);
    CHECK(jpki_certificate_serial_len(certificate) == 0);
    CHECK(jpki_certificate_issuer_key(certificate) == NULL);
    CHECK(jpki_certificate_issuer_key_len(certificate) == 0);
    CHECK(jpki_certificate_subject_key(certificate) == NULL);
    CHECK(jpki_certificate_subject_key_len(certificate) == 0);
    CHECK(jpki_certificate_not_before(certificate) == -1);
    CHECK(jpki_certificate_not_after(certificate) == -1);
    jpki_certificate_free(certificate);
}

static void not_a_signature(void *bad)
{
    jpki_signature *signature = bad;

    CHECK(jpki_signature_data(signature) == NULL);
    CHECK(jpki_signature_len(signature) == 0);
    CHECK(jpki_signature_algorithm(signature) == 0);
    CHECK(strcmp(jpki_signature_algorithm_name(signature), "") == 0);
    jpki_signature_free(signature);
}

static void nothing_at_all(void *bad)
{
    not_a_context(bad);
    not_readers(bad);
    not_a_card(bad);
    not_a_certificate(bad);
    not_a_signature(bad);
}

static void check_open(const struct objects *objects)
{
    CHECK_STATUS(JPKI_OK, jpki_context_cancel(objects->context, NULL));
    check_three_tries(objects->card);
    CHECK(jpki_certificate_len(objects->certificate) > 500);
    CHECK(jpki_signature_len(objects->signature) == 256);
}

/* An option that holds something other than a certificate. */
static void not_the_certificate_of_options(jpki_card *card, void *bad)
{
    jpki_error error = used_error();
    jpki_signature *signature = NULL;
    jpki_sign_options options = {0};

    options.struct_size = sizeof options;
    options.certificate = bad;
    CHECK_CALL(JPKI_ERROR_HANDLE, error,
               jpki_card_sign(card, "1234", 4, (const uint8_t *)"x", 1, &options, &signature,
                              &error));
    CHECK(signature == NULL);
    check_three_tries(card);
}

static void made_up(void)
{
    struct objects objects = open_objects();
    int on_the_stack = 0;
    void *bad[] = {
        NULL,
        (void *)(uintptr_t)1,
        (void *)(uintptr_t)2,
        (void *)(uintptr_t)0xdeadbeef,
        (void *)UINTPTR_MAX,
        &on_the_stack,
        (char *)&on_the_stack + 1,
        (void *)((uintptr_t)objects.card + 1),
        (void *)((uintptr_t)objects.signature - 1),
        (void *)((uintptr_t)objects.signature + 2), /* the next one to be made */
    };
    size_t i;

    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        nothing_at_all(bad[i]);
        if (bad[i] != NULL) {
            not_the_certificate_of_options(objects.card, bad[i]);
        }
    }
    check_open(&objects);

    /* Handles of another kind; their owners keep them. */
    not_a_context(objects.card);
    not_a_context(objects.certificate);
    not_a_context(objects.signature);
    not_readers(objects.context);
    not_readers(objects.card);
    not_a_card(objects.context);
    not_a_card(objects.certificate);
    not_a_card(objects.signature);
    not_a_certificate(objects.context);
    not_a_certificate(objects.card);
    not_a_certificate(objects.signature);
    not_a_signature(objects.context);
    not_a_signature(objects.card);
    not_a_signature(objects.certificate);
    not_the_certificate_of_options(objects.card, objects.card);
    not_the_certificate_of_options(objects.card, objects.signature);
    check_open(&objects);

    jpki_signature_free(objects.signature);
    jpki_certificate_free(objects.certificate);
    jpki_card_free(objects.card);
    jpki_context_free(objects.context);
}

static void free_one(const struct objects *objects, int which)
{
    switch (which) {
    case 0: jpki_context_free(objects->context); break;
    case 1: jpki_card_free(objects->card); break;
    case 2: jpki_certificate_free(objects->certificate); break;
    default: jpki_signature_free(objects->signature); break;
    }
}

/* In each of the 24 orders, each twice, and then used. */
static void free_in_every_order(void)
{
    int order;

    for (order = 0; order < 24; order++) {
        struct objects objects = open_objects();
        int left[4] = {0, 1, 2, 3};
        int count, number = order;

        for (count = 4; count > 0; count--) {
            const int place = number % count;
            number /= count;
            free_one(&objects, left[place]);
            free_one(&objects, left[place]);
            left[place] = left[count - 1];
        }
        not_a_context(objects.context);
        not_a_card(objects.card);
        not_a_certificate(objects.certificate);
        not_a_signature(objects.signature);
    }
}

/* A number is not used twice, so an old handle never reaches a new object. */
static void old_handles(void)
{
    enum { COUNT = 200 };
    jpki_context *contexts[COUNT];
    int i, k;

    for (i = 0; i < COUNT; i++) {
        int is_new = 1;
        CHECK_STATUS(JPKI_OK, jpki_context_new(&contexts[i], NULL));
        for (k = 0; k < i; k++) {
            is_new = is_new && contexts[k] != contexts[i];
        }
        CHECK(is_new);
        jpki_context_free(contexts[i]);
    }
    for (i = 0; i < COUNT; i++) {
        CHECK_STATUS(JPKI_ERROR_HANDLE, jpki_context_cancel(contexts[i], NULL));
    }
}

void misuse_handles(void)
{
    made_up();
    free_in_every_order();
    old_handles();
}

/* What VB6 does: authenticates with a virtual card through jpkicard_std.dll, a wrong PIN first. */
#include <stdio.h>
#include <string.h>
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#define JPKI_STATIC
#include <jpkicard.h>

typedef jpki_status(__stdcall *open_function)(jpki_virtual_kind, jpki_card **, jpki_error *);
typedef jpki_status(__stdcall *authenticate_function)(
    jpki_card *, const char *, size_t, const uint8_t *, size_t, const jpki_sign_options *,
    jpki_authentication *, jpki_error *);
typedef int64_t(__stdcall *time_function)(const jpki_certificate *);
typedef const uint8_t *(__stdcall *data_function)(const jpki_signature *, size_t *);
typedef const char *(__stdcall *text_function)(jpki_status, jpki_language);
typedef void(__stdcall *free_function)(void *);

static HMODULE library;

static void (*find(const char *name))(void)
{
    FARPROC found = GetProcAddress(library, name);
    if (!found) {
        printf("%s is not exported\n", name);
        ExitProcess(1);
    }
    return (void (*)(void))found;
}

int main(void)
{
    static const uint8_t challenge[32] = {1, 2, 3};
    jpki_error error = {0};
    jpki_sign_options options = {0};
    jpki_authentication authentication = {0};
    jpki_card *card = NULL;
    authenticate_function authenticate;
    jpki_status status;
    size_t length = 0;
    long long not_after;

    library = LoadLibraryA("jpkicard_std.dll");
    if (!library) {
        printf("jpkicard_std.dll does not load: error %lu\n", GetLastError());
        return 1;
    }
    error.struct_size = sizeof error;
    options.struct_size = sizeof options;
    authentication.struct_size = sizeof authentication;
    status = ((open_function)find("jpki_card_open_virtual"))(
        JPKI_VIRTUAL_MY_NUMBER_CARD, &card, &error);
    if (status != JPKI_OK) {
        printf("no virtual card: %s\n", error.message);
        return 1;
    }
    authenticate = (authenticate_function)find("jpki_card_authenticate");
    status = authenticate(card, "0000", 4, challenge, sizeof challenge, &options, &authentication,
                          &error);
    if (status != JPKI_ERROR_PIN_WRONG || error.tries_left != 2) {
        printf("a wrong PIN: %ld, %s\n", (long)status, error.message);
        return 1;
    }
    status = authenticate(card, "1234", 4, challenge, sizeof challenge, &options, &authentication,
                          &error);
    if (status != JPKI_OK) {
        printf("the right PIN: %s\n", error.message);
        return 1;
    }
    ((data_function)find("jpki_signature_data"))(authentication.signature, &length);
    not_after = ((time_function)find("jpki_certificate_not_after"))(authentication.certificate);
    if (length != 256 || not_after < 0x60000000 || not_after > 0x7FFFFFFFFFLL) {
        printf("signature of %lu bytes, valid until %lld\n", (unsigned long)length, not_after);
        return 1;
    }
    if (!strstr(((text_function)find("jpki_status_text"))(
                    JPKI_ERROR_PIN_WRONG, JPKI_LANGUAGE_ENGLISH), "PIN")) {
        puts("no text");
        return 1;
    }
    ((free_function)find("jpki_signature_free"))(authentication.signature);
    ((free_function)find("jpki_certificate_free"))(authentication.certificate);
    ((free_function)find("jpki_card_free"))(card);
    puts("jpkicard_std.dll authenticates: a wrong PIN, then the right one");
    return 0;
}

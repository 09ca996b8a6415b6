/*
 * jpkicard-pkcs11.dll as a program loads it: windows_pkcs11.exe alone|desk. The declarations are
 * p11-kit's, packed as PKCS #11 requires on Windows.
 *
 *   alone   no service: the module works, and has no slots
 *   desk    two readers and their cards, in tests/wine/desk; leaves certificate.der, data and
 *           signature for another judge
 */
#include "check.h"
#include "windows_orders.h"

#include <p11-kit/pkcs11.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

/* p11-kit's are those of version 2.40, with which the table of 3.0 begins. */
#pragma pack(push, 1)
struct pkcs11_interface {
    const char *name;
    CK_FUNCTION_LIST *functions;
    CK_FLAGS flags;
};
#pragma pack(pop)

typedef CK_RV get_interface(const char *, CK_VERSION *, struct pkcs11_interface **, CK_FLAGS);

enum { PIN_FLAGS = 0xF0000 };

static const char DATA[] = "what is signed";

static HMODULE library;
static CK_FUNCTION_LIST *module;

static void check_rv(CK_RV expected, CK_RV got, const char *text, const char *file, int line)
{
    if (got != expected) {
        fprintf(stderr, "expected 0x%lX, got 0x%lX\n", expected, got);
    }
    check_true(got == expected, text, file, line);
}
#define CHECK_RV(expected, call) check_rv((expected), (call), #call, __FILE__, __LINE__)

static void *taken(const char *name)
{
    void *function = (void *)(ULONG_PTR)GetProcAddress(library, name);

    CHECK(function != NULL);
    return function;
}

static void load(void)
{
    void *functions[2];
    CK_C_GetFunctionList get_list;
    get_interface *get;
    CK_FUNCTION_LIST *list = NULL;
    CK_VERSION version = {2, 40};
    struct pkcs11_interface *found = NULL;

    library = LoadLibraryA("jpkicard-pkcs11.dll");
    CHECK(library != NULL);
    functions[0] = taken("C_GetFunctionList");
    functions[1] = taken("C_GetInterface");
    memcpy(&get_list, &functions[0], sizeof get_list);
    memcpy(&get, &functions[1], sizeof get);
    CHECK_RV(CKR_OK, get_list(&list));
    CHECK(list->version.major == 2 && list->version.minor == 40);
    CHECK(list->C_GetFunctionList == get_list);
    /* The last one of the table: no field before it has another size. */
    CHECK((void *)(ULONG_PTR)list->C_WaitForSlotEvent == taken("C_WaitForSlotEvent"));
    CHECK_RV(CKR_OK, get("PKCS 11", &version, &found, 0));
    CHECK(found->functions == list);
    CHECK_RV(CKR_OK, get(NULL, NULL, &found, 0));
    module = found->functions;
    CHECK(strcmp(found->name, "PKCS 11") == 0 && found->flags == 0);
    CHECK(module->version.major == 3 && module->version.minor == 0);
    CHECK((void *)(ULONG_PTR)module->C_WaitForSlotEvent == taken("C_WaitForSlotEvent"));
}

/* Whether a text that is padded with blanks is this one, or begins with it. */
static int begins(const CK_UTF8CHAR *field, const char *text)
{
    return memcmp(field, text, strlen(text)) == 0;
}

static void begin(void)
{
    CK_C_INITIALIZE_ARGS arguments;
    CK_INFO information;

    memset(&arguments, 0, sizeof arguments);
    arguments.flags = CKF_OS_LOCKING_OK;
    CHECK_RV(CKR_CRYPTOKI_NOT_INITIALIZED, module->C_GetInfo(&information));
    CHECK_RV(CKR_OK, module->C_Initialize(&arguments));
    CHECK_RV(CKR_CRYPTOKI_ALREADY_INITIALIZED, module->C_Initialize(NULL));
    CHECK_RV(CKR_OK, module->C_GetInfo(&information));
    CHECK(information.cryptokiVersion.major == 3 && information.flags == 0);
    CHECK(begins(information.manufacturerID, "jpkicard "));
    CHECK(begins(information.libraryDescription, "Individual Number Card (JPKI) "));
}

static CK_ULONG slots(CK_BBOOL with_token, CK_SLOT_ID *list, CK_ULONG room)
{
    CK_ULONG count = 0;

    CHECK_RV(CKR_OK, module->C_GetSlotList(with_token, NULL, &count));
    CHECK(count <= room);
    CHECK_RV(CKR_OK, module->C_GetSlotList(with_token, list, &count));
    return count;
}

static void *wait_for_a_card(void *result)
{
    CK_SLOT_ID slot;

    *(CK_RV *)result = module->C_WaitForSlotEvent(0, &slot, NULL);
    return NULL;
}

/* C_Finalize ends a wait in another thread. */
static void end(void)
{
    CK_RV waited = CKR_OK;
    CK_ULONG count = 0;
    pthread_t thread;

    CHECK(pthread_create(&thread, NULL, wait_for_a_card, &waited) == 0);
    Sleep(300);
    CHECK_RV(CKR_OK, module->C_Finalize(NULL));
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(waited == CKR_CRYPTOKI_NOT_INITIALIZED);
    CHECK_RV(CKR_CRYPTOKI_NOT_INITIALIZED, module->C_Finalize(NULL));
    CHECK_RV(CKR_CRYPTOKI_NOT_INITIALIZED, module->C_GetSlotList(CK_FALSE, NULL, &count));
}

static void without_service(void)
{
    CK_SLOT_ID list[8];
    CK_SESSION_HANDLE session;

    CHECK(slots(CK_FALSE, list, 8) == 0);
    CHECK(slots(CK_TRUE, list, 8) == 0);
    CHECK_RV(CKR_NO_EVENT, module->C_WaitForSlotEvent(CKF_DONT_BLOCK, list, NULL));
    CHECK_RV(CKR_SLOT_ID_INVALID,
             module->C_OpenSession(0, CKF_SERIAL_SESSION, NULL, NULL, &session));
}

static CK_TOKEN_INFO token(CK_SLOT_ID slot)
{
    CK_TOKEN_INFO information;

    CHECK_RV(CKR_OK, module->C_GetTokenInfo(slot, &information));
    return information;
}

static CK_FLAGS pin_flags(CK_SLOT_ID slot)
{
    return token(slot).flags & PIN_FLAGS;
}

static CK_SESSION_HANDLE open(CK_SLOT_ID slot)
{
    CK_SESSION_HANDLE session = CK_INVALID_HANDLE;

    CHECK_RV(CKR_OK, module->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL,
                                           &session));
    return session;
}

static CK_RV login(CK_SESSION_HANDLE session, const char *text)
{
    CK_UTF8CHAR pin[16];
    CK_ULONG length = (CK_ULONG)strlen(text);

    memcpy(pin, text, length);
    return module->C_Login(session, CKU_USER, pin, length);
}

static CK_STATE state(CK_SESSION_HANDLE session)
{
    CK_SESSION_INFO information;

    CHECK_RV(CKR_OK, module->C_GetSessionInfo(session, &information));
    return information.state;
}

/* The object of a class with an identifier; CK_INVALID_HANDLE if none is seen. */
static CK_OBJECT_HANDLE find(CK_SESSION_HANDLE session, CK_OBJECT_CLASS class, CK_BYTE identifier)
{
    CK_ATTRIBUTE template[2] = {{CKA_CLASS, NULL, sizeof class}, {CKA_ID, NULL, 1}};
    CK_OBJECT_HANDLE found[2] = {CK_INVALID_HANDLE, CK_INVALID_HANDLE};
    CK_ULONG count = 0;

    template[0].pValue = &class;
    template[1].pValue = &identifier;
    CHECK_RV(CKR_OK, module->C_FindObjectsInit(session, template, 2));
    CHECK_RV(CKR_OK, module->C_FindObjects(session, found, 2, &count));
    CHECK_RV(CKR_OK, module->C_FindObjectsFinal(session));
    CHECK(count <= 1);
    return found[0];
}

struct signature {
    CK_BYTE bytes[512];
    CK_ULONG length;
};

static CK_RV sign(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, struct signature *signature)
{
    CK_MECHANISM mechanism = {CKM_SHA256_RSA_PKCS, NULL, 0};
    CK_BYTE data[sizeof DATA];
    CK_RV begun = module->C_SignInit(session, &mechanism, key);

    if (begun != CKR_OK) {
        return begun;
    }
    memcpy(data, DATA, sizeof data);
    CHECK_RV(CKR_OK, module->C_Sign(session, data, sizeof data, NULL, &signature->length));
    CHECK(signature->length == 256);
    signature->length = sizeof signature->bytes;
    return module->C_Sign(session, data, sizeof data, signature->bytes, &signature->length);
}

static CK_RV verify(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, CK_BYTE first,
                    struct signature *signature)
{
    CK_MECHANISM mechanism = {CKM_SHA256_RSA_PKCS, NULL, 0};
    CK_BYTE data[sizeof DATA];

    memcpy(data, DATA, sizeof data);
    data[0] = first;
    CHECK_RV(CKR_OK, module->C_VerifyInit(session, &mechanism, key));
    return module->C_Verify(session, data, sizeof data, signature->bytes, signature->length);
}

static void write_file(const char *name, const void *bytes, size_t length)
{
    FILE *file = fopen(name, "wb");

    CHECK(file != NULL && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
}

static void write_certificate(CK_SESSION_HANDLE session)
{
    static CK_BYTE bytes[4096];
    CK_ATTRIBUTE value = {CKA_VALUE, NULL, 0};
    CK_OBJECT_HANDLE certificate = find(session, CKO_CERTIFICATE, 1);

    CHECK_RV(CKR_OK, module->C_GetAttributeValue(session, certificate, &value, 1));
    CHECK(value.ulValueLen > 1000 && value.ulValueLen < sizeof bytes);
    value.pValue = bytes;
    CHECK_RV(CKR_OK, module->C_GetAttributeValue(session, certificate, &value, 1));
    write_file("certificate.der", bytes, value.ulValueLen);
}

/* 受付, in UTF-8, whatever code page this source is compiled with. */
#define RECEPTION "\345\217\227\344\273\230"

static void what_is_there(const CK_SLOT_ID *list)
{
    static const char *const LABELS[] = {"JPKI (User Authentication PIN) ",
                                         "JPKI (Digital Signature PIN) "};
    CK_MECHANISM_TYPE mechanisms[32];
    CK_MECHANISM_INFO mechanism;
    CK_ULONG count = 32, index, found = 0;
    CK_SLOT_INFO slot;

    for (index = 0; index < 4; index++) {
        CK_TOKEN_INFO information = token(list[index]);

        CHECK_RV(CKR_OK, module->C_GetSlotInfo(list[index], &slot));
        CHECK(begins(slot.slotDescription, RECEPTION));
        CHECK(slot.flags == (CKF_TOKEN_PRESENT | CKF_REMOVABLE_DEVICE | CKF_HW_SLOT));
        CHECK(begins(information.label, LABELS[index % 2]));
        CHECK(begins(information.model, "My Number Card "));
        CHECK(information.ulMinPinLen == (index % 2 == 0 ? 4 : 6));
        CHECK(information.ulMaxPinLen == (index % 2 == 0 ? 4 : 16));
        CHECK((information.flags & CKF_LOGIN_REQUIRED) != 0
              && (information.flags & PIN_FLAGS) == 0);
    }
    CHECK_RV(CKR_OK, module->C_GetMechanismList(list[0], mechanisms, &count));
    for (index = 0; index < count; index++) {
        found += mechanisms[index] == CKM_SHA256_RSA_PKCS;
    }
    CHECK(found == 1);
    CHECK_RV(CKR_OK, module->C_GetMechanismInfo(list[0], CKM_SHA256_RSA_PKCS, &mechanism));
    CHECK(mechanism.ulMinKeySize == 2048 && (mechanism.flags & CKF_SIGN) != 0);
}

static void a_wrong_pin(CK_SLOT_ID slot, CK_SESSION_HANDLE session)
{
    CHECK_RV(CKR_PIN_INCORRECT, login(session, "12345"));
    CHECK(pin_flags(slot) == 0 && card_says(0, "verify_commands") == 0);
    CHECK_RV(CKR_PIN_INCORRECT, login(session, "9999"));
    CHECK(pin_flags(slot) == CKF_USER_PIN_COUNT_LOW);
    CHECK(card_says(0, "pin_tries") == 2 && !key_is_open(0));
    CHECK(state(session) == CKS_RW_PUBLIC_SESSION);
}

static void a_signature(CK_SLOT_ID slot, CK_SESSION_HANDLE session)
{
    struct signature signature;
    CK_OBJECT_HANDLE private_key, public_key;

    CHECK(find(session, CKO_PRIVATE_KEY, 1) == CK_INVALID_HANDLE);
    CHECK_RV(CKR_OK, login(session, "1234"));
    CHECK(pin_flags(slot) == 0 && state(session) == CKS_RW_USER_FUNCTIONS);
    CHECK(card_says(0, "pin_tries") == 3 && !key_is_open(0));
    private_key = find(session, CKO_PRIVATE_KEY, 1);
    public_key = find(session, CKO_PUBLIC_KEY, 1);
    CHECK(private_key != CK_INVALID_HANDLE && public_key != CK_INVALID_HANDLE);
    CHECK_RV(CKR_OK, sign(session, private_key, &signature));
    CHECK(signature.length == 256 && !key_is_open(0));
    /* The wrong one, the login, and one for the signature. */
    CHECK(card_says(0, "verify_commands") == 3);
    CHECK_RV(CKR_OK, verify(session, public_key, (CK_BYTE)DATA[0], &signature));
    CHECK_RV(CKR_SIGNATURE_INVALID, verify(session, public_key, 'W', &signature));
    write_file("data", DATA, sizeof DATA);
    write_file("signature", signature.bytes, signature.length);
    write_certificate(session);
    CHECK_RV(CKR_OK, module->C_Logout(session));
    CHECK(find(session, CKO_PRIVATE_KEY, 1) == CK_INVALID_HANDLE);
    CHECK_RV(CKR_USER_NOT_LOGGED_IN, sign(session, private_key, &signature));
    CHECK(card_says(0, "verify_commands") == 3);
}

static void the_other_key(CK_SLOT_ID slot)
{
    CK_SESSION_HANDLE session = open(slot);
    struct signature signature;

    CHECK_RV(CKR_OK, login(session, "ABC123"));
    CHECK_RV(CKR_OK, sign(session, find(session, CKO_PRIVATE_KEY, 2), &signature));
    CHECK_RV(CKR_OK, verify(session, find(session, CKO_PUBLIC_KEY, 2), (CK_BYTE)DATA[0],
                            &signature));
    CHECK(card_says(1, "password_tries") == 5 && card_says(1, "signature_key_open") == 0);
    CHECK_RV(CKR_OK, module->C_CloseSession(session));
}

/* A slot of the first reader. */
static void wait_for_event(const CK_SLOT_ID *list)
{
    CK_SLOT_ID slot = 0;

    CHECK_RV(CKR_OK, module->C_WaitForSlotEvent(0, &slot, NULL));
    CHECK(slot == list[0]);
    CHECK_RV(CKR_OK, module->C_WaitForSlotEvent(CKF_DONT_BLOCK, &slot, NULL));
    CHECK(slot == list[1]);
}

static void a_removal(const CK_SLOT_ID *list, CK_SESSION_HANDLE session)
{
    CK_SESSION_INFO information;
    CK_TOKEN_INFO none;

    CHECK_RV(CKR_OK, login(session, "1234"));
    CHECK(strcmp(order("remove 0"), "removed") == 0);
    wait_for_event(list);
    CHECK_RV(CKR_SESSION_HANDLE_INVALID, module->C_GetSessionInfo(session, &information));
    CHECK_RV(CKR_TOKEN_NOT_PRESENT, module->C_GetTokenInfo(list[0], &none));
    CHECK(strcmp(order("insert 0"), "inserted") == 0);
    wait_for_event(list);
    CHECK(state(open(list[0])) == CKS_RW_PUBLIC_SESSION);
}

/* pcscd notices a card some time after it was inserted: for a module that has begun, an event. */
static void until_all_cards_are_seen(void)
{
    CK_ULONG count = 0;
    int turns;

    for (turns = 0; turns < 100 && count != 4; turns++) {
        Sleep(100);
        (void)module->C_GetSlotList(CK_TRUE, NULL, &count);
    }
}

static void at_a_desk(void)
{
    CK_SLOT_ID list[8];
    CK_SESSION_HANDLE session;

    CHECK(slots(CK_FALSE, list, 8) == 4);
    CHECK(slots(CK_TRUE, list, 8) == 4);
    what_is_there(list);
    session = open(list[0]);
    a_wrong_pin(list[0], session);
    a_signature(list[0], session);
    the_other_key(list[3]);
    a_removal(list, session);
}

int main(int count, char **arguments)
{
    int round;

    CHECK(count == 2);
    load();
    for (round = 0; round < 2; round++) {
        begin();
        if (strcmp(arguments[1], "alone") == 0) {
            without_service();
        } else if (round == 0) {
            until_all_cards_are_seen();
        } else {
            at_a_desk();
        }
        end();
    }
    FreeLibrary(library);
    return checks_end();
}

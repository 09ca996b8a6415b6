/*
 * The system's WinSCard.dll, by its full path: its name alone would be this DLL.
 */
#include "parts.h"

static struct system_calls calls;
static INIT_ONCE loading = INIT_ONCE_STATIC_INIT;

static FARPROC found(HMODULE module, const char *name, int *complete)
{
    FARPROC function = GetProcAddress(module, name);

    *complete = *complete && function != NULL;
    return function;
}

/* Through void *, as compilers dislike a cast from one function type to another. */
#define TAKE(member, name)                                        \
    do {                                                          \
        void *taken = (void *)(ULONG_PTR)found(module, name, &complete); \
        memcpy(&calls.member, &taken, sizeof taken);              \
    } while (0)

static BOOL CALLBACK load(PINIT_ONCE once, PVOID parameter, PVOID *context)
{
    WCHAR path[MAX_PATH + 16];
    UINT length = GetSystemDirectoryW(path, MAX_PATH);
    HMODULE module;
    int complete = 1;

    (void)once;
    (void)parameter;
    (void)context;
    memcpy(path + length, L"\\winscard.dll", sizeof L"\\winscard.dll");
    module = LoadLibraryW(path);
    if (module == NULL) {
        return FALSE;
    }
    TAKE(establish, "SCardEstablishContext");
    TAKE(release, "SCardReleaseContext");
    TAKE(is_valid, "SCardIsValidContext");
    TAKE(cancel, "SCardCancel");
    TAKE(list, "SCardListReadersW");
    TAKE(change, "SCardGetStatusChangeW");
    TAKE(connect, "SCardConnectW");
    TAKE(reconnect, "SCardReconnect");
    TAKE(disconnect, "SCardDisconnect");
    TAKE(begin, "SCardBeginTransaction");
    TAKE(end, "SCardEndTransaction");
    TAKE(status, "SCardStatusW");
    TAKE(transmit, "SCardTransmit");
    TAKE(control, "SCardControl");
    TAKE(get_attribute, "SCardGetAttrib");
    TAKE(free_memory, "SCardFreeMemory");
    calls.under_wine =
        GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "wine_get_version") != NULL;
    return complete;
}

const struct system_calls *the_system(void)
{
    return InitOnceExecuteOnce(&loading, load, NULL, NULL) ? &calls : NULL;
}

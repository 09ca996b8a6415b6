/*
 * PC/SC's functions: each asks the plan, and then calls the system's with the system's handle.
 */
#include "parts.h"

const SCARD_IO_REQUEST test_t0 = {SCARD_PROTOCOL_T0, sizeof(SCARD_IO_REQUEST)};
const SCARD_IO_REQUEST test_t1 = {SCARD_PROTOCOL_T1, sizeof(SCARD_IO_REQUEST)};
const SCARD_IO_REQUEST test_raw = {SCARD_PROTOCOL_RAW, sizeof(SCARD_IO_REQUEST)};

/* Whether the call is to be made: `code` stays SCARD_S_SUCCESS. */
static LONG begin_call(const char *function, enum kind kind, ULONG_PTR handle, ULONG_PTR *real)
{
    LONG code = planned(function);

    if (code == SCARD_S_SUCCESS && the_system() == NULL) {
        code = SCARD_F_INTERNAL_ERROR;
    }
    return code == SCARD_S_SUCCESS ? real_handle(kind, handle, real) : code;
}

LONG WINAPI test_establish(DWORD scope, LPCVOID first, LPCVOID second, LPSCARDCONTEXT context)
{
    const struct system_calls *calls = the_system();
    LONG code = planned("SCardEstablishContext");
    ULONG_PTR real;

    if (code == SCARD_S_SUCCESS) {
        code = calls == NULL ? SCARD_F_INTERNAL_ERROR
                             : calls->establish(scope, first, second, &real);
    }
    if (code == SCARD_S_SUCCESS) {
        *context = new_handle(OF_CONTEXT, real);
    }
    return code;
}

LONG WINAPI test_release(SCARDCONTEXT context)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardReleaseContext", OF_CONTEXT, context, &real);

    if (code == SCARD_S_SUCCESS) {
        code = the_system()->release(real);
    }
    free_handle(OF_CONTEXT, context);
    return code;
}

LONG WINAPI test_is_valid(SCARDCONTEXT context)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardIsValidContext", OF_CONTEXT, context, &real);

    return code == SCARD_S_SUCCESS ? the_system()->is_valid(real) : code;
}

LONG WINAPI test_cancel(SCARDCONTEXT context)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardCancel", OF_CONTEXT, context, &real);

    if (code == SCARD_S_SUCCESS && the_system()->under_wine) {
        cancel_waits(context);
        return code;
    }
    return code == SCARD_S_SUCCESS ? the_system()->cancel(real) : code;
}

/*
 * Wine 10 reads pcscd's list, which is UTF-8, name by name, and goes on by the name's length in
 * UTF-16: after a Japanese name it lists ends of it as readers. Takes these out, from a list with
 * its end; returns the new length.
 */
static DWORD without_ends(LPWSTR names)
{
    WCHAR *to = names;
    const WCHAR *from = names;

    while (*from != 0) {
        const size_t characters = wcslen(from) + 1;
        const size_t bytes = (size_t)WideCharToMultiByte(CP_UTF8, 0, from, -1, NULL, 0, NULL, NULL);
        size_t passed = characters;

        memmove(to, from, characters * sizeof *to);
        to += characters;
        from += characters;
        while (passed < bytes && *from != 0) {
            const size_t end = wcslen(from) + 1;

            passed += end;
            from += end;
        }
    }
    *to = 0;
    return (DWORD)(to - names + 1);
}

LONG list_readers(SCARDCONTEXT context, LPCWSTR groups, LPWSTR names, LPDWORD length)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardListReaders", OF_CONTEXT, context, &real);

    if (code != SCARD_S_SUCCESS) {
        return code;
    }
    code = the_system()->list(real, groups, names, length);
    if (code == SCARD_S_SUCCESS && names != NULL && the_system()->under_wine) {
        *length = without_ends(names);
    }
    return code;
}

LONG WINAPI test_list(SCARDCONTEXT context, LPCWSTR groups, LPWSTR names, LPDWORD length)
{
    return list_readers(context, groups, names, length);
}

LONG connect_card(SCARDCONTEXT context, LPCWSTR reader, DWORD share, DWORD protocols,
                  LPSCARDHANDLE card, LPDWORD protocol)
{
    ULONG_PTR real, real_card;
    LONG code = begin_call("SCardConnect", OF_CONTEXT, context, &real);

    if (code == SCARD_S_SUCCESS) {
        code = the_system()->connect(real, reader, share, protocols, &real_card, protocol);
    }
    if (code == SCARD_S_SUCCESS) {
        *card = new_handle(OF_CARD, real_card);
    }
    return code;
}

LONG WINAPI test_connect(SCARDCONTEXT context, LPCWSTR reader, DWORD share, DWORD protocols,
                         LPSCARDHANDLE card, LPDWORD protocol)
{
    return connect_card(context, reader, share, protocols, card, protocol);
}

LONG WINAPI test_reconnect(SCARDHANDLE card, DWORD share, DWORD protocols, DWORD initialization,
                           LPDWORD protocol)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardReconnect", OF_CARD, card, &real);

    return code == SCARD_S_SUCCESS
               ? the_system()->reconnect(real, share, protocols, initialization, protocol)
               : code;
}

LONG WINAPI test_disconnect(SCARDHANDLE card, DWORD disposition)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardDisconnect", OF_CARD, card, &real);

    if (code == SCARD_S_SUCCESS) {
        code = the_system()->disconnect(real, disposition);
        free_handle(OF_CARD, card);
    }
    return code;
}

LONG WINAPI test_begin(SCARDHANDLE card)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardBeginTransaction", OF_CARD, card, &real);

    return code == SCARD_S_SUCCESS ? the_system()->begin(real) : code;
}

LONG WINAPI test_end(SCARDHANDLE card, DWORD disposition)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardEndTransaction", OF_CARD, card, &real);

    return code == SCARD_S_SUCCESS ? the_system()->end(real, disposition) : code;
}

LONG card_status(SCARDHANDLE card, LPWSTR names, LPDWORD length, LPDWORD state, LPDWORD protocol,
                 LPBYTE atr, LPDWORD atr_length)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardStatus", OF_CARD, card, &real);

    return code == SCARD_S_SUCCESS
               ? the_system()->status(real, names, length, state, protocol, atr, atr_length)
               : code;
}

LONG WINAPI test_status(SCARDHANDLE card, LPWSTR names, LPDWORD length, LPDWORD state,
                        LPDWORD protocol, LPBYTE atr, LPDWORD atr_length)
{
    return card_status(card, names, length, state, protocol, atr, atr_length);
}

LONG WINAPI test_transmit(SCARDHANDLE card, LPCSCARD_IO_REQUEST protocol, LPCBYTE command,
                          DWORD command_length, LPSCARD_IO_REQUEST answer_protocol, LPBYTE answer,
                          LPDWORD answer_length)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardTransmit", OF_CARD, card, &real);

    return code == SCARD_S_SUCCESS
               ? the_system()->transmit(real, protocol, command, command_length, answer_protocol,
                                        answer, answer_length)
               : code;
}

LONG WINAPI test_control(SCARDHANDLE card, DWORD control, LPCVOID in, DWORD in_size, LPVOID out,
                         DWORD out_size, LPDWORD returned)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardControl", OF_CARD, card, &real);

    return code == SCARD_S_SUCCESS
               ? the_system()->control(real, control, in, in_size, out, out_size, returned)
               : code;
}

LONG WINAPI test_get_attribute(SCARDHANDLE card, DWORD attribute, LPBYTE data, LPDWORD length)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardGetAttrib", OF_CARD, card, &real);

    return code == SCARD_S_SUCCESS ? the_system()->get_attribute(real, attribute, data, length)
                                   : code;
}

LONG WINAPI test_free_memory(SCARDCONTEXT context, LPCVOID memory)
{
    ULONG_PTR real;
    LONG code = begin_call("SCardFreeMemory", OF_CONTEXT, context, &real);

    return code == SCARD_S_SUCCESS ? the_system()->free_memory(real, memory) : code;
}

/*
 * The functions for the ANSI code page, by those for UTF-16: Wine 10 mangles lists of names that are
 * not ASCII. SCARD_AUTOALLOCATE, which the library does not use, is refused.
 */
#include "parts.h"

enum { MOST_CHARACTERS = 2048, MOST_READERS = 32, NAME_CHARACTERS = 256 };

static int widen(const char *name, WCHAR *wide, int size)
{
    return MultiByteToWideChar(CP_ACP, 0, name, -1, wide, size) > 0;
}

/* Stores a list, its length in characters known, as PC/SC does. */
static LONG narrow(const WCHAR *wide, DWORD wide_length, LPSTR names, LPDWORD length)
{
    char list[2 * MOST_CHARACTERS];
    int needed = WideCharToMultiByte(CP_ACP, 0, wide, (int)wide_length, list, sizeof list, NULL,
                                     NULL);
    DWORD room = *length;

    if (needed <= 0) {
        return SCARD_F_INTERNAL_ERROR;
    }
    *length = (DWORD)needed;
    if (names == NULL) {
        return SCARD_S_SUCCESS;
    }
    if (room < (DWORD)needed) {
        return SCARD_E_INSUFFICIENT_BUFFER;
    }
    memcpy(names, list, (size_t)needed);
    return SCARD_S_SUCCESS;
}

LONG WINAPI test_list_a(SCARDCONTEXT context, LPCSTR groups, LPSTR names, LPDWORD length)
{
    WCHAR wide[MOST_CHARACTERS];
    DWORD wide_length = MOST_CHARACTERS;
    LONG code;

    if (groups != NULL || length == NULL || *length == SCARD_AUTOALLOCATE) {
        return SCARD_E_INVALID_PARAMETER;
    }
    code = list_readers(context, NULL, wide, &wide_length);
    return code == SCARD_S_SUCCESS ? narrow(wide, wide_length, names, length) : code;
}

LONG WINAPI test_change_a(SCARDCONTEXT context, DWORD timeout, LPSCARD_READERSTATEA states,
                          DWORD count)
{
    SCARD_READERSTATEW wide[MOST_READERS];
    WCHAR names[MOST_READERS][NAME_CHARACTERS];
    DWORD index;
    LONG code;

    if (count > MOST_READERS) {
        return SCARD_E_INVALID_PARAMETER;
    }
    memset(wide, 0, sizeof wide);
    for (index = 0; index < count; index++) {
        if (!widen(states[index].szReader, names[index], NAME_CHARACTERS)) {
            return SCARD_E_INVALID_PARAMETER;
        }
        wide[index].szReader = names[index];
        wide[index].dwCurrentState = states[index].dwCurrentState;
    }
    code = status_change(context, timeout, wide, count);
    for (index = 0; index < count; index++) {
        states[index].dwEventState = wide[index].dwEventState;
        states[index].cbAtr = wide[index].cbAtr;
        memcpy(states[index].rgbAtr, wide[index].rgbAtr, sizeof wide[index].rgbAtr);
    }
    return code;
}

LONG WINAPI test_connect_a(SCARDCONTEXT context, LPCSTR reader, DWORD share, DWORD protocols,
                           LPSCARDHANDLE card, LPDWORD protocol)
{
    WCHAR name[NAME_CHARACTERS];

    return widen(reader, name, NAME_CHARACTERS)
               ? connect_card(context, name, share, protocols, card, protocol)
               : SCARD_E_INVALID_PARAMETER;
}

LONG WINAPI test_status_a(SCARDHANDLE card, LPSTR names, LPDWORD length, LPDWORD state,
                          LPDWORD protocol, LPBYTE atr, LPDWORD atr_length)
{
    WCHAR wide[MOST_CHARACTERS];
    DWORD wide_length = MOST_CHARACTERS;
    LONG code = card_status(card, wide, &wide_length, state, protocol, atr, atr_length);

    return code == SCARD_S_SUCCESS && length != NULL ? narrow(wide, wide_length, names, length)
                                                     : code;
}

/*
 * SCardGetStatusChange. Wine 10 ignores dwCurrentState and returns at once, and its SCardCancel does
 * not end a wait: there this looks again and again, and compares as Windows does.
 */
#include "parts.h"

#include <wchar.h>

enum { PAUSE = 15 };

static const WCHAR NEW_READERS[] = L"\\\\?PnP?\\Notification";

/* The bits whose change ends a wait. */
#define WATCHED                                                                          \
    (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE | SCARD_STATE_EMPTY | SCARD_STATE_PRESENT \
     | SCARD_STATE_EXCLUSIVE | SCARD_STATE_INUSE | SCARD_STATE_MUTE)

static LONG count_readers(SCARDCONTEXT real, DWORD *count)
{
    WCHAR names[2048];
    DWORD length = sizeof names / sizeof *names;
    LONG code = the_system()->list(real, NULL, names, &length);
    const WCHAR *name;

    *count = 0;
    if (code == (LONG)SCARD_E_NO_READERS_AVAILABLE) {
        return SCARD_S_SUCCESS;
    }
    for (name = names; code == SCARD_S_SUCCESS && *name != 0; name += wcslen(name) + 1) {
        (*count)++;
    }
    return code;
}

static int differs(DWORD known, DWORD now)
{
    return known == SCARD_STATE_UNAWARE || ((known ^ now) & WATCHED) != 0
           || (known >> 16 != 0 && known >> 16 != now >> 16);
}

/* Looks at one reader now. */
static LONG look(SCARDCONTEXT real, SCARD_READERSTATEW *state, int *news)
{
    SCARD_READERSTATEW now;
    DWORD count;
    LONG code;

    if (wcscmp(state->szReader, NEW_READERS) == 0) {
        code = count_readers(real, &count);
        state->dwEventState = count << 16;
        if (code == SCARD_S_SUCCESS && count != state->dwCurrentState >> 16) {
            state->dwEventState |= SCARD_STATE_CHANGED;
            *news = 1;
        }
        return code;
    }
    if ((state->dwCurrentState & SCARD_STATE_IGNORE) != 0) {
        state->dwEventState = SCARD_STATE_IGNORE;
        return SCARD_S_SUCCESS;
    }
    memset(&now, 0, sizeof now);
    now.szReader = state->szReader;
    code = the_system()->change(real, 0, &now, 1);
    if (code == (LONG)SCARD_E_UNKNOWN_READER) {
        state->dwEventState = SCARD_STATE_UNKNOWN | SCARD_STATE_IGNORE | SCARD_STATE_CHANGED;
        *news = 1;
        return SCARD_S_SUCCESS;
    }
    if (code != SCARD_S_SUCCESS) {
        return code;
    }
    state->dwEventState = now.dwEventState & ~(DWORD)SCARD_STATE_CHANGED;
    state->cbAtr = now.cbAtr;
    memcpy(state->rgbAtr, now.rgbAtr, sizeof now.rgbAtr);
    if (differs(state->dwCurrentState, state->dwEventState)) {
        state->dwEventState |= SCARD_STATE_CHANGED;
        *news = 1;
    }
    return SCARD_S_SUCCESS;
}

static LONG wait_for_news(SCARDCONTEXT context, DWORD timeout, SCARD_READERSTATEW *states,
                          DWORD count)
{
    ULONGLONG begun = GetTickCount64();

    for (;;) {
        ULONG_PTR real;
        DWORD index;
        int news = 0;
        LONG code = real_handle(OF_CONTEXT, context, &real), ended;

        for (index = 0; code == SCARD_S_SUCCESS && index < count; index++) {
            code = look(real, &states[index], &news);
        }
        /* The service may have gone meanwhile. */
        ended = real_handle(OF_CONTEXT, context, &real);
        if (ended != SCARD_S_SUCCESS) {
            return ended;
        }
        if (code != SCARD_S_SUCCESS || news) {
            return code;
        }
        if (was_cancelled(context)) {
            return SCARD_E_CANCELLED;
        }
        if (timeout != INFINITE && GetTickCount64() - begun >= timeout) {
            return SCARD_E_TIMEOUT;
        }
        Sleep(PAUSE);
    }
}

LONG status_change(SCARDCONTEXT context, DWORD timeout, LPSCARD_READERSTATEW states, DWORD count)
{
    ULONG_PTR real;
    LONG code = planned("SCardGetStatusChange");

    if (code == SCARD_S_SUCCESS && the_system() == NULL) {
        code = SCARD_F_INTERNAL_ERROR;
    }
    if (code == SCARD_S_SUCCESS) {
        code = real_handle(OF_CONTEXT, context, &real);
    }
    if (code != SCARD_S_SUCCESS) {
        return code;
    }
    if (!the_system()->under_wine) {
        return the_system()->change(real, timeout, states, count);
    }
    begin_wait(context);
    code = wait_for_news(context, timeout, states, count);
    end_wait(context);
    return code;
}

LONG WINAPI test_change(SCARDCONTEXT context, DWORD timeout, LPSCARD_READERSTATEW states,
                        DWORD count)
{
    return status_change(context, timeout, states, count);
}

/*
 * The parts of the tests' winscard.dll: each in a file of its own.
 */
#ifndef PARTS_H
#define PARTS_H

#include <windows.h>

#include <winscard.h>

/* The functions of the system's WinSCard.dll. */
struct system_calls {
    LONG(WINAPI *establish)(DWORD, LPCVOID, LPCVOID, LPSCARDCONTEXT);
    LONG(WINAPI *release)(SCARDCONTEXT);
    LONG(WINAPI *is_valid)(SCARDCONTEXT);
    LONG(WINAPI *cancel)(SCARDCONTEXT);
    LONG(WINAPI *list)(SCARDCONTEXT, LPCWSTR, LPWSTR, LPDWORD);
    LONG(WINAPI *change)(SCARDCONTEXT, DWORD, LPSCARD_READERSTATEW, DWORD);
    LONG(WINAPI *connect)(SCARDCONTEXT, LPCWSTR, DWORD, DWORD, LPSCARDHANDLE, LPDWORD);
    LONG(WINAPI *reconnect)(SCARDHANDLE, DWORD, DWORD, DWORD, LPDWORD);
    LONG(WINAPI *disconnect)(SCARDHANDLE, DWORD);
    LONG(WINAPI *begin)(SCARDHANDLE);
    LONG(WINAPI *end)(SCARDHANDLE, DWORD);
    LONG(WINAPI *status)(SCARDHANDLE, LPWSTR, LPDWORD, LPDWORD, LPDWORD, LPBYTE, LPDWORD);
    LONG(WINAPI *transmit)(SCARDHANDLE, LPCSCARD_IO_REQUEST, LPCBYTE, DWORD, LPSCARD_IO_REQUEST,
                           LPBYTE, LPDWORD);
    LONG(WINAPI *control)(SCARDHANDLE, DWORD, LPCVOID, DWORD, LPVOID, DWORD, LPDWORD);
    LONG(WINAPI *get_attribute)(SCARDHANDLE, DWORD, LPBYTE, LPDWORD);
    LONG(WINAPI *free_memory)(SCARDCONTEXT, LPCVOID);
    int under_wine;
};

/* Loads them at the first call; NULL if they cannot be loaded. */
const struct system_calls *the_system(void);

/* What the plan answers this call with; SCARD_S_SUCCESS if the call is to be made. */
LONG planned(const char *function);

/* Our own handles, so that one of an earlier service stays distinct from those of the next. */
enum kind { OF_CONTEXT, OF_CARD };

ULONG_PTR new_handle(enum kind kind, ULONG_PTR real);
/* SCARD_S_SUCCESS with the system's handle, or what the handle is answered with. */
LONG real_handle(enum kind kind, ULONG_PTR handle, ULONG_PTR *real);
void free_handle(enum kind kind, ULONG_PTR handle);
/* The service has gone: every handle is answered with `code`, and the cards keep their power. */
void end_all_handles(LONG code);

/* A wait that can be cancelled from another thread. */
void begin_wait(ULONG_PTR context);
int was_cancelled(ULONG_PTR context);
void end_wait(ULONG_PTR context);
void cancel_waits(ULONG_PTR context);

/* The functions for UTF-16, which those for the ANSI code page call. */
LONG list_readers(SCARDCONTEXT context, LPCWSTR groups, LPWSTR names, LPDWORD length);
LONG status_change(SCARDCONTEXT context, DWORD timeout, LPSCARD_READERSTATEW states, DWORD count);
LONG connect_card(SCARDCONTEXT context, LPCWSTR reader, DWORD share, DWORD protocols,
                  LPSCARDHANDLE card, LPDWORD protocol);
LONG card_status(SCARDHANDLE card, LPWSTR names, LPDWORD length, LPDWORD state, LPDWORD protocol,
                 LPBYTE atr, LPDWORD atr_length);

#endif

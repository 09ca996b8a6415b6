/*
 * Our own handles, and the end of them all with the service that knew them.
 */
#include "parts.h"

enum { MOST = 1024, INDEX_BITS = 10 };

struct entry {
    ULONG_PTR handle; /* 0: free */
    ULONG_PTR real;
    LONG dead; /* what it is answered with once its service has gone */
    int waits;
    int cancelled;
};

static struct entry entries[2][MOST];
static ULONG_PTR serial;
static SRWLOCK guard = SRWLOCK_INIT;

static struct entry *entry_of(enum kind kind, ULONG_PTR handle)
{
    struct entry *entry = &entries[kind][handle & (MOST - 1)];

    return handle != 0 && entry->handle == handle ? entry : NULL;
}

ULONG_PTR new_handle(enum kind kind, ULONG_PTR real)
{
    ULONG_PTR handle = 0, index;

    AcquireSRWLockExclusive(&guard);
    for (index = 0; index < MOST && handle == 0; index++) {
        if (entries[kind][index].handle == 0) {
            handle = (++serial << INDEX_BITS) | index;
            memset(&entries[kind][index], 0, sizeof entries[kind][index]);
            entries[kind][index].handle = handle;
            entries[kind][index].real = real;
        }
    }
    ReleaseSRWLockExclusive(&guard);
    return handle;
}

LONG real_handle(enum kind kind, ULONG_PTR handle, ULONG_PTR *real)
{
    LONG code = ERROR_INVALID_HANDLE;
    const struct entry *entry;

    AcquireSRWLockExclusive(&guard);
    entry = entry_of(kind, handle);
    if (entry != NULL) {
        code = entry->dead;
        *real = entry->real;
    }
    ReleaseSRWLockExclusive(&guard);
    return code;
}

void free_handle(enum kind kind, ULONG_PTR handle)
{
    struct entry *entry;

    AcquireSRWLockExclusive(&guard);
    entry = entry_of(kind, handle);
    if (entry != NULL) {
        entry->handle = 0;
    }
    ReleaseSRWLockExclusive(&guard);
}

void end_all_handles(LONG code)
{
    const struct system_calls *calls = the_system();
    ULONG_PTR cards[MOST], contexts[MOST];
    size_t card_count = 0, context_count = 0, index;

    AcquireSRWLockExclusive(&guard);
    for (index = 0; index < MOST; index++) {
        struct entry *card = &entries[OF_CARD][index], *context = &entries[OF_CONTEXT][index];

        if (card->handle != 0 && card->dead == 0) {
            card->dead = code;
            cards[card_count++] = card->real;
        }
        if (context->handle != 0 && context->dead == 0) {
            context->dead = code;
            contexts[context_count++] = context->real;
        }
    }
    ReleaseSRWLockExclusive(&guard);
    for (index = 0; calls != NULL && index < card_count; index++) {
        calls->end(cards[index], SCARD_LEAVE_CARD);
        calls->disconnect(cards[index], SCARD_LEAVE_CARD);
    }
    for (index = 0; calls != NULL && index < context_count; index++) {
        calls->release(contexts[index]);
    }
}

void begin_wait(ULONG_PTR context)
{
    struct entry *entry;

    AcquireSRWLockExclusive(&guard);
    entry = entry_of(OF_CONTEXT, context);
    if (entry != NULL) {
        entry->waits++;
    }
    ReleaseSRWLockExclusive(&guard);
}

int was_cancelled(ULONG_PTR context)
{
    const struct entry *entry;
    int cancelled;

    AcquireSRWLockExclusive(&guard);
    entry = entry_of(OF_CONTEXT, context);
    cancelled = entry != NULL && entry->cancelled;
    ReleaseSRWLockExclusive(&guard);
    return cancelled;
}

void end_wait(ULONG_PTR context)
{
    struct entry *entry;

    AcquireSRWLockExclusive(&guard);
    entry = entry_of(OF_CONTEXT, context);
    if (entry != NULL && --entry->waits == 0) {
        entry->cancelled = 0;
    }
    ReleaseSRWLockExclusive(&guard);
}

void cancel_waits(ULONG_PTR context)
{
    struct entry *entry;

    AcquireSRWLockExclusive(&guard);
    entry = entry_of(OF_CONTEXT, context);
    if (entry != NULL && entry->waits > 0) {
        entry->cancelled = 1;
    }
    ReleaseSRWLockExclusive(&guard);
}

/*
 * A desk on Windows: two readers with a virtual card in each, in tests/wine/desk.
 */
#ifndef WINDOWS_DESK_H
#define WINDOWS_DESK_H

#include "check.h"
#include "windows_orders.h"

#include <stdio.h>

enum { MOST_WAIT = 20000 };

struct desk {
    jpki_context *context;
    char readers[2][256];
};

/* The card in a reader of the desk; the caller frees it. */
jpki_card *card_at(const struct desk *desk, int reader);
/* One authentication; frees what it gives. */
jpki_status authenticate(jpki_card *card, const char *pin, jpki_error *error);

double seconds(void);

/* What a desk meets on a day. */
void a_day(const struct desk *desk);
/* Windows' own codes at each call. */
void every_code(const struct desk *desk);

#endif

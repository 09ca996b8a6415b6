/*
 * A desk on Windows: two readers with a virtual card in each, and whoever runs the program
 * (tests/wine/desk) does what it asks for on its standard output.
 */
#ifndef WINDOWS_DESK_H
#define WINDOWS_DESK_H

#include "check.h"

#include <stdio.h>

enum { ORDER_SIZE = 512, MOST_WAIT = 20000 };

struct desk {
    jpki_context *context;
    char readers[2][256];
};

/* Has something done; the answer, valid until the next order. */
const char *order(const char *format, ...);
/* The number behind `name=` in the status of a card. */
int card_says(int reader, const char *name);
int key_is_open(int reader);

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

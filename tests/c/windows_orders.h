/*
 * Whoever runs the program (tests/wine/desk) does what it asks for on its standard output.
 */
#ifndef WINDOWS_ORDERS_H
#define WINDOWS_ORDERS_H

/* Has something done; the answer, valid until the next order. */
const char *order(const char *format, ...);
/* The number behind `name=` in the status of a card. */
int card_says(int reader, const char *name);
int key_is_open(int reader);

#endif

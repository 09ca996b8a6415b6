/* Invalid values for each kind of parameter. */
#ifndef MISUSE_VALUES_H
#define MISUSE_VALUES_H

#include "misuse_memory.h"

/* The expectation if the call has the same result as with a valid argument. */
#define AS_GOOD 1

struct bad {
    union value value;
    jpki_status expected;
};

enum { MOST_VALUES = 320 };

struct bad_values {
    struct bad list[MOST_VALUES];
    int count;
};

/* Fills in all of them; the first ones differ most. */
void bad_values_of(int parameter, const struct objects *open, const struct objects *freed,
                   struct bad_values *values);

#endif

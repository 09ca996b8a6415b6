/* The parts of the misuse program, and what they share. */
#ifndef MISUSE_H
#define MISUSE_H

#include "check.h"

/* One handle of each kind that can be made without a reader. */
struct objects {
    jpki_context *context;
    jpki_card *card;
    jpki_certificate *certificate;
    jpki_signature *signature;
};

jpki_card *open_card(void);
struct objects open_objects(void);
/* Checks that a card still has all three tries: no misuse may spend one. */
void check_three_tries(jpki_card *card);

void misuse_handles(void);
void misuse_arguments(void);
void misuse_structures(void);
void misuse_log(void);
void misuse_threads(void);

#endif

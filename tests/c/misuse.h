/* The parts of the misuse program and their shared objects. */
#ifndef MISUSE_H
#define MISUSE_H

#include "check.h"

/* The kinds of handle. */
enum handle_kind {
    CONTEXT = 1, READERS, CARD, CERTIFICATE, SIGNATURE, MONITOR, OCSP_REQUEST,
    FACE, PICTURE, ATTRIBUTES, CANCELLATION, ITEMS, REVOCATION_LIST, CARD_AUTHORITIES,
    HANDLE_KINDS
};

/* One handle of each kind; readers only if there is a smart card service; no revocation list,
 * because none of the cards' authorities signs one. */
struct objects {
    void *handles[HANDLE_KINDS];
    jpki_certificate *authority; /* that of the certificate */
};

/* What unlocks the virtual card's face. */
#define CHECK_NUMBER_DIGITS "55021720352285"

/* Whether to use fewer repetitions. */
extern int brief;

/* The signed challenge, of the minimum length. */
#define CHALLENGE_DATA "0123456789abcdef"
enum { CHALLENGE_BYTES = sizeof CHALLENGE_DATA - 1 };

/* Options under which the certificate is good; `*authority` remains owned by the caller, and where
 * it is. */
jpki_verify_options good_check(jpki_certificate *const *authority);
jpki_card *open_card(void);
struct objects open_objects(void);
void free_handle(enum handle_kind kind, void *handle);
void free_objects(const struct objects *objects);
/* Checks that each object is open and works as before. */
void check_objects(const struct objects *objects);
/* Checks that a card still has all three tries, and all of every other credential: no
 * misuse may spend one. */
void check_three_tries(jpki_card *card);

void misuse_table(void);
/* Returns how many pairs of integers were swapped. */
int misuse_swaps(void);
void misuse_handles(void);
void misuse_arguments(void);
void misuse_structures(void);
void misuse_log(void);
void misuse_threads(void);
void misuse_transport(void);
void misuse_waits(void);

#endif

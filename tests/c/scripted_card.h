/*
 * A minimal card behind a jpki_transport: enough of the JPKI application for an authentication, a record
 * of what the library did, and a list of failures.
 */
#ifndef SCRIPTED_CARD_H
#define SCRIPTED_CARD_H

#include <jpkicard.h>

/* What a command is for. */
enum command_kind {
    NO_COMMAND = 0, /* so that a cleared card has no trouble */
    SELECT_APPLICATION,
    SELECT_FILE,
    READ,
    QUERY,
    VERIFY,
    SIGN,
    LEAVE, /* selecting the Issuer Security Domain */
    UNKNOWN_COMMAND
};

struct bytes {
    const uint8_t *data;
    size_t length;
};

struct scripted_card {
    /* Its contents. */
    struct bytes certificate, ca_certificate, signature;
    int tries;

    /* What goes wrong, at one kind of command. */
    enum command_kind trouble;
    int32_t trouble_status;    /* returned; if JPKI_OK, the two below count */
    unsigned trouble_word;     /* a status word in place of the answer, if not 0 */
    size_t trouble_length;     /* the length that is claimed, if there is no word */
    int32_t begin_status, end_status, power_down_status;
    /* Runs in transmit, before the answer. */
    void (*meanwhile)(struct scripted_card *card);
    jpki_card *handle; /* for it to call back into */

    /* What happened. */
    int begins, ends, power_downs, closes;
    int commands, commands_outside, counts[UNKNOWN_COMMAND + 1];
    int in_transaction, verified, used_after_close;

    /* Internal state. */
    unsigned selected_file;
};

/* A card with three tries, the PIN 1234, and empty files. */
struct scripted_card scripted_card(void);

/* A transport to it. */
jpki_transport scripted_transport(struct scripted_card *card);

/* A handle to it; checks that opening succeeds. */
jpki_card *scripted_open(struct scripted_card *card);

#endif

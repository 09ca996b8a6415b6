/*
 * Memory that ends exactly at its stated end: anything beyond is inaccessible, so a function that
 * goes past a length, or past a struct_size, ends the program.
 */
#ifndef MISUSE_MEMORY_H
#define MISUSE_MEMORY_H

#include "misuse_exports.h"

/* The largest structure that a later version may have. */
enum { LARGEST = 4096 };

/* Memory of that many bytes, filled with 0x5A; aligned if `length` is. It is never freed. */
void *fenced(size_t length);
/* Whether all of it is 0x5A. */
int is_untouched(const void *memory, size_t length);

/* What a call stores for a wrong PIN, except the message, which is not a valid text. */
jpki_error wrong_pin_error(void);

/* The targets of valid arguments; for one thread at a time. Each piece is fenced. */
struct memory {
    char *pin, *wrong_pin, *password, *wrong_password, *reader_name, *label;
    uint8_t *data, *der, *wiped;
    size_t der_length;
    jpki_error *error, *failure;
    char *sentence;
    jpki_sign_options *options;
    jpki_transport *transport;
    char *check_number, *wrong_check_number, *security_code, *digits;
    char *date_digits, *wrong_date_digits;
    jpki_information *information;
    jpki_authentication *authentication;
    jpki_event *event;
    jpki_log_record *log_record;
    jpki_verdict *verdict;
    jpki_record_files *files, *attributes_files;
    uint8_t *servers_challenge, *key_id, *modulus;
    char *policy;
    const jpki_certificate **anchors;
    jpki_verify_options *verify_options;
    uint8_t *challenge, *nonce, *signature;
    size_t signature_length;
    int32_t *numbers[MOST_PARAMETERS]; /* one for each place in a call */
    size_t *lengths[MOST_PARAMETERS];
    void **handles[MOST_PARAMETERS];
};

enum { KEY_ID_BYTES = 16, MODULUS_BYTES = 256, DATA_BYTES = 32, LABEL_BYTES = 33, SENTENCE_BYTES = 40, NONCE_BYTES = 32 };

struct memory new_memory(const struct objects *objects);

/* Fills a call with valid arguments, and the result buffers with 0x5A. */
void fill_call(struct call *call, const struct export *export, const struct memory *memory,
               const struct objects *objects);

/* Asserts that the result buffers are cleared, as after a failure; except those at `bad` and
 * `worse`. */
void check_nothing(const struct export *export, const struct call *call, int bad, int worse);
/* Asserts that nothing was stored at all. */
void check_untouched(const struct export *export, const struct call *call, int bad, int worse);
/* Frees what a call has created. */
void free_results(const struct export *export, const struct call *call);

#endif

/*
 * Every export of the library, with the kinds of its parameters, for the misuse tests. An export
 * that is missing here fails tests/c_misuse.rs.
 */
#ifndef MISUSE_EXPORTS_H
#define MISUSE_EXPORTS_H

#include "misuse.h"

/* An out-pointer for a new handle of a kind. */
#define NEW(kind) (200 + (kind))

/* The kind of a parameter, in addition to a handle (enum handle_kind) and NEW(kind). */
enum parameter {
    NO_PARAMETER = 0,
    PIN = 20,
    PIN_LENGTH,
    NEW_PIN,
    NEW_PIN_LENGTH,
    PASSWORD,             /* of the signature key */
    PASSWORD_LENGTH,
    NEW_PASSWORD,
    NEW_PASSWORD_LENGTH,
    LAST_TRY,
    DATA,
    DATA_LENGTH,
    DER,
    DER_LENGTH,
    READER_NAME,          /* a name is required */
    READER_NAME_OR_NULL,
    TIMEOUT,
    WAIT_FLAGS,
    GIVEN_CANCELLATION,   /* null when good */
    MONITOR_FLAGS,
    VIRTUAL_KIND,         /* of a virtual card */
    VIRTUAL_SETTINGS,     /* null for none */
    READ_LENGTH,
    INDEX,
    STATUS_NUMBER,
    LANGUAGE,
    KNOWN_LANGUAGE,       /* any other is refused */
    FAILURE,              /* a jpki_error to be read */
    SENTENCE,             /* a place for a text that is cut to its size */
    SENTENCE_SIZE,
    LOG_CALLBACK,
    LOG_USER,
    LOG_LEVEL,
    WIPED,
    WIPED_LENGTH,
    LABEL,
    LABEL_SIZE,
    OPTIONS,
    DOCUMENT_OPTIONS,     /* null when good: the certificate is another */
    TRANSPORT,
    CHECK_NUMBER,
    CHECK_NUMBER_LENGTH,
    SECURITY_CODE,
    SECURITY_CODE_LENGTH,
    BIRTH_DATE,
    DATE_DIGITS,          /* six of a birth date, as printed */
    DATE_DIGITS_LENGTH,
    CALENDAR,
    EXPIRY_YEAR,
    AUTHORITIES,
    CREDENTIAL,           /* whose tries are asked for */
    CERTIFICATE_KIND,     /* one that is read without a password */
    HELD_CERTIFICATE_KIND, /* one that the token says it has, or not */
    FIELD,                /* of a certificate */
    TIMEOUT_KIND,
    LENGTH_PLACE,         /* an out-pointer for a length: 0 with no data; null is valid */
    VOUCHING,             /* authorities, where a record must be verified */
    OWN_AUTHORITIES,      /* null when good */
    SERVERS_CHALLENGE,    /* what a server wants signed */
    SERVERS_CHALLENGE_LENGTH,
    FILES,
    ATTRIBUTES_FILES,     /* as good as any: nothing of them is read */
    RECORD_KIND,
    KEY_ID,
    KEY_ID_LENGTH,
    MODULUS,
    MODULUS_LENGTH,
    IMAGE,
    FILE_KIND,
    PICTURE_KIND,
    DIGITS,               /* a place for a check number */
    DIGITS_SIZE,
    INFORMATION,
    AUTHENTICATION,
    EVENT,
    LOG_RECORD,
    ERROR,
    /* Of the relying party's verifications. */
    SIGNED_DATA,
    SIGNED_DATA_LENGTH,
    INPUT_KIND,
    ALGORITHM,
    SIGNED,               /* the signature's bytes */
    SIGNED_LENGTH,
    NONCE,
    NONCE_LENGTH,
    CHECK_OPTIONS,
    VERDICT,              /* a place for one */
    POLICY,
    REASON_NUMBER,
    /* Out-pointers for a number, by their value after a failure. */
    NUMBER_ZERO,          /* 0 */
    NUMBER_TOKEN,         /* JPKI_TOKEN_UNKNOWN */
    NUMBER_TRIES,         /* JPKI_TRIES_NOT_REPORTED */
    NUMBER_MINUS_ONE,     /* -1 */
    NUMBER_PRESENCE       /* JPKI_PRESENCE_UNAVAILABLE */
};

/* The kind of a function's return value, and its value for a handle that is not open. */
enum returns {
    STATUS,      /* JPKI_ERROR_HANDLE */
    POINTER,     /* null */
    NUMBER,      /* 0 */
    MOMENT,      /* -1 */
    TEXT,        /* "" */
    STATIC_TEXT, /* it takes no handle */
    NOTHING
};

enum { MOST_PARAMETERS = 10 };

union value {
    void *pointer;
    size_t length;
    int32_t number;
    uint32_t flags;
    jpki_log_callback callback;
};

/* A call: its arguments and results. */
struct call {
    union value values[MOST_PARAMETERS];
    jpki_status status;
    const void *pointer;
    int64_t number;
};

struct export {
    const char *name;
    enum returns returns;
    int parameters[MOST_PARAMETERS]; /* up to NO_PARAMETER */
    void (*call)(struct call *call);
};

extern const struct export exports[];
extern const int export_count;

int parameter_count(const struct export *export);
/* The index of a parameter of this kind; -1 if there is none. */
int parameter_place(const struct export *export, int kind);
/* Whether this failure is a verdict, which is stored as for a success. */
int gives_a_verdict(const struct export *export, jpki_status status);
/* What it returns if all arguments are valid: JPKI_OK, with few exceptions. */
jpki_status best_outcome(const struct export *export);
/* Whether it begins or ends a card's transaction, which other calls then notice. */
int begins_a_transaction(const struct export *export);
int ends_a_transaction(const struct export *export);
/* Whether it ends a handle. */
int is_free(const struct export *export);

#endif

// Generated from the headers of jpkicard by capi/examples/bindings: do not edit.
// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

/**
 * The structures and functions of the C library, as koffi calls them. Handles are BigInts, or null;
 * bytes are a Buffer and a length, and texts that end with NUL are strings.
 */

const { randomBytes } = require('node:crypto');
const koffi = require('koffi');

/**
 * The name of a type for koffi. Its names are the process's, so a second copy of this package needs
 * others; and its pointers to types without a name take one type for another.
 */
const COPY = randomBytes(8).toString('hex');
const own = (name) => `${name}_${COPY}`;

/** Where a function stores one value: the first element of an array. */
const stored = (type) => koffi.out(koffi.pointer(type));
/** A structure that a function reads, given as an object: what is missing is zero. */
const read = (type) => koffi.pointer(type);
/** A structure that a function reads and writes. */
const written = (type) => koffi.inout(koffi.pointer(type));

const callbacks = {};
const structures = {};

/**
 * Receives a log line: its level, one of JPKI_LOG_*, and its text in UTF-8, which belongs to
 * the library and is valid during the call.
 */
callbacks.jpki_log_callback = koffi.proto(own('jpki_log_callback'), 'void', ['void *', 'int32_t', 'str']);

/** Details of a failure. */
structures.jpki_error = koffi.struct(own('jpki_error'), {
  struct_size: 'uint32_t',
  status: 'int32_t',
  tries_left: 'int32_t',
  status_word: 'uint32_t',
  pcsc_code: 'uint32_t',
  message: koffi.array('char', 512),
});

/** One log line. */
structures.jpki_log_record = koffi.struct(own('jpki_log_record'), {
  struct_size: 'uint32_t',
  level: 'int32_t',
  dropped_count: 'uint32_t',
  reserved: 'uint32_t',
  message: koffi.array('char', 512),
});

/** One event at the readers. */
structures.jpki_event = koffi.struct(own('jpki_event'), {
  struct_size: 'uint32_t',
  event: 'int32_t',
  card_kind: 'int32_t',
  token_kind: 'int32_t',
  reason: 'int32_t',
  pcsc_code: 'uint32_t',
  reserved: 'uint32_t',
  reader: koffi.array('char', 256),
});

/**
 * A connection to a card supplied by the caller: a reader without PC/SC, a card at the other
 * end of a network, a test.
 */
callbacks.jpki_transport_transmit = koffi.proto(own('jpki_transport_transmit'), 'int32_t', [
  'void *',
  'void *',
  'size_t',
  'void *',
  'size_t',
  'void *',
]);
callbacks.jpki_transport_begin_transaction = koffi.proto(own('jpki_transport_begin_transaction'), 'int32_t', ['void *']);
callbacks.jpki_transport_end_transaction = koffi.proto(own('jpki_transport_end_transaction'), 'int32_t', ['void *']);
callbacks.jpki_transport_power_down = koffi.proto(own('jpki_transport_power_down'), 'int32_t', ['void *']);
callbacks.jpki_transport_close = koffi.proto(own('jpki_transport_close'), 'void', ['void *']);
structures.jpki_transport = koffi.struct(own('jpki_transport'), {
  struct_size: 'uint32_t',
  max_apdu_data: 'uint32_t',
  user: 'void *',
  transmit: koffi.pointer(callbacks.jpki_transport_transmit),
  begin_transaction: koffi.pointer(callbacks.jpki_transport_begin_transaction),
  end_transaction: koffi.pointer(callbacks.jpki_transport_end_transaction),
  power_down: koffi.pointer(callbacks.jpki_transport_power_down),
  close: koffi.pointer(callbacks.jpki_transport_close),
});

/** How to sign. */
structures.jpki_sign_options = koffi.struct(own('jpki_sign_options'), {
  struct_size: 'uint32_t',
  digest: 'int32_t',
  scheme: 'int32_t',
  input: 'int32_t',
  last_try: 'int32_t',
  read_ca_certificate: 'int32_t',
  certificate: 'void *',
  ca_certificate: 'void *',
});

/** The result of jpki_card_authenticate. */
structures.jpki_authentication = koffi.struct(own('jpki_authentication'), {
  struct_size: 'uint32_t',
  token_kind: 'int32_t',
  pin_status: 'int32_t',
  tries_left: 'int32_t',
  certificate: 'void *',
  ca_certificate: 'void *',
  signature: 'void *',
});

/**
 * The files that a desk read from a card and sent, for jpki_face_from_files and
 * jpki_attributes_from_files, and the challenge, which the verifier has kept itself and
 * accepts from nobody else.
 */
structures.jpki_record_files = koffi.struct(own('jpki_record_files'), {
  struct_size: 'uint32_t',
  reserved: 'uint32_t',
  record: 'void *',
  record_length: 'size_t',
  certificate: 'void *',
  certificate_length: 'size_t',
  challenge: 'void *',
  challenge_length: 'size_t',
  signature: 'void *',
  signature_length: 'size_t',
});

/** What the card says about itself. */
structures.jpki_information = koffi.struct(own('jpki_information'), {
  struct_size: 'uint32_t',
  expiry: 'int32_t',
  municipality_code: koffi.array('char', 8),
  serial: koffi.array('char', 16),
});

/** How to verify a certificate. */
structures.jpki_verify_options = koffi.struct(own('jpki_verify_options'), {
  struct_size: 'uint32_t',
  purpose: 'int32_t',
  anchors: 'int32_t',
  tolerance: 'uint32_t',
  time: 'int64_t',
  ocsp_hash: 'int32_t',
  policies: 'int32_t',
  own_anchors: 'void *',
  own_anchors_count: 'size_t',
  ca_certificate: 'void *',
  ocsp_request: 'void *',
  ocsp_response: 'void *',
  ocsp_response_length: 'size_t',
  crl: 'void *',
  crl_length: 'size_t',
  revocation_list: 'void *',
  own_policies: 'str',
});

/** The result of jpki_certificate_verify or jpki_signature_verify. */
structures.jpki_verdict = koffi.struct(own('jpki_verdict'), {
  struct_size: 'uint32_t',
  status: 'int32_t',
  reason_count: 'uint32_t',
  revocation: 'int32_t',
  reasons: koffi.array('int32_t', 32),
  revocation_time: 'int64_t',
  revocation_reason: 'int32_t',
  days_left: 'int32_t',
  days_expired: 'int32_t',
  is_within_grace: 'int32_t',
  policy_is_known: 'int32_t',
  anchor_key_id_length: 'uint32_t',
  policy: koffi.array('char', 64),
  anchor_key_id: koffi.array('uint8_t', 32),
});

/** The sizes of the structures in bytes on a 64-bit system, for a test. */
const sizes = {
  jpki_error: 532,
  jpki_log_record: 528,
  jpki_event: 284,
  jpki_transport: 56,
  jpki_sign_options: 40,
  jpki_authentication: 40,
  jpki_record_files: 72,
  jpki_information: 32,
  jpki_verify_options: 112,
  jpki_verdict: 272,
};

/** Sizes of buffers, and numbers that stand for something. */
const numbers = {
  JPKI_ERROR_MESSAGE_SIZE: 512,
  JPKI_ERROR_TEXT_SIZE: 1024,
  JPKI_LOG_MESSAGE_SIZE: 512,
  JPKI_LOG_KEPT: 1000,
  JPKI_WAIT_FOREVER: -1,
  JPKI_EVENT_READER_SIZE: 256,
  JPKI_CHECK_NUMBER_SIZE: 16,
  JPKI_VERDICT_REASONS: 32,
  JPKI_VERDICT_POLICY_SIZE: 64,
  JPKI_VERDICT_KEY_ID_SIZE: 32,
};

/** Declares the functions of a loaded library. */
function declare(library) {
  return {
    /**
     * Returns the name of a status constant, such as "JPKI_ERROR_PIN_WRONG", or
     * "JPKI_ERROR_UNKNOWN" for an unknown number.
     */
    jpki_status_name: library.func('jpki_status_name', 'str', ['int32_t']),
    /**
     * Returns a sentence about a status for the person at the desk, in UTF-8: what happened,
     * what it means, what to do next, and what was left unchanged.
     */
    jpki_status_text: library.func('jpki_status_text', 'str', ['int32_t', 'int32_t']),
    /** Writes a failure as a sentence for the person at the desk. */
    jpki_error_text: library.func('jpki_error_text', 'int32_t', [
      read(structures.jpki_error),
      'int32_t',
      'void *',
      'size_t',
      written(structures.jpki_error),
    ]),
    /** Returns the library's version, such as "0.1.0". */
    jpki_version: library.func('jpki_version', 'str', []),
    /** Returns the features that the library was built with: a sum of JPKI_FEATURE_*. */
    jpki_features: library.func('jpki_features', 'uint32_t', []),
    /**
     * Overwrites length bytes at data with zeros, in a way that compilers do not optimise
     * away: for the caller's own copy of a PIN.
     */
    jpki_secure_wipe: library.func('jpki_secure_wipe', 'void', ['void *', 'size_t']),
    /** Sends the library's log lines up to level to callback. */
    jpki_log_set: library.func('jpki_log_set', 'int32_t', [
      koffi.pointer(callbacks.jpki_log_callback),
      'void *',
      'int32_t',
      written(structures.jpki_error),
    ]),
    /**
     * Keeps the library's log lines up to level for jpki_log_next: for programs that cannot be
     * called back.
     */
    jpki_log_keep: library.func('jpki_log_keep', 'int32_t', [
      'int32_t',
      written(structures.jpki_error),
    ]),
    /** Takes the oldest log line that jpki_log_keep kept, and returns immediately. */
    jpki_log_next: library.func('jpki_log_next', 'int32_t', [
      written(structures.jpki_log_record),
      written(structures.jpki_error),
    ]),
    /**
     * Creates a certificate from DER that the caller has stored, for example to pass it to
     * jpki_card_sign.
     */
    jpki_certificate_new: library.func('jpki_certificate_new', 'int32_t', [
      'void *',
      'size_t',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Frees a certificate. */
    jpki_certificate_free: library.func('jpki_certificate_free', 'void', ['void *']),
    /** Returns the certificate's DER encoding, *length bytes; length may be NULL. */
    jpki_certificate_data: library.func('jpki_certificate_data', 'void *', [
      'void *',
      stored('size_t'),
    ]),
    /** Returns a field of the certificate, *length bytes; length may be NULL. */
    jpki_certificate_field: library.func('jpki_certificate_field', 'void *', [
      'void *',
      'int32_t',
      stored('size_t'),
    ]),
    /**
     * Returns the first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the
     * handle is invalid.
     */
    jpki_certificate_not_before: library.func('jpki_certificate_not_before', 'int64_t', [
      'void *',
    ]),
    /**
     * Returns the last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the
     * handle is invalid.
     */
    jpki_certificate_not_after: library.func('jpki_certificate_not_after', 'int64_t', ['void *']),
    /** Frees a signature. */
    jpki_signature_free: library.func('jpki_signature_free', 'void', ['void *']),
    /** Returns the signature, *length bytes: 256 for RSA-2048; future keys have other lengths. */
    jpki_signature_data: library.func('jpki_signature_data', 'void *', [
      'void *',
      stored('size_t'),
    ]),
    /**
     * Returns the algorithm to verify the signature with, one of JPKI_ALGORITHM_*; 0 if the
     * handle is invalid.
     */
    jpki_signature_algorithm: library.func('jpki_signature_algorithm', 'int32_t', ['void *']),
    /** Returns the algorithm's name, such as "RSA-SHA256"; empty if the handle is invalid. */
    jpki_signature_algorithm_name: library.func('jpki_signature_algorithm_name', 'str', [
      'void *',
    ]),
    /**
     * Lists the otherNames of a certificate's subject (subjectAltName), in the certificate's
     * order.
     */
    jpki_certificate_other_names: library.func('jpki_certificate_other_names', 'int32_t', [
      'void *',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Frees a list and wipes it. */
    jpki_items_free: library.func('jpki_items_free', 'void', ['void *']),
    /** The number of items; 0 if the handle is not open. */
    jpki_items_count: library.func('jpki_items_count', 'size_t', ['void *']),
    /**
     * The name of the item at index, from 0, ended by NUL: see the function that made the
     * list.
     */
    jpki_items_name: library.func('jpki_items_name', 'str', ['void *', 'size_t']),
    /**
     * The item's text in UTF-8, ended by NUL, unchanged: replace control characters before
     * displaying it on a terminal.
     */
    jpki_items_text: library.func('jpki_items_text', 'str', ['void *', 'size_t']),
    /** The item's value, *length bytes; length may be NULL. */
    jpki_items_data: library.func('jpki_items_data', 'void *', [
      'void *',
      'size_t',
      stored('size_t'),
    ]),
    /** Creates a cancellation, not yet cancelled. */
    jpki_cancellation_new: library.func('jpki_cancellation_new', 'int32_t', [
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /**
     * Cancels every wait that the cancellation is passed to, now and later: they return
     * JPKI_ERROR_CANCELLED.
     */
    jpki_cancellation_cancel: library.func('jpki_cancellation_cancel', 'int32_t', [
      'void *',
      written(structures.jpki_error),
    ]),
    /** Frees a cancellation. */
    jpki_cancellation_free: library.func('jpki_cancellation_free', 'void', ['void *']),
    /** Creates a context. */
    jpki_context_new: library.func('jpki_context_new', 'int32_t', [
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /**
     * Frees a context and cancels its waits and monitors, including calls that are just
     * beginning, whatever state the service is in.
     */
    jpki_context_free: library.func('jpki_context_free', 'void', ['void *']),
    /** Sets one of the context's timeouts. */
    jpki_context_set_timeout: library.func('jpki_context_set_timeout', 'int32_t', [
      'void *',
      'int32_t',
      'int32_t',
      written(structures.jpki_error),
    ]),
    /** Lists the readers that are connected now. */
    jpki_context_readers: library.func('jpki_context_readers', 'int32_t', [
      'void *',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Frees a list of readers. */
    jpki_readers_free: library.func('jpki_readers_free', 'void', ['void *']),
    /** Returns the number of readers in the list; 0 if the handle is invalid. */
    jpki_readers_count: library.func('jpki_readers_count', 'size_t', ['void *']),
    /** Returns a reader's name, in UTF-8, NUL-terminated and valid until the list is freed. */
    jpki_readers_name: library.func('jpki_readers_name', 'str', ['void *', 'size_t']),
    /** Reports what is in a reader now: *presence receives one of JPKI_PRESENCE_*. */
    jpki_context_reader_status: library.func('jpki_context_reader_status', 'int32_t', [
      'void *',
      'str',
      stored('int32_t'),
      written(structures.jpki_error),
    ]),
    /** Waits until an Individual Number Card is on a reader, and connects to it in shared mode. */
    jpki_card_wait: library.func('jpki_card_wait', 'int32_t', [
      'void *',
      'str',
      'int32_t',
      'uint32_t',
      'void *',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Connects to the card that is in a reader now, of any kind, in shared mode. */
    jpki_card_connect: library.func('jpki_card_connect', 'int32_t', [
      'void *',
      'str',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /**
     * Cancels every wait of the context, and every jpki_monitor_next of its monitors, that is
     * in progress: they return JPKI_ERROR_CANCELLED.
     */
    jpki_context_cancel: library.func('jpki_context_cancel', 'int32_t', [
      'void *',
      written(structures.jpki_error),
    ]),
    /** Creates a monitor of readers and their cards. */
    jpki_monitor_new: library.func('jpki_monitor_new', 'int32_t', [
      'void *',
      'str',
      'uint32_t',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Waits for the next event and stores it. */
    jpki_monitor_next: library.func('jpki_monitor_next', 'int32_t', [
      'void *',
      'int32_t',
      'void *',
      written(structures.jpki_event),
      written(structures.jpki_error),
    ]),
    /** Frees a monitor. */
    jpki_monitor_free: library.func('jpki_monitor_free', 'void', ['void *']),
    /** Opens a card behind a transport supplied by the caller. */
    jpki_card_open_transport: library.func('jpki_card_open_transport', 'int32_t', [
      read(structures.jpki_transport),
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Frees a card's handle and disconnects from the card, leaving it powered and not reset. */
    jpki_card_free: library.func('jpki_card_free', 'void', ['void *']),
    /**
     * Returns the name of the card's reader, in UTF-8, NUL-terminated and valid until the card
     * is freed; NULL for a card without a reader.
     */
    jpki_card_reader_name: library.func('jpki_card_reader_name', 'str', ['void *']),
    /** Sets how many bytes are read from files at a time. */
    jpki_card_set_read_length: library.func('jpki_card_set_read_length', 'int32_t', [
      'void *',
      'size_t',
      written(structures.jpki_error),
    ]),
    /** Reads what kind of token this is: a card or a phone. */
    jpki_card_token: library.func('jpki_card_token', 'int32_t', [
      'void *',
      stored('int32_t'),
      'void *',
      'size_t',
      written(structures.jpki_error),
    ]),
    /** Asks how many tries a PIN, password or number has left; spends none. */
    jpki_card_tries: library.func('jpki_card_tries', 'int32_t', [
      'void *',
      'int32_t',
      stored('int32_t'),
      stored('int32_t'),
      written(structures.jpki_error),
    ]),
    /** Asks whether the token has a certificate. */
    jpki_card_has_certificate: library.func('jpki_card_has_certificate', 'int32_t', [
      'void *',
      'int32_t',
      stored('int32_t'),
      written(structures.jpki_error),
    ]),
    /** Reads a certificate that needs no password. */
    jpki_card_certificate: library.func('jpki_card_certificate', 'int32_t', [
      'void *',
      'int32_t',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Begins a transaction that lasts until jpki_card_end_transaction. */
    jpki_card_begin_transaction: library.func('jpki_card_begin_transaction', 'int32_t', [
      'void *',
      written(structures.jpki_error),
    ]),
    /**
     * Ends the transaction begun by jpki_card_begin_transaction: other programs can use the
     * card again.
     */
    jpki_card_end_transaction: library.func('jpki_card_end_transaction', 'int32_t', [
      'void *',
      written(structures.jpki_error),
    ]),
    /** Opens a new embedded virtual card, for development and tests. */
    jpki_card_open_virtual: library.func('jpki_card_open_virtual', 'int32_t', [
      'int32_t',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /**
     * Opens a new embedded virtual card with settings, and with what is to go wrong at it: for
     * tests of what a program does then.
     */
    jpki_card_open_virtual_with_settings: library.func('jpki_card_open_virtual_with_settings', 'int32_t', [
      'int32_t',
      'str',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /**
     * Verifies the authentication PIN, signs input with the user-authentication key and locks
     * the key again, in one PC/SC transaction.
     */
    jpki_card_sign: library.func('jpki_card_sign', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'void *',
      'size_t',
      read(structures.jpki_sign_options),
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /**
     * Performs a complete authentication in one PC/SC transaction: reads the kind of token and
     * the authentication certificate, queries the tries, verifies the PIN, signs input and
     * locks the key again.
     */
    jpki_card_authenticate: library.func('jpki_card_authenticate', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'void *',
      'size_t',
      read(structures.jpki_sign_options),
      written(structures.jpki_authentication),
      written(structures.jpki_error),
    ]),
    /**
     * Verifies the signature password, reads the signature certificate and locks the key
     * again, in one PC/SC transaction.
     */
    jpki_card_signature_certificate: library.func('jpki_card_signature_certificate', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'int32_t',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /**
     * Verifies the signature password, reads the signature certificate, signs input with the
     * signature key and locks it again, in one PC/SC transaction.
     */
    jpki_card_sign_document: library.func('jpki_card_sign_document', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'void *',
      'size_t',
      read(structures.jpki_sign_options),
      stored('void *'),
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /**
     * Changes the authentication PIN: verifies the old one, sets the new one, verifies the new
     * one and locks the key again, in one PC/SC transaction.
     */
    jpki_card_change_pin: library.func('jpki_card_change_pin', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'void *',
      'size_t',
      'int32_t',
      written(structures.jpki_error),
    ]),
    /** Changes the signature password, as jpki_card_change_pin changes the PIN. */
    jpki_card_change_signature_password: library.func('jpki_card_change_signature_password', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'void *',
      'size_t',
      'int32_t',
      written(structures.jpki_error),
    ]),
    /** Makes an empty list. */
    jpki_card_authorities_new: library.func('jpki_card_authorities_new', 'int32_t', [
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Adds an authority's key to those that the list trusts. */
    jpki_card_authorities_add: library.func('jpki_card_authorities_add', 'int32_t', [
      'void *',
      'int32_t',
      'void *',
      'size_t',
      'void *',
      'size_t',
      written(structures.jpki_error),
    ]),
    /** Frees a list. */
    jpki_card_authorities_free: library.func('jpki_card_authorities_free', 'void', ['void *']),
    /**
     * Sets the authorities that JPKI_AUTHORITIES_OWN stands for in calls on this card: those
     * in the list now, replacing any set before.
     */
    jpki_card_set_authorities: library.func('jpki_card_set_authorities', 'int32_t', [
      'void *',
      'void *',
      written(structures.jpki_error),
    ]),
    /** Makes check number B (shogo bango B) from what is printed on the card's front. */
    jpki_check_number: library.func('jpki_check_number', 'int32_t', [
      'int32_t',
      'int32_t',
      'int32_t',
      'void *',
      'size_t',
      'void *',
      'size_t',
      written(structures.jpki_error),
    ]),
    /**
     * Makes check number B of a card that prints a birth date which is not a calendar date, as
     * where the day or month of birth is unknown: P and 14 digits, which every function that
     * takes a check number accepts.
     */
    jpki_check_number_printed_digits: library.func('jpki_check_number_printed_digits', 'int32_t', [
      'void *',
      'size_t',
      'int32_t',
      'void *',
      'size_t',
      'void *',
      'size_t',
      written(structures.jpki_error),
    ]),
    /**
     * Compares the holder's birth date with birth_date (YYYYMMDD as a number): the least about
     * a person that a card can reveal to a terminal.
     */
    jpki_card_compare_birth_date: library.func('jpki_card_compare_birth_date', 'int32_t', [
      'void *',
      'int32_t',
      'int32_t',
      'int32_t',
      'int32_t',
      written(structures.jpki_error),
    ]),
    /**
     * Compares a birth date as jpki_card_compare_birth_date does, for a card that prints one
     * which is not a calendar date, as where the day or month of birth is unknown.
     */
    jpki_card_compare_birth_date_printed_digits: library.func('jpki_card_compare_birth_date_printed_digits', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'int32_t',
      'int32_t',
      written(structures.jpki_error),
    ]),
    /**
     * Reads the card's face and verifies it: what a clerk compares with the person at the desk
     * when there is no PIN.
     */
    jpki_card_face: library.func('jpki_card_face', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'int32_t',
      'int32_t',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /**
     * Reads the card's face as jpki_card_face does, and has the card sign a challenge that a
     * server chose.
     */
    jpki_card_face_for_challenge: library.func('jpki_card_face_for_challenge', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'void *',
      'size_t',
      'int32_t',
      'int32_t',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /**
     * Verifies a face that a desk read (jpki_card_face_for_challenge) and sent: one of the
     * chosen authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and
     * the card with the key that the record names signed files->challenge (otherwise
     * JPKI_ERROR_CARD_NOT_GENUINE: a copy, or an answer to another challenge).
     */
    jpki_face_from_files: library.func('jpki_face_from_files', 'int32_t', [
      read(structures.jpki_record_files),
      'int32_t',
      'void *',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Frees a face and wipes it. */
    jpki_face_free: library.func('jpki_face_free', 'void', ['void *']),
    /**
     * The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has
     * no calendar date, as for a holder whose day or month of birth is unknown:
     * jpki_face_birth_date_digits then returns what the card has instead, and is what to
     * compare.
     */
    jpki_face_birth_date: library.func('jpki_face_birth_date', 'int32_t', ['void *']),
    /** The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open. */
    jpki_face_sex: library.func('jpki_face_sex', 'int32_t', ['void *']),
    /**
     * The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not
     * open.
     */
    jpki_face_expiry: library.func('jpki_face_expiry', 'int32_t', ['void *']),
    /**
     * The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is
     * a calendar date: YYYYMMDD, or what the card has instead where jpki_face_birth_date is 0,
     * such as 19500400 or spaces.
     */
    jpki_face_birth_date_digits: library.func('jpki_face_birth_date_digits', 'void *', [
      'void *',
      stored('size_t'),
    ]),
    /** A picture as the card has it, by one of JPKI_IMAGE_*, and its length in bytes. */
    jpki_face_image: library.func('jpki_face_image', 'void *', [
      'void *',
      'int32_t',
      stored('size_t'),
    ]),
    /**
     * A file to send to the server that chose the challenge, by one of JPKI_FILE_*, and its
     * length in bytes.
     */
    jpki_face_file: library.func('jpki_face_file', 'void *', [
      'void *',
      'int32_t',
      stored('size_t'),
    ]),
    /**
     * Lists the unknown objects of a card face's record, as jpki_attributes_other_objects
     * does.
     */
    jpki_face_other_objects: library.func('jpki_face_other_objects', 'int32_t', [
      'void *',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Makes a picture of a face. */
    jpki_face_picture: library.func('jpki_face_picture', 'int32_t', [
      'void *',
      'int32_t',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Frees a picture and wipes it. */
    jpki_picture_free: library.func('jpki_picture_free', 'void', ['void *']),
    /** The picture's file, and its length in bytes. */
    jpki_picture_data: library.func('jpki_picture_data', 'void *', ['void *', stored('size_t')]),
    /**
     * Reads name, address, birth date and sex with the input-support PIN (kenmen jiko nyuryoku
     * hojo-yo no ansho bango), so that nobody has to type them.
     */
    jpki_card_attributes: library.func('jpki_card_attributes', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'int32_t',
      'int32_t',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Reads name, address, birth date and sex with check number B instead of a PIN. */
    jpki_card_attributes_by_check_number: library.func('jpki_card_attributes_by_check_number', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'int32_t',
      'int32_t',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Frees the attributes and wipes them. */
    jpki_attributes_free: library.func('jpki_attributes_free', 'void', ['void *']),
    /**
     * The name in UTF-8, ended by NUL; an ideographic space (U+3000) separates family and
     * given name.
     */
    jpki_attributes_name: library.func('jpki_attributes_name', 'str', ['void *']),
    /** The address in UTF-8, ended by NUL. */
    jpki_attributes_address: library.func('jpki_attributes_address', 'str', ['void *']),
    /**
     * The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has
     * no calendar date, as for a holder whose day or month of birth is unknown:
     * jpki_attributes_birth_date_digits then returns what the card has instead, and is what to
     * compare.
     */
    jpki_attributes_birth_date: library.func('jpki_attributes_birth_date', 'int32_t', ['void *']),
    /**
     * The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is
     * a calendar date: YYYYMMDD, or what the card has instead where jpki_attributes_birth_date
     * is 0, such as 19500400 or spaces.
     */
    jpki_attributes_birth_date_digits: library.func('jpki_attributes_birth_date_digits', 'void *', [
      'void *',
      stored('size_t'),
    ]),
    /**
     * A file to send to a server that verifies the attributes, by one of JPKI_FILE_*, and its
     * length in bytes.
     */
    jpki_attributes_file: library.func('jpki_attributes_file', 'void *', [
      'void *',
      'int32_t',
      stored('size_t'),
    ]),
    /**
     * Verifies attributes that a desk read and sent: one of the chosen authorities signed them
     * (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC).
     */
    jpki_attributes_from_files: library.func('jpki_attributes_from_files', 'int32_t', [
      read(structures.jpki_record_files),
      'int32_t',
      'void *',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open. */
    jpki_attributes_sex: library.func('jpki_attributes_sex', 'int32_t', ['void *']),
    /**
     * Changes the input-support PIN, as jpki_card_change_pin changes the authentication PIN,
     * which stays as it is: for a holder who wants the same PIN for both, change both.
     */
    jpki_card_change_input_support_pin: library.func('jpki_card_change_input_support_pin', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'void *',
      'size_t',
      'int32_t',
      written(structures.jpki_error),
    ]),
    /**
     * Lists the objects of the attributes' record that this version does not know, in the
     * record's order, such as the reading of the name on a future card; most often none.
     */
    jpki_attributes_other_objects: library.func('jpki_attributes_other_objects', 'int32_t', [
      'void *',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** Reads the card's serial number, the municipality that issued it and its expiry date. */
    jpki_card_information: library.func('jpki_card_information', 'int32_t', [
      'void *',
      written(structures.jpki_information),
      written(structures.jpki_error),
    ]),
    /**
     * The name of a reason's constant, such as "JPKI_REASON_EXPIRED"; "JPKI_REASON_UNKNOWN"
     * for a number that is not a reason.
     */
    jpki_reason_name: library.func('jpki_reason_name', 'str', ['int32_t']),
    /**
     * Describes a reason, for the log or the person who investigates: one sentence without its
     * full stop, in UTF-8.
     */
    jpki_reason_text: library.func('jpki_reason_text', 'str', ['int32_t', 'int32_t']),
    /** Verifies a certificate. */
    jpki_certificate_verify: library.func('jpki_certificate_verify', 'int32_t', [
      'void *',
      read(structures.jpki_verify_options),
      written(structures.jpki_verdict),
      written(structures.jpki_error),
    ]),
    /** Verifies a signature over a challenge, and the certificate of the key that made it. */
    jpki_signature_verify: library.func('jpki_signature_verify', 'int32_t', [
      'void *',
      'void *',
      'size_t',
      'int32_t',
      'int32_t',
      'void *',
      'size_t',
      read(structures.jpki_verify_options),
      written(structures.jpki_verdict),
      written(structures.jpki_error),
    ]),
    /**
     * Describes a certificate policy, as in jpki_verdict.policy, in UTF-8: purpose, class,
     * whether it is that of test cards, and whether the library knows it.
     */
    jpki_policy_text: library.func('jpki_policy_text', 'str', ['str', 'int32_t']),
    /** Makes an OCSP request for certificate. */
    jpki_ocsp_request_new: library.func('jpki_ocsp_request_new', 'int32_t', [
      'void *',
      read(structures.jpki_verify_options),
      'void *',
      'size_t',
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /** The request's DER encoding, and its length in bytes. */
    jpki_ocsp_request_data: library.func('jpki_ocsp_request_data', 'void *', [
      'void *',
      stored('size_t'),
    ]),
    /** Frees a request. */
    jpki_ocsp_request_free: library.func('jpki_ocsp_request_free', 'void', ['void *']),
    /**
     * Loads a complete CRL that one of the options' anchors signed: the one whose key it
     * names.
     */
    jpki_revocation_list_load: library.func('jpki_revocation_list_load', 'int32_t', [
      'void *',
      'size_t',
      read(structures.jpki_verify_options),
      stored('void *'),
      written(structures.jpki_error),
    ]),
    /**
     * When the list was issued, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not
     * open.
     */
    jpki_revocation_list_this_update: library.func('jpki_revocation_list_this_update', 'int64_t', [
      'void *',
    ]),
    /**
     * When the next list is due at the latest, in seconds since 1970-01-01T00:00:00Z: load it
     * before then.
     */
    jpki_revocation_list_next_update: library.func('jpki_revocation_list_next_update', 'int64_t', [
      'void *',
    ]),
    /** The number of entries in the list; 0 if the handle is not open. */
    jpki_revocation_list_entry_count: library.func('jpki_revocation_list_entry_count', 'size_t', [
      'void *',
    ]),
    /** Frees a list. */
    jpki_revocation_list_free: library.func('jpki_revocation_list_free', 'void', ['void *']),
  };
}

module.exports = { callbacks, declare, numbers, sizes, structures };

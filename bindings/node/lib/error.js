// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const { Language, Status } = require('./constants');
const library = require('./library');
const koffi = require('koffi');
const { numbers, structures } = require('./raw');

const ERROR_SIZE = koffi.sizeof(structures.jpki_error);
const TEXT_SIZE = numbers.JPKI_ERROR_TEXT_SIZE;

/**
 * The number of a language.
 * @param {'ja' | 'en'} language
 * @returns {number}
 */
function languageOf(language) {
  return language === 'en' ? Language.ENGLISH : Language.JAPANESE;
}

/**
 * A failure that the library reports. It holds no PIN, name or serial number: all of it may be logged.
 */
class JpkiError extends Error {
  /**
   * @param {number} status One of Status.
   * @param {object} [details] What a jpki_error says, and the cause.
   */
  constructor(status, details = {}) {
    const message = details.message || library.jpki_status_text(status, Language.ENGLISH);
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'JpkiError';
    /** The name of the status's constant, such as 'JPKI_ERROR_PIN_WRONG'. */
    this.code = library.jpki_status_name(status);
    /** One of Status. */
    this.status = status;
    /** The number of tries left; undefined if the card did not report it. */
    this.triesLeft = details.tries_left >= 0 ? details.tries_left : undefined;
    /** The card's status word, such as 0x6982; 0 if there is none. */
    this.statusWord = details.status_word || 0;
    /** The PC/SC return code; 0 if there is none. */
    this.pcscCode = details.pcsc_code || 0;
  }

  /**
   * The sentence for the person at the desk: what happened, what to do next, and the tries left.
   * @param {'ja' | 'en'} [language]
   * @returns {string}
   */
  text(language = 'ja') {
    const failure = {
      struct_size: ERROR_SIZE,
      status: this.status,
      tries_left: this.triesLeft === undefined ? -1 : this.triesLeft,
      status_word: this.statusWord,
      pcsc_code: this.pcscCode,
    };
    const text = Buffer.alloc(TEXT_SIZE);
    const number = languageOf(language);
    if (library.jpki_error_text(failure, number, text, TEXT_SIZE, null) !== Status.OK) {
      // Not an error that the library made.
      return library.jpki_status_text(this.status, number);
    }
    return text.toString('utf8', 0, text.indexOf(0));
  }
}

/**
 * An empty jpki_error for a call.
 * @returns {object}
 */
function outcome() {
  return { struct_size: ERROR_SIZE };
}

/**
 * The error of a call that failed.
 * @param {number} status What the function returned.
 * @param {object} error The jpki_error that it wrote.
 * @returns {JpkiError}
 */
function failure(status, error) {
  return new JpkiError(status, error.status === status ? error : {});
}

/**
 * Runs a function of C with a jpki_error as its last argument, and throws what it reports.
 * @param {Function} work
 * @param {...*} values
 */
function call(work, ...values) {
  const error = outcome();
  const status = work(...values, error);
  if (status !== Status.OK) {
    throw failure(status, error);
  }
}

/**
 * Runs a function of C on a worker thread; resolves with its status and jpki_error.
 * @param {Function} work
 * @param {...*} values
 * @returns {Promise<{status: number, error: object}>}
 */
function started(work, ...values) {
  const error = outcome();
  // The function below, which lives until the call has ended, keeps the values: C reads their bytes
  // where they lie.
  return new Promise((resolve, reject) => {
    work.async(...values, error, (problem, status) => {
      if (problem) {
        reject(problem);
      } else {
        resolve({ status, error });
      }
    });
  });
}

/**
 * `call` on a worker thread.
 * @param {Function} work
 * @param {...*} values
 * @returns {Promise<void>}
 */
async function callAsync(work, ...values) {
  const { status, error } = await started(work, ...values);
  require('./log').drain();
  if (status !== Status.OK) {
    throw failure(status, error);
  }
}

module.exports = { JpkiError, call, callAsync, failure, languageOf, outcome, started };

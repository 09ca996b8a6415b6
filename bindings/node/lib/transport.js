// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const koffi = require('koffi');
const { integer } = require('./bytes');
const { Status } = require('./constants');
const { JpkiError, call } = require('./error');
const library = require('./library');
const { callbacks, structures } = require('./raw');

const TRANSPORT_SIZE = koffi.sizeof(structures.jpki_transport);

/** What a failure is to the library. No exception may pass through C. */
function statusOf(work) {
  try {
    work();
    return Status.OK;
  } catch (error) {
    // Other errors have a status too, such as that of HTTP; and none is a success.
    const isOurs = error instanceof JpkiError && error.status !== Status.OK;
    return isOurs ? error.status : Status.READER_FAILED;
  }
}

/** The functions of a transport for C, which end with its card. */
function functionsOf(transport) {
  const work = {
    transmit(_user, command, length, response, size, responseLength) {
      return statusOf(() => {
        const sent = koffi.decode(command, koffi.array('uint8_t', Number(length), 'Typed'));
        let answer;
        try {
          answer = transport.transmit(sent);
        } finally {
          // It may hold a PIN.
          sent.fill(0);
        }
        if (!(answer instanceof Uint8Array)) {
          throw new TypeError('transmit returns a Uint8Array, and no promise');
        }
        // A length above the room is the library's to refuse.
        const fitting = answer.subarray(0, Number(size));
        koffi.encode(response, koffi.array('uint8_t', fitting.length), fitting);
        koffi.encode(responseLength, 'size_t', answer.length);
      });
    },
    begin_transaction: () => statusOf(() => transport.beginTransaction?.()),
    end_transaction: () => statusOf(() => transport.endTransaction?.()),
    power_down: () => statusOf(() => transport.powerDown()),
    close() {
      statusOf(() => transport.close?.());
      // Not while one of them is running.
      setImmediate(() => Object.values(registered).forEach(koffi.unregister));
    },
  };
  const registered = {};
  for (const [name, callback] of Object.entries(work)) {
    registered[name] = koffi.register(
      callback, koffi.pointer(callbacks[`jpki_transport_${name}`]));
  }
  return registered;
}

/**
 * Opens a card behind a transport.
 * @param {object} transport transmit(command) returns the answer with its status word, both
 *   Uint8Array, and keeps no command: it is overwritten afterwards. powerDown() takes the card's power
 *   away. beginTransaction(), endTransaction() and close() may be missing. A function that fails
 *   throws an error with a status; another is JPKI_ERROR_READER_FAILED. C waits for them, so none can
 *   return a promise.
 * @param {object} options maxApduData: how many data bytes one command can have.
 * @returns {bigint} The card's handle.
 */
function openTransport(transport, { maxApduData = 0 }) {
  if (typeof transport?.transmit !== 'function' || typeof transport.powerDown !== 'function') {
    throw new TypeError('a transport has transmit and powerDown');
  }
  const maximum = integer(maxApduData);
  if (maximum < 0 || maximum > 65536) {
    throw new RangeError('maxApduData is 0 to 65,536');
  }
  const made = [null];
  call(library.jpki_card_open_transport, {
    struct_size: TRANSPORT_SIZE, max_apdu_data: maximum, ...functionsOf(transport),
  }, made);
  return made[0];
}

module.exports = { openTransport };

// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const koffi = require('koffi');
const { integer, textFor } = require('./bytes');
const { Card } = require('./card');
const { Presence, Status } = require('./constants');
const { JpkiError, call, callAsync } = require('./error');
const { Handle, INTERNAL, idOf, using } = require('./handle');
const library = require('./library');
const { numbers, structures } = require('./raw');

const EVENT_SIZE = koffi.sizeof(structures.jpki_event);
const FOREVER = numbers.JPKI_WAIT_FOREVER;

/** A time limit for C, where -1 would be none: what is left until a time that is over is no such. */
function milliseconds(limit) {
  if (limit === undefined || limit === Infinity) {
    return FOREVER;
  }
  if (limit < 0 || limit > 0x7fffffff) {
    throw new JpkiError(Status.ARGUMENT);
  }
  return integer(Math.ceil(limit));
}

/** Runs a call that waits with a cancellation that the signal presses. */
async function cancellable(signal, work) {
  if (!signal) {
    return work(null);
  }
  const made = [null];
  call(library.jpki_cancellation_new, made);
  const [button] = made;
  const press = () => call(library.jpki_cancellation_cancel, button);
  try {
    if (signal.aborted) {
      press();
    } else {
      signal.addEventListener('abort', press, { once: true });
    }
    return await work(button);
  } catch (error) {
    if (error instanceof JpkiError && error.status === Status.CANCELLED && signal.aborted) {
      // What every function of the platform that takes a signal throws has this name.
      error.name = 'AbortError';
      error.cause = signal.reason;
    }
    throw error;
  } finally {
    signal.removeEventListener('abort', press);
    library.jpki_cancellation_free(button);
  }
}

/**
 * The readers of this computer. Cards obtained from it do not depend on it. Closing it ends its
 * waits.
 */
class Readers extends Handle {
  constructor(key, id) {
    super(key, id, library.jpki_context_free);
  }

  /**
   * Does not connect to the service yet: if that is not running, the calls that need it fail.
   * @returns {Readers}
   */
  static open() {
    const made = [null];
    call(library.jpki_context_new, made);
    return new Readers(INTERNAL, made[0]);
  }

  /**
   * Cancels the waits in progress, and frees it when they have ended.
   * @returns {Promise<void>}
   */
  close() {
    if (!this.closed) {
      stop(this);
    }
    return super.close();
  }

  /**
   * Lists the readers that are connected now.
   * @returns {Promise<string[]>}
   */
  async names() {
    const made = [null];
    await using([this], (id) => callAsync(library.jpki_context_readers, id, made));
    try {
      const count = Number(library.jpki_readers_count(made[0]));
      return Array.from({ length: count }, (_, at) => library.jpki_readers_name(made[0], at));
    } finally {
      library.jpki_readers_free(made[0]);
    }
  }

  /**
   * Reports what is in the reader of this name.
   * @param {string} reader
   * @returns {Promise<number>} One of Presence.
   */
  async presence(reader) {
    const [presence, name] = [[Presence.UNAVAILABLE], textFor(reader)];
    await using([this], (id) => callAsync(
      library.jpki_context_reader_status, id, name, presence));
    return presence[0];
  }

  /**
   * Sets one of the limits of what is waited for or connected to later.
   * @param {number} timeout One of Timeout.
   * @param {number} limit Milliseconds, up to 24 hours; Infinity is none.
   */
  setTimeout(timeout, limit) {
    call(library.jpki_context_set_timeout, idOf(this), integer(timeout),
      milliseconds(limit));
  }

  /** Ends the waits, and the monitors' nextEvent, that are in progress. */
  cancel() {
    call(library.jpki_context_cancel, idOf(this));
  }

  /**
   * Waits until an Individual Number Card is on a reader, and connects to it. No try is spent.
   *
   * It occupies one of the threads of libuv's pool, of which there are four unless UV_THREADPOOL_SIZE
   * says otherwise.
   * @param {object} [options] reader, a reader's name; timeout in milliseconds, Infinity unless
   *   given, 0 to look once; flags, a sum of WaitFlag; signal, an AbortSignal.
   * @returns {Promise<Card>} Rejects with JPKI_ERROR_CANCELLED, whose name is AbortError, after an
   *   abort, and after the timeout with what says most about why there is no card.
   */
  async wait({
    reader = '', timeout, flags = 0, signal,
  } = {}) {
    const values = [textFor(reader), milliseconds(timeout), integer(flags)];
    const made = [null];
    await using([this], (id) => whileOpen(this, signal, (button) => callAsync(
      library.jpki_card_wait, id, ...values, button, made)));
    return new Card(INTERNAL, made[0]);
  }

  /**
   * Connects to the card that is in the reader of this name now, of whatever kind it is.
   * @param {string} reader
   * @returns {Promise<Card>}
   */
  async connect(reader) {
    const [made, name] = [[null], textFor(reader)];
    await using([this], (id) => callAsync(library.jpki_card_connect, id, name, made));
    return new Card(INTERNAL, made[0]);
  }

  /**
   * Makes a monitor, which reports readers and cards that come and go.
   * @param {object} [options] reader, the name of the only one to watch; flags, a sum of MonitorFlag.
   * @returns {Monitor}
   */
  monitor({ reader = '', flags = 0 } = {}) {
    const made = [null];
    call(library.jpki_monitor_new, idOf(this), textFor(reader), integer(flags), made);
    return new Monitor(INTERNAL, made[0]);
  }
}

/** What ends the calls of an object that is closed while they wait. */
const stops = new WeakMap();

function stop(object) {
  for (const controller of stops.get(object) || []) {
    controller.abort();
  }
}

/** `cancellable`, which closing the object cancels too. */
async function whileOpen(object, signal, work) {
  const controller = new AbortController();
  const forward = () => controller.abort(signal.reason);
  const all = stops.get(object) || new Set();
  stops.set(object, all.add(controller));
  if (signal?.aborted) {
    forward();
  }
  signal?.addEventListener('abort', forward, { once: true });
  try {
    return await cancellable(controller.signal, work);
  } finally {
    signal?.removeEventListener('abort', forward);
    all.delete(controller);
  }
}

/**
 * Reports readers and cards that come and go:
 *
 *     for await (const event of monitor.events({ signal })) { … }
 */
class Monitor extends Handle {
  constructor(key, id) {
    super(key, id, library.jpki_monitor_free);
  }

  /**
   * Cancels the call in progress, and frees it when that has ended.
   * @returns {Promise<void>}
   */
  close() {
    if (!this.closed) {
      stop(this);
    }
    return super.close();
  }

  /**
   * Waits for the next event: first those of the initial state, then what changes. No event is lost
   * by a timeout or an abort.
   * @param {object} [options] timeout in milliseconds; signal, an AbortSignal.
   * @returns {Promise<object>} Rejects with JPKI_ERROR_TIMED_OUT or JPKI_ERROR_CANCELLED.
   */
  async nextEvent({ timeout, signal } = {}) {
    const got = { struct_size: EVENT_SIZE };
    const limit = milliseconds(timeout);
    await using([this], (id) => whileOpen(this, signal, (button) => callAsync(
      library.jpki_monitor_next, id, limit, button, got)));
    return {
      kind: got.event,
      cardKind: got.card_kind,
      tokenKind: got.token_kind,
      reason: got.reason,
      pcscCode: got.pcsc_code,
      reader: got.reader,
    };
  }

  /**
   * The events, until the monitor is closed or the signal aborts, which ends the loop.
   * @param {object} [options] signal, an AbortSignal.
   * @yields {object}
   */
  async* events({ signal } = {}) {
    while (!this.closed && !signal?.aborted) {
      let event;
      try {
        event = await this.nextEvent({ signal });
      } catch (error) {
        if (this.closed || signal?.aborted) {
          return;
        }
        throw error;
      }
      yield event;
    }
  }

  [Symbol.asyncIterator]() {
    return this.events();
  }
}

module.exports = { Monitor, Readers };

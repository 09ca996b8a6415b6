// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const { Status } = require('./constants');
const { JpkiError } = require('./error');

/** Frees what was forgotten: a net, and no more. */
const forgotten = new FinalizationRegistry(({ free, id }) => free(id));

const states = new WeakMap();

/** Keeps the constructors for this package. */
const INTERNAL = Symbol('jpkicard');

/**
 * An object of the library, which `close` frees.
 *
 * A call that is in progress on a worker thread keeps it: closing it then takes effect when the
 * last one has ended. The thread of JavaScript never waits for one, which may wait for it in turn,
 * in a transport's function.
 */
class Handle {
  constructor(key, id, free) {
    if (key !== INTERNAL) {
      throw new TypeError('Illegal constructor');
    }
    states.set(this, { id, free, calls: 0, isClosed: false, freed: [] });
    forgotten.register(this, { id, free }, this);
  }

  /** Whether it is closed. */
  get closed() {
    return states.get(this).isClosed;
  }

  /**
   * Frees it, when the calls in progress have ended. Using it from now on fails with
   * JPKI_ERROR_HANDLE. Closing it again does nothing.
   * @returns {Promise<void>} Resolves when it is freed.
   */
  close() {
    const state = states.get(this);
    state.isClosed = true;
    return new Promise((resolve) => {
      state.freed.push(resolve);
      freeIfIdle(this, state);
    });
  }
}

if (Symbol.dispose) {
  Handle.prototype[Symbol.dispose] = function dispose() {
    this.close();
  };
  Handle.prototype[Symbol.asyncDispose] = function asyncDispose() {
    return this.close();
  };
}

function freeIfIdle(object, state) {
  if (!state.isClosed || state.calls > 0) {
    return;
  }
  if (state.id !== null) {
    forgotten.unregister(object);
    state.free(state.id);
    state.id = null;
  }
  for (const resolve of state.freed.splice(0)) {
    resolve();
  }
}

/**
 * The handle of an object that is open.
 * @param {Handle} object
 * @param {Function} type Its class.
 * @returns {bigint}
 */
function idOf(object, type = Handle) {
  if (!(object instanceof type)) {
    throw new TypeError(`a ${type.name} is expected`);
  }
  const state = states.get(object);
  if (state.isClosed) {
    throw new JpkiError(Status.HANDLE);
  }
  return state.id;
}

/**
 * Runs work, which returns a promise, and keeps the objects until it has ended.
 * @param {Array<Handle | undefined | null>} objects
 * @param {function(...(bigint | null)): Promise<*>} work Receives the handles.
 * @returns {Promise<*>}
 */
async function using(objects, work) {
  const ids = objects.map((object) => (object ? idOf(object) : null));
  const kept = objects.filter(Boolean);
  for (const object of kept) {
    states.get(object).calls += 1;
  }
  try {
    return await work(...ids);
  } finally {
    for (const object of kept) {
      const state = states.get(object);
      state.calls -= 1;
      freeIfIdle(object, state);
    }
  }
}

module.exports = { Handle, INTERNAL, idOf, using };

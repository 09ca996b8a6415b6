// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const koffi = require('koffi');
const { LogLevel } = require('./constants');
const { call } = require('./error');
const library = require('./library');
const { structures } = require('./raw');

const RECORD_SIZE = koffi.sizeof(structures.jpki_log_record);
const INTERVAL_MILLISECONDS = 100;

let logger = null;
let timer = null;

/**
 * Sends the library's log lines up to a level to a function. No line holds a PIN, a name or a serial
 * number.
 *
 * The library keeps the lines, and they are fetched after each call and ten times a second: a
 * callback would make a card wait until JavaScript has time for it.
 * @param {?function({level: number, message: string, droppedCount: number}): void} receiver Null
 *   ends it. What it throws becomes a warning of the process.
 * @param {number} [level] One of LogLevel.
 */
function setLogger(receiver, level = LogLevel.INFO) {
  drain();
  const isOff = !receiver || level === LogLevel.OFF;
  call(library.jpki_log_keep, isOff ? LogLevel.OFF : level);
  clearInterval(timer);
  logger = isOff ? null : receiver;
  timer = isOff ? null : setInterval(drain, INTERVAL_MILLISECONDS).unref();
}

function warn(error) {
  process.emitWarning(error instanceof Error ? error : String(error));
}

/** Hands out the lines that are kept. */
function drain() {
  while (logger) {
    const record = { struct_size: RECORD_SIZE };
    call(library.jpki_log_next, record);
    if (record.level === LogLevel.OFF) {
      return;
    }
    try {
      const result = logger({
        level: record.level,
        message: record.message,
        droppedCount: record.dropped_count,
      });
      // Of an async function: a rejection that nobody handles would end the process.
      Promise.resolve(result).catch(warn);
    } catch (error) {
      warn(error);
    }
  }
}

module.exports = { drain, setLogger };

// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');
const koffi = require('koffi');
const { declare } = require('./raw');

/**
 * The file of the library: JPKICARD_LIBRARY, the one that came with this package, or the name that
 * the system looks up.
 * @returns {string}
 */
function file() {
  const names = { win32: 'jpkicard.dll', darwin: 'libjpkicard.dylib' };
  const name = names[process.platform] || 'libjpkicard.so.0';
  const folder = `${process.platform}-${process.arch}`;
  const packaged = path.join(__dirname, '..', 'native', folder, name);
  return process.env.JPKICARD_LIBRARY || (existsSync(packaged) ? packaged : name);
}

/** The functions of the C library. */
module.exports = declare(koffi.load(file()));

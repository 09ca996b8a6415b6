// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const koffi = require('koffi');
const { declare } = require('./raw');

/**
 * The file of the library: JPKICARD_LIBRARY, or the name that the system looks up.
 * @returns {string}
 */
function file() {
  const names = { win32: 'jpkicard.dll', darwin: 'libjpkicard.dylib' };
  return process.env.JPKICARD_LIBRARY || names[process.platform] || 'libjpkicard.so.0';
}

/** The functions of the C library. */
module.exports = declare(koffi.load(file()));

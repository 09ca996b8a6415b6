// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

/**
 * Japan's Individual Number Card (My Number Card) from Node.js: a layer on the C library
 * libjpkicard.
 * @module jpkicard
 */

const { Secret } = require('./bytes');
const { Card, Information } = require('./card');
const { Certificate, Item } = require('./certificate');
const { JpkiError, languageOf } = require('./error');
const { Handle } = require('./handle');
const {
  Attributes, AuthorityList, Face, checkNumber, checkNumberOfDigits,
} = require('./face');
const library = require('./library');
const { setLogger } = require('./log');
const { Monitor, Readers } = require('./readers');
const { OcspRequest, RevocationList, Verdict } = require('./verify');

/**
 * The version of the C library, such as '0.1.0'.
 * @returns {string}
 */
function version() {
  return library.jpki_version();
}

/**
 * What the C library was built with: a sum of Feature.
 * @returns {number}
 */
function features() {
  return library.jpki_features();
}

/**
 * The name of a status's constant, such as 'JPKI_ERROR_PIN_WRONG'.
 * @param {number} status
 * @returns {string}
 */
function statusName(status) {
  return library.jpki_status_name(status);
}

/**
 * A sentence about a status for the person at the desk, without the number of tries.
 * @param {number} status
 * @param {'ja' | 'en'} [language]
 * @returns {string}
 */
function statusText(status, language = 'ja') {
  return library.jpki_status_text(status, languageOf(language));
}

/**
 * The name of a reason's constant, such as 'JPKI_REASON_EXPIRED'.
 * @param {number} reason
 * @returns {string}
 */
function reasonName(reason) {
  return library.jpki_reason_name(reason);
}

/**
 * What a reason means, for the log or the person who investigates.
 * @param {number} reason
 * @param {'ja' | 'en'} [language]
 * @returns {string}
 */
function reasonText(reason, language = 'ja') {
  return library.jpki_reason_text(reason, languageOf(language));
}

module.exports = {
  ...require('./constants'),
  Attributes,
  AuthorityList,
  Card,
  Certificate,
  Face,
  Handle,
  Information,
  Item,
  JpkiError,
  Monitor,
  OcspRequest,
  Readers,
  RevocationList,
  Secret,
  Verdict,
  checkNumber,
  checkNumberOfDigits,
  features,
  reasonName,
  reasonText,
  setLogger,
  statusName,
  statusText,
  version,
};

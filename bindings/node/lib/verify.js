// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const koffi = require('koffi');
const { copyOf, integer, lent, pointer, textFor } = require('./bytes');
const { Input, Status } = require('./constants');
const {
  JpkiError, call, failure, languageOf, started,
} = require('./error');
const { Handle, INTERNAL, idOf, using } = require('./handle');
const library = require('./library');
const { drain } = require('./log');
const { structures } = require('./raw');

const OPTIONS_SIZE = koffi.sizeof(structures.jpki_verify_options);
const VERDICT_SIZE = koffi.sizeof(structures.jpki_verdict);
const HAS_LARGE_POINTERS = koffi.sizeof('void *') === 8;

/** What came of a verification; it holds no data about the holder. */
class Verdict {
  constructor(made) {
    const known = (number) => (number < 0 ? undefined : Number(number));
    /** Status.OK, or what helps the person at the desk most. */
    this.status = made.status;
    /** The name of the status's constant. */
    this.code = library.jpki_status_name(made.status);
    /** All reasons, of Reason, in numerical order. */
    this.reasons = Array.from(made.reasons).slice(0, made.reason_count);
    /** One of Revocation. */
    this.revocation = made.revocation;
    /** When the certificate was revoked; undefined if it is not. */
    this.revocationTime = made.revocation_time < 0
      ? undefined : new Date(Number(made.revocation_time) * 1000);
    /** The number of RFC 5280, 5.3.1; undefined if it is not revoked, or none is given. */
    this.revocationReason = known(made.revocation_reason);
    /** 0 on the certificate's last day; undefined once it has expired. */
    this.daysLeft = known(made.days_left);
    /** 1 on the day after the last day; undefined until the certificate has expired. */
    this.daysExpired = known(made.days_expired);
    /** It is not valid, and online eligibility verification still takes it. */
    this.isWithinGrace = made.is_within_grace !== 0;
    /** The certificate policy that was accepted, as dotted numbers; empty if none fits. */
    this.policy = made.policy;
    /** False for a class that is newer than the library, and for one's own. */
    this.policyIsKnown = made.policy_is_known !== 0;
    /** Identifies the anchor that signed the certificate; empty if none did. */
    this.anchorKeyId = Buffer.from(made.anchor_key_id.slice(0, made.anchor_key_id_length));
    Object.freeze(this);
  }

  /** Whether everything that was verified is good. */
  get isGood() {
    return this.status === Status.OK;
  }

  /** Throws a JpkiError unless it is good: for callers that have one way for both. */
  requireGood() {
    if (!this.isGood) {
      throw new JpkiError(this.status);
    }
  }

  /**
   * A sentence for the person at the desk.
   * @param {'ja' | 'en'} [language]
   * @returns {string}
   */
  text(language = 'ja') {
    return library.jpki_status_text(this.status, languageOf(language));
  }

  /**
   * What the policy is: purpose, class, and whether it is that of test cards.
   * @param {'ja' | 'en'} [language]
   * @returns {string}
   */
  policyText(language = 'ja') {
    return library.jpki_policy_text(this.policy, languageOf(language));
  }
}

/** A time for C, which takes 0 for now and refuses what is before 1970. */
function secondsOf(time) {
  const seconds = Math.floor(time.getTime() / 1000);
  if (!(seconds > 0)) {
    throw new JpkiError(Status.ARGUMENT);
  }
  return seconds;
}

/** The options for C, and the objects whose handles they have. */
function optionsFor(options) {
  const {
    ownAnchors = [], caCertificate, ocspRequest, revocationList, crl, ocspResponse, ownPolicies,
    time, toleranceSeconds = 0,
  } = options;
  const handles = ownAnchors.map((anchor) => idOf(anchor));
  const anchors = HAS_LARGE_POINTERS
    ? BigUint64Array.from(handles) : Uint32Array.from(handles, Number);
  const idIf = (object) => (object ? idOf(object) : null);
  const response = ocspResponse ? copyOf(ocspResponse, 'an OCSP response') : undefined;
  const list = crl ? copyOf(crl, 'a CRL') : undefined;
  return {
    objects: [...ownAnchors, caCertificate, ocspRequest, revocationList],
    forC: {
      struct_size: OPTIONS_SIZE,
      purpose: integer(options.purpose ?? 0),
      anchors: integer(options.anchors ?? 0),
      tolerance: integer(toleranceSeconds),
      time: time === undefined ? 0 : secondsOf(time),
      ocsp_hash: integer(options.ocspHash ?? 0),
      policies: integer(options.policies ?? 0),
      own_anchors: handles.length > 0 ? anchors : null,
      own_anchors_count: handles.length,
      ca_certificate: idIf(caCertificate),
      ocsp_request: idIf(ocspRequest),
      ocsp_response: response ? pointer(response) : null,
      ocsp_response_length: response ? response.length : 0,
      crl: list ? pointer(list) : null,
      crl_length: list ? list.length : 0,
      revocation_list: idIf(revocationList),
      own_policies: ownPolicies ? textFor(ownPolicies) : null,
    },
  };
}

/**
 * Runs a verification. Its status is an error only where there is no verdict.
 */
async function verdict(work, certificate, values, options) {
  const { forC, objects } = optionsFor(options);
  return using([certificate, ...objects], async (id) => {
    const made = { struct_size: VERDICT_SIZE };
    const { status, error } = await started(work, id, ...values, forC, made);
    drain();
    if (made.revocation === 0) {
      throw failure(status, error);
    }
    return new Verdict(made);
  });
}

async function verifyCertificate(certificate, options) {
  return verdict(library.jpki_certificate_verify, certificate, [], options);
}

async function verifySignature(certificate, challenge, algorithm, signature, options) {
  const signed = copyOf(challenge, 'a challenge');
  const bytes = copyOf(signature, 'a signature');
  return verdict(library.jpki_signature_verify, certificate, [
    pointer(signed), signed.length, integer(options.input ?? Input.DATA), integer(algorithm),
    pointer(bytes), bytes.length,
  ], options);
}

/** An OCSP request for one certificate: send its der, and give the answer to the verification. */
class OcspRequest extends Handle {
  constructor(key, id) {
    super(key, id, library.jpki_ocsp_request_free);
  }

  /**
   * Makes a request.
   * @param {Certificate} certificate
   * @param {object} [options] As for Certificate.verify.
   * @param {Uint8Array} [nonce] 32 fresh random bytes.
   * @returns {OcspRequest}
   */
  static create(certificate, options = {}, nonce = undefined) {
    const { forC } = optionsFor(options);
    const bytes = nonce ? copyOf(nonce, 'a nonce') : null;
    const made = [null];
    call(library.jpki_ocsp_request_new, idOf(certificate), forC, bytes,
      bytes ? bytes.length : 0, made);
    return new OcspRequest(INTERNAL, made[0]);
  }

  /** Its DER encoding. It has the certificate's serial number in it: do not log it. */
  get der() {
    return lent(library.jpki_ocsp_request_data, idOf(this));
  }
}

/** A CRL that was loaded once, for any number of verifications. */
class RevocationList extends Handle {
  constructor(key, id) {
    super(key, id, library.jpki_revocation_list_free);
  }

  /**
   * Loads a complete CRL that one of the options' anchors signed.
   * @param {Uint8Array} crl
   * @param {object} [options] As for Certificate.verify.
   * @returns {Promise<RevocationList>}
   */
  static async load(crl, options = {}) {
    const { forC, objects } = optionsFor(options);
    const bytes = copyOf(crl, 'a CRL');
    return using(objects, async () => {
      const made = [null];
      const { status, error } = await started(
        library.jpki_revocation_list_load, pointer(bytes), bytes.length, forC, made);
      if (status !== Status.OK) {
        throw failure(status, error);
      }
      return new RevocationList(INTERNAL, made[0]);
    });
  }

  /** When it was issued. */
  get thisUpdate() {
    return new Date(Number(library.jpki_revocation_list_this_update(idOf(this))) * 1000);
  }

  /** When the next one is due. */
  get nextUpdate() {
    return new Date(Number(library.jpki_revocation_list_next_update(idOf(this))) * 1000);
  }

  /** The number of its entries. */
  get size() {
    return Number(library.jpki_revocation_list_entry_count(idOf(this)));
  }
}

module.exports = {
  OcspRequest, RevocationList, Verdict, verifyCertificate, verifySignature,
};

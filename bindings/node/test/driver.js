// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

// Reads requests and prints answers: see bindings/DRIVER.md. It is a test of the package.

const jpki = require('jpkicard');

const { Anchors, CertificateKind, Status } = jpki;

/** The last of each object. */
const kept = {};
let challenge;
let signature;
let logLines = [];

const NEWLINE = 10;
const TAB = 9;

/** The bytes of a word of hexadecimal digits, without a string on the way. */
function decoded(word) {
  const digit = (code) => (code < 58 ? code - 48 : code - 87);
  // Where V8 does not move them.
  const bytes = jpki.Secret.alloc(word.length >> 1).bytes;
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = (digit(word[2 * at]) << 4) | digit(word[2 * at + 1]);
  }
  return bytes;
}

const isNone = (word) => word.length === 1 && word[0] === 45;
const text = (word) => (isNone(word) ? '' : word.toString('utf8'));
const number = (word) => Number(word.toString('latin1'));
const bytes = (word) => (isNone(word) ? Buffer.alloc(0) : decoded(word));
const hex = (value) => (value && value.length > 0 ? value.toString('hex') : '-');
const seconds = (date) => Math.floor(date.getTime() / 1000);
const dateOf = (word) => (number(word) === 0 ? undefined : new Date(number(word) * 1000));
/** 0 is the default, which JavaScript says with undefined. */
const constant = (word) => number(word) || undefined;

function xor(secret) {
  for (let at = 0; at < secret.length; at += 1) {
    secret[at] ^= 0x5a;
  }
  return secret;
}

/** Runs work with decoded secrets, and wipes them. */
async function withSecrets(words, work) {
  const secrets = words.map((word) => xor(bytes(word)));
  try {
    return await work(...secrets);
  } finally {
    secrets.forEach((secret) => secret.fill(0));
  }
}

/** An object that is there; otherwise what the library says of a null handle. */
function need(name) {
  if (!kept[name]) {
    throw new jpki.JpkiError(Status.HANDLE);
  }
  return kept[name];
}

async function keep(name, object) {
  await kept[name]?.close();
  kept[name] = object;
  return object;
}

/** Anchors of one's own are the kept CA certificate. */
function verifyOptions(anchors) {
  const isOwn = anchors === Anchors.OWN || anchors === Anchors.PRODUCTION_AND_OWN;
  return { anchors: anchors || undefined, ownAnchors: isOwn ? [need('ca')] : [] };
}

function verdict(made) {
  const or = (value) => (value === undefined ? -1 : value);
  return [made.status, made.reasons.join(',') || '-', made.revocation, or(made.daysLeft),
    or(made.daysExpired), made.isWithinGrace ? 1 : 0, made.policy || '-', made.policyText()];
}

async function keepFace(face) {
  await keep('face', face);
  return [face.birthDate, face.sex, face.expiry, face.birthDateDigits,
    face.image(jpki.ImageKind.PHOTO).length];
}

async function keepAttributes(attributes) {
  await keep('attributes', attributes);
  return [attributes.name, attributes.address, attributes.birthDate, attributes.sex,
    attributes.birthDateDigits];
}

function keepNumber(secret) {
  kept.checkNumber?.wipe();
  kept.checkNumber = secret;
  return [hex(xor(Buffer.from(secret.bytes)))];
}

async function wait(options) {
  const card = await keep('card', await need('readers').wait(options));
  return [card.readerName];
}

const limit = (word) => (number(word) === -1 ? undefined : number(word));

const change = (method) => (before, after, lastTry) => withSecrets(
  [before, after], async (old, now) => {
    await need('card')[method](old, now, { lastTry: constant(lastTry) });
  });

const requests = {
  version: () => [jpki.version(), jpki.features()],
  'status-text': (status, language) => [
    jpki.statusName(number(status)),
    jpki.statusText(number(status), number(language) === jpki.Language.ENGLISH ? 'en' : 'ja'),
  ],
  async open(kind, settings) {
    await keep('card', jpki.Card.openVirtual(number(kind), text(settings)));
  },
  close: () => kept.card?.close(),
  async token() {
    const token = await need('card').token();
    return [token.kind, token.label];
  },
  async tries(credential) {
    const tries = await need('card').tries(number(credential));
    return [tries.state, tries.left === undefined ? -1 : tries.left];
  },
  'has-certificate': async (kind) => [await need('card').hasCertificate(number(kind)) ? 1 : 0],
  async certificate(kind) {
    const made = await need('card').certificate(number(kind));
    const isCa = [CertificateKind.AUTHENTICATION_CA, CertificateKind.SIGNATURE_CA]
      .includes(number(kind));
    await keep(isCa ? 'ca' : 'certificate', made);
    return [hex(made.der), seconds(made.notBefore), seconds(made.notAfter),
      hex(made.subjectKeyId), hex(made.publicKey)];
  },
  async 'load-certificate'(der) {
    await keep('certificate', jpki.Certificate.fromDer(bytes(der)));
  },
  authenticate: (pin, data, lastTry, known, readCa) => withSecrets([pin], async (secret) => {
    const got = await need('card').authenticate(secret, bytes(data), {
      lastTry: constant(lastTry),
      certificate: number(known) === 1 ? need('certificate') : undefined,
      readCaCertificate: number(readCa) === 1,
    });
    await keep('certificate', got.certificate);
    await keep('ca', got.caCertificate);
    signature = got.signature;
    return [got.tokenKind, got.pin.state, got.pin.left ?? -1, hex(got.certificate.der),
      hex(got.caCertificate?.der), signature.algorithm, hex(signature.bytes)];
  }),
  sign: (pin, data, digest, scheme, input, lastTry) => withSecrets([pin], async (secret) => {
    signature = await need('card').sign(secret, bytes(data), {
      digest: constant(digest),
      scheme: constant(scheme),
      input: constant(input),
      lastTry: constant(lastTry),
    });
    return [signature.algorithm, signature.algorithmName, hex(signature.bytes)];
  }),
  'signature-certificate': (password, lastTry) => withSecrets([password], async (secret) => {
    const made = await need('card').signatureCertificate(secret, { lastTry: constant(lastTry) });
    await keep('certificate', made);
    return [hex(made.der)];
  }),
  'sign-document': (password, data, lastTry) => withSecrets([password], async (secret) => {
    const made = await need('card').signDocument(secret, bytes(data), {
      lastTry: constant(lastTry),
    });
    await keep('certificate', made.certificate);
    signature = made.signature;
    return [hex(made.certificate.der), signature.algorithm, hex(signature.bytes)];
  }),
  'other-names': () => need('certificate').otherNames().flatMap(
    (item) => [item.name, item.text ?? '-']),
  'change-pin': change('changePin'),
  'change-signature-password': change('changeSignaturePassword'),
  'change-input-support-pin': change('changeInputSupportPin'),
  'check-number': (birthDate, calendar, expiryYear, code) => withSecrets(
    [code], (securityCode) => keepNumber(jpki.checkNumber({
      birthDate: number(birthDate),
      calendar: constant(calendar),
      expiryYear: number(expiryYear),
      securityCode,
    }))),
  'check-number-digits': (digits, expiryYear, code) => withSecrets(
    [digits, code], (dateDigits, securityCode) => keepNumber(jpki.checkNumberOfDigits({
      dateDigits, expiryYear: number(expiryYear), securityCode,
    }))),
  face: async (authorities, lastTry) => keepFace(await need('card').face(need('checkNumber'), {
    authorities: constant(authorities), lastTry: constant(lastTry),
  })),
  async 'face-for-challenge'(data, authorities, lastTry) {
    challenge = bytes(data);
    return keepFace(await need('card').face(need('checkNumber'), {
      authorities: constant(authorities), lastTry: constant(lastTry), challenge,
    }));
  },
  async 'face-files'(authorities) {
    const face = need('face');
    return keepFace(jpki.Face.fromFiles({
      record: face.file(jpki.RecordFile.RECORD),
      certificate: face.file(jpki.RecordFile.CERTIFICATE),
      signature: face.file(jpki.RecordFile.SIGNATURE),
      challenge,
    }, { authorities: constant(authorities) }));
  },
  async picture(kind) {
    const file = await need('face').picture(number(kind));
    return [file.length, hex(file.subarray(0, 8))];
  },
  attributes: (pin, authorities, lastTry) => withSecrets([pin], async (secret) => keepAttributes(
    await need('card').attributes(secret, {
      authorities: constant(authorities), lastTry: constant(lastTry),
    }))),
  'attributes-by-check-number': async (authorities, lastTry) => keepAttributes(
    await need('card').attributesByCheckNumber(need('checkNumber'), {
      authorities: constant(authorities), lastTry: constant(lastTry),
    })),
  'other-objects': () => [need('attributes').otherObjects().length],
  'compare-birth-date': (date, calendar, authorities, lastTry) => need('card').compareBirthDate(
    number(date), {
      calendar: constant(calendar),
      authorities: constant(authorities),
      lastTry: constant(lastTry),
    }),
  'compare-birth-date-digits': (digits, authorities, lastTry) => withSecrets(
    [digits], (secret) => need('card').compareBirthDateDigits(secret, {
      authorities: constant(authorities), lastTry: constant(lastTry),
    })),
  async information() {
    const got = await need('card').information();
    return [got.expiry, got.municipalityCode, got.serialNumber];
  },
  async 'own-authority'(record, keyId, modulus) {
    const list = jpki.AuthorityList.create();
    try {
      list.add(number(record), bytes(keyId), bytes(modulus));
      await need('card').setAuthorities(list);
    } finally {
      await list.close();
    }
  },
  verify: async (purpose, anchors, time, policies, ownPolicies) => verdict(
    await need('certificate').verify({
      ...verifyOptions(number(anchors)),
      purpose: constant(purpose),
      time: dateOf(time),
      policies: constant(policies),
      ownPolicies: text(ownPolicies) || undefined,
    })),
  'verify-signature': async (data, algorithm, anchors, time) => verdict(
    await need('certificate').verifySignature(
      bytes(data), number(algorithm), signature ? signature.bytes : Buffer.alloc(0),
      { ...verifyOptions(number(anchors)), time: dateOf(time) })),
  'verify-ocsp': async (response, anchors, time) => verdict(await need('certificate').verify({
    ...verifyOptions(number(anchors)),
    time: dateOf(time),
    ocspRequest: need('ocsp'),
    ocspResponse: bytes(response),
  })),
  async 'ocsp-request'(anchors, nonce) {
    const made = jpki.OcspRequest.create(need('certificate'), verifyOptions(number(anchors)),
      isNone(nonce) ? undefined : bytes(nonce));
    await keep('ocsp', made);
    return [hex(made.der)];
  },
  async 'load-revocation-list'(data, anchors) {
    const list = await jpki.RevocationList.load(bytes(data), verifyOptions(number(anchors)));
    const values = [seconds(list.thisUpdate), seconds(list.nextUpdate), list.size];
    await list.close();
    return values;
  },
  reason: (reason) => [jpki.reasonName(number(reason)), jpki.reasonText(number(reason))],
  begin: () => need('card').beginTransaction(),
  end: () => need('card').endTransaction(),
  'read-length': (length) => need('card').setReadLength(number(length)),
  async transport(answer, status) {
    const transmit = () => {
      if (isNone(answer)) {
        throw new jpki.JpkiError(number(status));
      }
      return bytes(answer);
    };
    answer = Buffer.from(answer);
    status = Buffer.from(status);
    await keep('card', jpki.Card.openTransport({ transmit, powerDown() {} }));
  },
  async context() {
    await keep('readers', jpki.Readers.open());
  },
  timeout: (kind, milliseconds) => need('readers').setTimeout(
    number(kind), number(milliseconds) === -1 ? Infinity : number(milliseconds)),
  readers: () => need('readers').names(),
  presence: async (reader) => [await need('readers').presence(text(reader))],
  async connect(reader) {
    await keep('card', await need('readers').connect(text(reader)));
  },
  wait: (reader, timeout, flags) => wait({
    reader: text(reader), timeout: limit(timeout), flags: number(flags),
  }),
  'wait-cancelled-before': (timeout) => wait({
    timeout: limit(timeout), signal: AbortSignal.abort(),
  }),
  'wait-cancelled-during': (milliseconds, timeout) => wait({
    timeout: limit(timeout), signal: AbortSignal.timeout(number(milliseconds)),
  }),
  async monitor(reader, flags) {
    const options = { reader: text(reader), flags: number(flags) };
    await keep('monitor', need('readers').monitor(options));
  },
  async next(timeout) {
    const event = await need('monitor').nextEvent({ timeout: limit(timeout) });
    return [event.kind, event.cardKind, event.tokenKind, event.reason, event.reader || '-'];
  },
  log(level) {
    logLines = [];
    jpki.setLogger(({ message }) => logLines.push(message), number(level));
  },
  'log-lines'() {
    const lines = logLines;
    logLines = [];
    return [lines.length, lines[0] ?? '-'];
  },
  async forget() {
    kept.checkNumber?.wipe();
    delete kept.checkNumber;
    for (const name of Object.keys(kept)) {
      // eslint-disable-next-line no-await-in-loop
      await kept[name]?.close();
      delete kept[name];
    }
    challenge = undefined;
    signature = undefined;
    global.gc?.();
  },
  quit: () => [],
};

/** Text without control characters; "-" for none. */
const plain = (value) => String(value ?? '').replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ') || '-';

async function answer(name, words) {
  try {
    const values = await requests[name](...words) ?? [];
    return ['ok', ...values.map(plain)].join('\t');
  } catch (error) {
    if (!(error instanceof jpki.JpkiError)) {
      throw error;
    }
    return ['error', error.status, error.triesLeft ?? -1, error.statusWord, plain(error.text())]
      .join('\t');
  }
}

/** The words of a line, which are parts of it. */
function wordsOf(line) {
  const words = [];
  let begin = 0;
  for (let at = 0; at <= line.length; at += 1) {
    if (at === line.length || line[at] === TAB) {
      words.push(line.subarray(begin, at));
      begin = at + 1;
    }
  }
  return words;
}

async function run() {
  let rest = Buffer.alloc(0);
  for await (const chunk of process.stdin) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      const [name, ...words] = wordsOf(rest.subarray(0, end));
      const request = name.toString('latin1');
      if (!requests[request]) {
        throw new Error(`unknown request ${request}`);
      }
      process.stdout.write(`${await answer(request, words)}\n`);
      if (request === 'quit') {
        process.stdin.destroy();
        return;
      }
      rest = rest.subarray(end + 1);
    }
  }
}

run().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});

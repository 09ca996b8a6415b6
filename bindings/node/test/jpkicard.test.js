// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { test } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');
const { inspect } = require('node:util');
const { Worker } = require('node:worker_threads');
const koffi = require('koffi');
const jpki = require('jpkicard');
const { sizes, structures } = require('../lib/raw');

const { Status } = jpki;
const challenge = Buffer.from('a challenge of 32 random bytes !');
const withStatus = (status) => (error) => error instanceof jpki.JpkiError && error.status === status;

async function withCard(work, settings = '') {
  const card = jpki.Card.openVirtual(jpki.VirtualKind.MY_NUMBER_CARD, settings);
  try {
    return await work(card);
  } finally {
    await card.close();
  }
}

test('structures have the sizes of the headers', { skip: koffi.sizeof('void *') !== 8 }, () => {
  for (const [name, type] of Object.entries(structures)) {
    assert.equal(koffi.sizeof(type), sizes[name], name);
  }
});

test('an error says what failed, in both languages', () => withCard(async (card) => {
  const error = await card.authenticate(Buffer.from('9999'), challenge).catch((failed) => failed);
  assert.ok(error instanceof Error);
  assert.equal(error.code, 'JPKI_ERROR_PIN_WRONG');
  assert.equal(error.status, Status.PIN_WRONG);
  assert.equal(error.triesLeft, 2);
  assert.equal(error.statusWord, 0x63c2);
  assert.match(error.text(), /残り 2 回/);
  assert.match(error.text('en'), /2 tries/);
  assert.equal(new jpki.JpkiError(Status.TIMED_OUT).triesLeft, undefined);
}));

test('a PIN is bytes, and nothing else is sent', () => withCard(async (card) => {
  for (const wrong of ['1234', 1234, null, undefined, [1, 2, 3, 4]]) {
    await assert.rejects(card.authenticate(wrong, challenge), TypeError);
  }
  await assert.rejects(card.authenticate(Buffer.alloc(0), challenge),
    withStatus(Status.PIN_FORMAT));
  assert.equal((await card.tries()).left, 3);
}));

test('the caller may wipe the PIN as soon as the call has begun', () => withCard(async (card) => {
  const pin = Buffer.from('1234');
  const begun = card.sign(pin, challenge);
  pin.fill(0x39);
  assert.equal((await begun).bytes.length, 256);
  const secret = new jpki.Secret(Buffer.from('1234'));
  const again = card.sign(secret, challenge);
  secret.wipe();
  await again;
  assert.deepEqual([...secret.bytes], [0, 0, 0, 0]);
}));

test('no text of an object shows secrets or personal data', () => withCard(async (card) => {
  const secret = new jpki.Secret(Buffer.from('7391'));
  const information = await card.information();
  const certificate = await card.signatureCertificate(Buffer.from('ABC123'));
  const names = certificate.otherNames();
  assert.match(names[0].text, /花子/);
  const number = jpki.checkNumber({
    birthDate: 19800217, expiryYear: 2035, securityCode: Buffer.from('2285'),
  });
  const face = await card.face(number, { authorities: jpki.Authorities.VIRTUAL_CARD });
  const attributes = await card.attributes(Buffer.from('1234'), {
    authorities: jpki.Authorities.VIRTUAL_CARD,
  });
  assert.equal(face.birthDate, 19800217);
  const everything = {
    attributes, card, certificate, face, information, names, number, secret,
  };
  const texts = [
    inspect(everything, { depth: 9, showHidden: true }), JSON.stringify(everything),
    ...Object.values(everything).map(String),
  ];
  for (const text of texts) {
    for (const shown of [
      '7391', '37 33 39 31', '55,51,57,49', '花子', '千代田', '19800217', '2285', 'ABC123', '1234',
      information.serialNumber,
    ]) {
      assert.ok(!text.includes(shown), `${shown} is in ${text}`);
    }
  }
  await Promise.all([face, attributes, certificate].map((object) => object.close()));
}));

test('what is closed is a handle error, also among options', () => withCard(async (card) => {
  const certificate = await card.certificate();
  await certificate.close();
  await certificate.close();
  assert.ok(certificate.closed);
  assert.throws(() => certificate.der, withStatus(Status.HANDLE));
  await assert.rejects(card.sign(Buffer.from('1234'), challenge, { certificate }),
    withStatus(Status.HANDLE));
  const other = await card.certificate();
  for (const options of [{ ownAnchors: [certificate] }, { caCertificate: certificate }]) {
    await assert.rejects(other.verify(options), withStatus(Status.HANDLE));
  }
  await other.close();
  assert.throws(() => new jpki.Card(), TypeError);
}));

test('a verdict is a value', () => withCard(async (card) => {
  const certificate = await card.certificate();
  const verdict = await certificate.verify();
  assert.equal(verdict.isGood, false);
  assert.equal(verdict.code, 'JPKI_ERROR_CERTIFICATE_NOT_TRUSTED');
  assert.deepEqual(verdict.reasons, [jpki.Reason.ISSUER_UNKNOWN]);
  assert.throws(() => verdict.requireGood(), withStatus(Status.CERTIFICATE_NOT_TRUSTED));
  const withCrl = await certificate.verify({ crl: Buffer.alloc(0) });
  assert.notEqual(withCrl.revocation, jpki.Revocation.NOT_REQUESTED);
  await assert.rejects(certificate.verify({ anchors: jpki.Purpose.SIGNATURE }),
    withStatus(Status.ARGUMENT));
  await certificate.close();
}));

test('a call leaves the thread of JavaScript free', async () => {
  const readers = jpki.Readers.open();
  const waiting = readers.wait({ timeout: 400, flags: jpki.WaitFlag.FOR_SERVICE })
    .catch((error) => error);
  let turns = 0;
  const timer = setInterval(() => { turns += 1; }, 20);
  const error = await waiting;
  clearInterval(timer);
  assert.ok(error instanceof jpki.JpkiError);
  assert.ok(turns >= 5, `${turns} turns`);
  await readers.close();
});

test('an abort ends a wait, before it and during it, and so does closing', async () => {
  const readers = jpki.Readers.open();
  const monitor = readers.monitor();
  const waits = [
    (signal) => readers.wait({ signal, reader: 'no such reader', flags: jpki.WaitFlag.FOR_SERVICE }),
    async (signal) => {
      for (;;) {
        await monitor.nextEvent({ signal });
      }
    },
  ];
  for (const wait of waits) {
    for (const signal of [AbortSignal.abort('enough'), AbortSignal.timeout(100)]) {
      const error = await wait(signal).catch((failed) => failed);
      assert.equal(error.status, Status.CANCELLED);
      assert.equal(error.name, 'AbortError');
      assert.equal(error.cause, signal.reason);
    }
  }
  const loop = (async () => {
    for await (const event of monitor) {
      assert.ok(event.kind);
    }
  })();
  const waiting = assert.rejects(waits[0](), withStatus(Status.CANCELLED));
  await sleep(100);
  await monitor.close();
  await loop;
  await readers.close();
  await waiting;
});

test('what a transport throws becomes a status', async () => {
  const cases = [
    [() => { throw new jpki.JpkiError(Status.CARD_REMOVED); }, Status.CARD_REMOVED],
    [() => { throw new Error('a bug'); }, Status.READER_FAILED],
    [async () => Buffer.alloc(2), Status.READER_FAILED],
    [() => undefined, Status.READER_FAILED],
  ];
  for (const [transmit, status] of cases) {
    let closed = 0;
    const card = jpki.Card.openTransport({ transmit, powerDown() {}, close() { closed += 1; } });
    await assert.rejects(card.token(), withStatus(status));
    await card.close();
    assert.equal(closed, 1);
  }
  assert.throws(() => jpki.Card.openTransport({ transmit() {} }), TypeError);
});

test('a card that is closed during its call is freed after it', async () => {
  let closed = false;
  let card;
  const transport = {
    transmit() {
      // C waits for this function, and freeing the card for C.
      card.close();
      return Buffer.from('6a82', 'hex');
    },
    powerDown() {},
    close() { closed = true; },
  };
  card = jpki.Card.openTransport(transport);
  await assert.rejects(card.token());
  await card.close();
  assert.ok(closed);
  await assert.rejects(card.token(), withStatus(Status.HANDLE));
});

test('the garbage collector closes what was forgotten', async () => {
  let closed = false;
  (() => {
    jpki.Card.openTransport({ transmit() {}, powerDown() {}, close() { closed = true; } });
  })();
  for (let tries = 0; tries < 100 && !closed; tries += 1) {
    global.gc();
    await sleep(10);
  }
  assert.ok(closed);
});

test('a transaction ends where its work fails', () => withCard(async (card) => {
  await assert.rejects(card.transaction(async () => { throw new Error('broken'); }), /broken/);
  assert.equal(await card.transaction(async () => 5), 5);
}));

test('log lines come without the PIN, and a logger may throw', async () => {
  const lines = [];
  const warned = new Promise((resolve) => { process.once('warning', resolve); });
  jpki.setLogger(({ message }) => {
    lines.push(message);
    if (lines.length === 1) {
      throw new Error('a bug of the logger');
    }
  }, jpki.LogLevel.TRACE);
  await withCard((card) => card.sign(Buffer.from('7391'), challenge), 'pin 7391');
  jpki.setLogger(null);
  assert.match((await warned).message, /a bug of the logger/);
  assert.ok(lines.length > 10);
  assert.ok(!lines.join().includes('7391'));
});

test('numbers that C would cut off are refused', () => withCard(async (card) => {
  for (const wrong of [2 ** 32 + jpki.Credential.PIN, 0.5, NaN, '5', undefined]) {
    const asked = wrong === undefined ? card.tries(null) : card.tries(wrong);
    await assert.rejects(asked, withStatus(Status.ARGUMENT));
  }
  assert.throws(() => jpki.Card.openVirtual(jpki.VirtualKind.ANDROID, 'pin 1\0'),
    withStatus(Status.ARGUMENT));
}));

test('the package works in a worker, and from a module', async () => {
  const worker = new Worker(`
    const jpki = require('jpkicard');
    require('node:worker_threads').parentPort.postMessage(jpki.version());
  `, { eval: true });
  const message = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  assert.equal(message, jpki.version());
  const { Card, TokenKind } = await import('jpkicard');
  assert.equal(Card, jpki.Card);
  assert.equal(TokenKind, jpki.TokenKind);
});

test('the declarations have what the package has', () => {
  const declared = ['index.d.ts', 'constants.d.ts'].map(
    (name) => readFileSync(join(__dirname, '../lib', name), 'utf8')).join('');
  const exported = [...declared.matchAll(
    /export declare (?:abstract )?(?:class|const|function) (\w+)/g)].map(([, name]) => name);
  assert.deepEqual(exported.sort(), Object.keys(jpki).sort());
  for (const [name, value] of Object.entries(jpki)) {
    if (typeof value === 'function' && value.prototype) {
      const [, body] = declared.match(
        new RegExp(`class ${name} [^]*?\\{\\n([^]*?)\\n\\}`)) || [undefined, ''];
      const members = [...body.matchAll(
        /^ {2}(?:static |get |readonly )*(\w+)[?]?[(<:]/gm)].map(([, member]) => member);
      const own = [...Object.getOwnPropertyNames(value.prototype),
        ...Object.getOwnPropertyNames(value)];
      for (const member of own) {
        const isNative = ['constructor', 'length', 'name', 'prototype'].includes(member);
        const isInherited = member === 'close' && name !== 'Handle';
        assert.ok(isNative || isInherited || members.includes(member), `${name}.${member}`);
      }
    }
  }
});

test('a constant that is none is not the default', () => withCard(async (card) => {
  const certificate = await card.certificate();
  for (const wrong of [NaN, '', false, '1', 2 ** 32 + jpki.LastTry.ALLOW]) {
    for (const name of ['lastTry', 'digest', 'scheme', 'input']) {
      await assert.rejects(card.authenticate(Buffer.from('9999'), challenge, { [name]: wrong }),
        withStatus(Status.ARGUMENT), `${name} ${String(wrong)}`);
    }
    for (const name of ['purpose', 'anchors', 'policies', 'ocspHash']) {
      await assert.rejects(certificate.verify({ [name]: wrong }), withStatus(Status.ARGUMENT));
    }
  }
  assert.equal((await card.tries()).left, 3);
}));

test('a time limit that is over is not "for ever"', async () => {
  const readers = jpki.Readers.open();
  const monitor = readers.monitor();
  for (const timeout of [-1, -0.5, -1.5, 2 ** 32 - 1, NaN, -Infinity]) {
    await assert.rejects(readers.wait({ timeout }), withStatus(Status.ARGUMENT), `${timeout}`);
    await assert.rejects(monitor.nextEvent({ timeout }), withStatus(Status.ARGUMENT));
  }
  assert.throws(() => readers.setTimeout(jpki.Timeout.SERVICE_ABSENCE, -1),
    withStatus(Status.ARGUMENT));
  readers.setTimeout(jpki.Timeout.SERVICE_ABSENCE, Infinity);
  await monitor.close();
  await readers.close();
});

test('a time that was never set is not now', () => withCard(async (card) => {
  const certificate = await card.certificate();
  for (const time of [new Date(0), new Date(999), new Date(-1), new Date('nonsense')]) {
    await assert.rejects(certificate.verify({ time }), withStatus(Status.ARGUMENT), `${time}`);
  }
  const verdict = await certificate.verify({
    anchors: jpki.Anchors.VIRTUAL_CARD, time: new Date('2100-01-01'),
  });
  assert.equal(verdict.isGood, false);
}));

test("a transport's error with another's status is a failure", async () => {
  for (const status of [0, 404, Status.CARD_REMOVED]) {
    const fail = () => {
      throw Object.assign(new Error('of HTTP'), { status });
    };
    const card = jpki.Card.openTransport({
      beginTransaction: fail, transmit: () => Buffer.from([0x90, 0]), powerDown: fail,
    });
    await assert.rejects(card.token(), withStatus(Status.READER_FAILED), `${status}`);
    await card.close();
  }
});

test('an async logger that rejects does not end the process', () => withCard(async (card) => {
  const warned = new Promise((resolve) => { process.once('warning', resolve); });
  const unhandled = [];
  const note = (error) => unhandled.push(error);
  process.on('unhandledRejection', note);
  jpki.setLogger(async () => {
    jpki.setLogger(null);
    throw new Error('the log is full');
  }, jpki.LogLevel.TRACE);
  await card.token();
  await sleep(10);
  jpki.setLogger(null);
  process.off('unhandledRejection', note);
  assert.deepEqual(unhandled, []);
  assert.match((await warned).message, /the log is full/);
}));

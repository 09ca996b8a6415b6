// SPDX-License-Identifier: MIT OR Apache-2.0
/// <reference lib="esnext.disposable" />

/**
 * Japan's Individual Number Card (My Number Card) from Node.js: a layer on the C library libjpkicard.
 *
 * Every failure of the library is a {@link JpkiError}. A {@link Verdict} is a value. A try is spent
 * only by methods whose comments say so, at most one by each call, and the last one is kept unless
 * `lastTry` is `LastTry.ALLOW`.
 *
 * @packageDocumentation
 */

import type {
  Algorithm, Anchors, Authorities, Calendar, CardKind, CertificateKind, Credential, Digest,
  EventKind, Feature, Field, ImageKind, Input, LastTry, LogLevel, MonitorFlag, OcspHash,
  PictureKind, Policies, Presence, Purpose, Reason, RecordFile, RecordKind, Revocation, Scheme, Sex,
  Status, Timeout, TokenKind, TriesState, VirtualKind, WaitFlag,
} from './constants';

export * from './constants';

/** The language of a text for the person at the desk; Japanese unless given. */
export type TextLanguage = 'ja' | 'en';

/**
 * A PIN, a password or a number. A call takes its own copy at once and wipes it at its end, so the
 * caller may wipe its own as soon as the call has begun. A string is refused: it cannot be wiped.
 */
export type SecretBytes = Uint8Array | Secret;

/** A failure that the library reports. It holds no PIN, name or serial number. */
export declare class JpkiError extends Error {
  /** Makes an error of a status, for a {@link Transport} to throw. */
  constructor(status: Status | number);
  /** The name of the status's constant, such as `'JPKI_ERROR_PIN_WRONG'`. */
  readonly code: string;
  /** The status. */
  readonly status: Status | number;
  /** The number of tries left; undefined if the card did not report it. */
  readonly triesLeft: number | undefined;
  /** The card's status word, such as 0x6982; 0 if there is none. */
  readonly statusWord: number;
  /** The PC/SC return code; 0 if there is none. */
  readonly pcscCode: number;
  /** The sentence for the person at the desk, with the number of tries left. */
  text(language?: TextLanguage): string;
}

/**
 * Secret bytes, such as a check number or a PIN: no text of it shows them. Their memory stays where it
 * is, so {@link Secret.wipe} leaves no copy.
 */
export declare class Secret {
  /** Takes a copy of bytes. */
  constructor(bytes: Uint8Array);
  /** Makes room to read a secret into: write to its bytes. */
  static alloc(length: number): Secret;
  /** The bytes themselves, and no copy. */
  get bytes(): Uint8Array;
  /** Overwrites the bytes with zeros. */
  wipe(): void;
  /** Does not show the bytes. */
  toString(): string;
  /** Does not show the bytes. */
  toJSON(): string;
  /** Wipes the bytes, at the end of a `using` block. */
  [Symbol.dispose](): void;
}

/** An object of the library, which `close` frees. Using it afterwards is JPKI_ERROR_HANDLE. */
export declare abstract class Handle {
  protected constructor();
  /** Whether it is closed. */
  get closed(): boolean;
  /**
   * Closes it: it is freed when the calls in progress have ended, which the promise waits for. Closing
   * it again does nothing.
   */
  close(): Promise<void>;
  /** Closes it, at the end of a `using` block. */
  [Symbol.dispose](): void;
  /** Closes it, at the end of an `await using` block. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** How often a PIN, password or number can still be wrong. */
export interface Tries {
  /** What the card reports. */
  state: TriesState;
  /** The number of tries: 0 when locked, undefined if the card does not report it. */
  left: number | undefined;
}

/** What kind of token answers. */
export interface Token {
  /** A card or a phone. */
  kind: TokenKind;
  /** The token's label, such as `'JPKIAPICCTOKEN2'`. It is safe to display. */
  label: string;
}

/** A signature that a card made. */
export interface Signature {
  /** The signature itself. */
  bytes: Uint8Array;
  /** What to verify it with. */
  algorithm: Algorithm;
  /** The algorithm's name, such as `'RSA-SHA256'`. */
  algorithmName: string;
}

/** Whether a call may spend the last try. */
export interface TryOptions {
  /** `LastTry.KEEP` unless given. */
  lastTry?: LastTry;
}

/** How to sign. */
export interface SignOptions extends TryOptions {
  /** SHA-256 unless given. */
  digest?: Digest;
  /** `Scheme.DIGEST_INFO` unless given. */
  scheme?: Scheme;
  /** Whether the input is data, as unless given, or a digest that the caller computed. */
  input?: Input;
  /** The card's certificate, if the caller kept it: it is compared before the PIN is sent. */
  certificate?: Certificate;
  /** The certificate of the CA that is expected to have issued the card's. */
  caCertificate?: Certificate;
  /** Reads the CA certificate from the card even if the issuer is known. */
  readCaCertificate?: boolean;
}

/** Whose records are believed. */
export interface RecordOptions extends TryOptions {
  /** `Authorities.PRODUCTION` unless given. */
  authorities?: Authorities;
}

/** What comes of signing a document. */
export interface SignedDocument {
  /** The signature certificate, with the holder's name, address, birth date and sex. */
  certificate: Certificate;
  /** The signature over the document. */
  signature: Signature;
}

/** What an authentication desk needs of one card. */
export interface Authentication {
  /** The kind of token. */
  tokenKind: TokenKind;
  /** What the card reported before the PIN was sent. */
  pin: Tries;
  /** The user-authentication certificate. */
  certificate: Certificate;
  /** That of its issuer as the card has it, which is no trust anchor; undefined if not read. */
  caCertificate: Certificate | undefined;
  /** The signature over the challenge. */
  signature: Signature;
}

/**
 * A connection to a card that the caller makes. C waits for each function, so none can return a
 * promise. One that fails throws a {@link JpkiError}, such as of `Status.CARD_REMOVED`; any other error
 * is `Status.READER_FAILED`.
 */
export interface Transport {
  /**
   * Sends a command once, and returns the answer with its status word. The command is overwritten
   * afterwards. Do not log the bytes: a command may hold a PIN.
   */
  transmit(command: Uint8Array): Uint8Array;
  /** Takes the card's power away, so that it forgets a verified PIN. */
  powerDown(): void;
  /** Keeps other programs from the card. */
  beginTransaction?(): void;
  /** Lets other programs use the card again. */
  endTransaction?(): void;
  /** Called once, when the library no longer uses the connection. */
  close?(): void;
}

/**
 * A card on a reader. Calls on one card run one after the other, on worker threads. To a card that may
 * have been exchanged no PIN is sent.
 */
export declare class Card extends Handle {
  private constructor();
  /**
   * Opens an embedded virtual card, for development and tests: its PIN is 1234. `settings` says what
   * is different, and what is to go wrong: docs/virtual-card.md.
   */
  static openVirtual(kind?: VirtualKind, settings?: string): Card;
  /** Opens a card behind a connection of the caller's. Nothing is sent yet. */
  static openTransport(transport: Transport, options?: { maxApduData?: number }): Card;
  /** The name of the card's reader, which its driver chose; undefined for a card without one. */
  get readerName(): string | undefined;
  /** Sets how many bytes are read from files at a time: 1 to 32,768. */
  setReadLength(bytes: number): Promise<void>;
  /** Reads what kind of token this is. */
  token(): Promise<Token>;
  /** Asks how many tries a credential has left, the PIN unless given, and spends none. */
  tries(credential?: Credential): Promise<Tries>;
  /** Asks whether the token has a certificate of authentication or signature. */
  hasCertificate(kind: CertificateKind): Promise<boolean>;
  /** Reads a certificate that needs no password, that of authentication unless given. */
  certificate(kind?: CertificateKind): Promise<Certificate>;
  /**
   * Runs work in a transaction: until its promise is settled, no other program can use the card. Keep
   * it short, and never open while a person types.
   */
  transaction<Result>(work: (card: Card) => Promise<Result>): Promise<Result>;
  /** Begins a transaction: see {@link Card.transaction}. */
  beginTransaction(): Promise<void>;
  /** Ends the transaction, also where this fails. */
  endTransaction(): Promise<void>;
  /** Verifies the PIN, signs, and locks the key again. Tries: as {@link Card.authenticate}. */
  sign(pin: SecretBytes, input: Uint8Array, options?: SignOptions): Promise<Signature>;
  /**
   * Reads kind of token and certificate, verifies the PIN, signs the relying party's challenge and
   * locks the key again, in one transaction.
   *
   * The PIN, four digits, is sent once at most. A wrong one spends a try: JPKI_ERROR_PIN_WRONG, with
   * `triesLeft`. It is not sent if its format is wrong, if it is locked, or if one try is left and the
   * options do not allow spending it. After JPKI_ERROR_PIN_UNCERTAIN a try may have been spent.
   */
  authenticate(
    pin: SecretBytes, challenge: Uint8Array, options?: SignOptions): Promise<Authentication>;
  /**
   * Verifies the signature password, reads the signature certificate, signs, and locks the key again.
   * The password is sent once at most; a wrong one spends one of five tries.
   */
  signDocument(
    password: SecretBytes, input: Uint8Array, options?: SignOptions,
  ): Promise<SignedDocument>;
  /** Reads the signature certificate. Tries: as {@link Card.signDocument}. */
  signatureCertificate(password: SecretBytes, options?: TryOptions): Promise<Certificate>;
  /**
   * Changes the authentication PIN and verifies the new one. The old one is sent once at most; a wrong
   * one spends a try.
   */
  changePin(oldPin: SecretBytes, newPin: SecretBytes, options?: TryOptions): Promise<void>;
  /** Changes the signature password, as {@link Card.changePin} changes the PIN. */
  changeSignaturePassword(
    oldPassword: SecretBytes, newPassword: SecretBytes, options?: TryOptions): Promise<void>;
  /** Changes the input-support PIN, as {@link Card.changePin} changes the authentication PIN. */
  changeInputSupportPin(
    oldPin: SecretBytes, newPin: SecretBytes, options?: TryOptions): Promise<void>;
  /**
   * Reads the card's face and verifies it. A wrong check number spends one of ten tries. With the
   * challenge of a server, that can verify the face's files.
   */
  face(
    checkNumber: SecretBytes, options?: RecordOptions & { challenge?: Uint8Array }): Promise<Face>;
  /** Reads name, address, birth date and sex; a wrong PIN spends one of three tries. */
  attributes(pin: SecretBytes, options?: RecordOptions): Promise<Attributes>;
  /** The same with a check number; a wrong one spends one of ten tries of its own. */
  attributesByCheckNumber(checkNumber: SecretBytes, options?: RecordOptions): Promise<Attributes>;
  /**
   * Resolves if this is the card of someone born on that day, YYYYMMDD. Otherwise
   * JPKI_ERROR_CHECK_NUMBER_WRONG, which spends one of ten tries, or JPKI_ERROR_BIRTH_DATE_DIFFERS.
   */
  compareBirthDate(
    birthDate: number, options?: RecordOptions & { calendar?: Calendar }): Promise<void>;
  /** The same with the six digits of a date that is no day of the calendar. */
  compareBirthDateDigits(dateDigits: SecretBytes, options?: RecordOptions): Promise<void>;
  /** Sets whom `Authorities.OWN` stands for in later calls on this card. */
  setAuthorities(list: AuthorityList): Promise<void>;
  /** Reads the card's expiry date, municipality and serial number; it needs no PIN. */
  information(): Promise<Information>;
}

/** What the card says about itself; none of it is signed. */
export declare class Information {
  private constructor();
  /** The last day on which the card is valid, YYYYMMDD. */
  readonly expiry: number;
  /** The municipality that issued the card: five digits. */
  readonly municipalityCode: string;
  /** Identifies the card: 15 digits. Do not log it. */
  get serialNumber(): string;
}

/** A part of a certificate or a record that is handed out as it is. It is personal data. */
export declare class Item {
  private constructor();
  /** An object identifier as dotted numbers, or a tag in hexadecimal digits. */
  readonly name: string;
  /** Null if the value is no text. It may hold control characters. */
  get text(): string | null;
  /** The value. */
  get data(): Uint8Array;
}

/** A certificate; independent of the card. The law restricts the use of its contents. */
export declare class Certificate extends Handle {
  private constructor();
  /** Makes a certificate of DER that the caller kept. */
  static fromDer(der: Uint8Array): Certificate;
  /** A copy of its DER encoding. */
  get der(): Uint8Array;
  /** A copy of a field; undefined if the certificate does not have it. */
  field(field: Field): Uint8Array | undefined;
  /** The identifier of its own key. */
  get subjectKeyId(): Uint8Array | undefined;
  /** The DER encoding of its SubjectPublicKeyInfo. */
  get publicKey(): Uint8Array | undefined;
  /** The first second of validity. */
  get notBefore(): Date;
  /** The last second of validity. */
  get notAfter(): Date;
  /** What a signature certificate says about its holder, by object identifiers. */
  otherNames(): Item[];
  /** Verifies it with the data given alone. One that is not good gives a verdict. */
  verify(options?: VerifyOptions): Promise<Verdict>;
  /**
   * Verifies a signature over the relying party's own challenge, and the certificate of its key. The
   * algorithm is the one that was agreed on.
   */
  verifySignature(
    challenge: Uint8Array, algorithm: Algorithm, signature: Uint8Array,
    options?: VerifyOptions & { input?: Input },
  ): Promise<Verdict>;
}

/** What to verify a certificate against. */
export interface VerifyOptions {
  /** `Purpose.AUTHENTICATION` unless given. */
  purpose?: Purpose;
  /** `Anchors.PRODUCTION` unless given. */
  anchors?: Anchors;
  /** Self-signed CA certificates: never one from a card. */
  ownAnchors?: Certificate[];
  /** Compared with the anchor. */
  caCertificate?: Certificate;
  /** The time of verification; now unless given. */
  time?: Date;
  /** By how much the clock of a responder may differ, up to a day; five minutes unless given. */
  toleranceSeconds?: number;
  /** Which certificate policies to accept. */
  policies?: Policies;
  /** Dotted numbers, one space between several. */
  ownPolicies?: string;
  /** For {@link OcspRequest.create} alone. */
  ocspHash?: OcspHash;
  /** What `ocspResponse` answers. */
  ocspRequest?: OcspRequest;
  /** The responder's answer. */
  ocspResponse?: Uint8Array;
  /** In place of an OCSP response. An empty one is one that cannot be read. */
  crl?: Uint8Array;
  /** In place of both. */
  revocationList?: RevocationList;
}

/** What came of a verification; it holds no data about the holder. */
export declare class Verdict {
  private constructor();
  /** `Status.OK`, or what helps the person at the desk most. */
  readonly status: Status;
  /** The name of the status's constant. */
  readonly code: string;
  /** All reasons, in numerical order. */
  readonly reasons: Reason[];
  /** What is known about revocation. */
  readonly revocation: Revocation;
  /** When the certificate was revoked; undefined if it is not. */
  readonly revocationTime: Date | undefined;
  /** The number of RFC 5280, 5.3.1; undefined if it is not revoked, or none is given. */
  readonly revocationReason: number | undefined;
  /** 0 on the certificate's last day; undefined once it has expired. */
  readonly daysLeft: number | undefined;
  /** 1 on the day after the last day; undefined until the certificate has expired. */
  readonly daysExpired: number | undefined;
  /** It is not valid, and online eligibility verification still takes it. */
  readonly isWithinGrace: boolean;
  /** The certificate policy that was accepted, as dotted numbers; empty if none fits. */
  readonly policy: string;
  /** False for a class that is newer than the library, and for one's own. */
  readonly policyIsKnown: boolean;
  /** Identifies the anchor that signed the certificate; empty if none did. */
  readonly anchorKeyId: Uint8Array;
  /** Whether everything that was verified is good. */
  get isGood(): boolean;
  /** Throws a {@link JpkiError} unless it is good. */
  requireGood(): void;
  /** A sentence for the person at the desk. */
  text(language?: TextLanguage): string;
  /** What the policy is: purpose, class, and whether it is that of test cards. */
  policyText(language?: TextLanguage): string;
}

/** An OCSP request for one certificate. */
export declare class OcspRequest extends Handle {
  private constructor();
  /** Makes a request; `nonce` is 32 fresh random bytes, or nothing. */
  static create(
    certificate: Certificate, options?: VerifyOptions, nonce?: Uint8Array): OcspRequest;
  /** What to send. It has the certificate's serial number in it: do not log it. */
  get der(): Uint8Array;
}

/** A CRL that was loaded once, for any number of verifications. */
export declare class RevocationList extends Handle {
  private constructor();
  /** Loads a complete CRL that one of the options' anchors signed. */
  static load(crl: Uint8Array, options?: VerifyOptions): Promise<RevocationList>;
  /** When it was issued. */
  get thisUpdate(): Date;
  /** When the next one is due. */
  get nextUpdate(): Date;
  /** The number of its entries. */
  get size(): number;
}

/** What a desk read and sent, and the challenge that the verifier has kept itself. */
export interface RecordFiles {
  /** `RecordFile.RECORD`. */
  record: Uint8Array;
  /** `RecordFile.CERTIFICATE`. */
  certificate: Uint8Array;
  /** `RecordFile.SIGNATURE`. */
  signature: Uint8Array;
  /** Of a face. */
  challenge?: Uint8Array;
}

/** Whom to believe without a card. */
export interface FileOptions {
  /** `Authorities.PRODUCTION` unless given. */
  authorities?: Authorities;
  /** With `Authorities.OWN`. */
  own?: AuthorityList;
}

/** What is printed on the card's front. All of it is personal data: do not log it. */
export declare class Face extends Handle {
  private constructor();
  /** Verifies, without a card, a face that a desk read with a challenge of the server's. */
  static fromFiles(files: RecordFiles, options?: FileOptions): Face;
  /** YYYYMMDD; 0 where the card has no day of the calendar. */
  get birthDate(): number;
  /** What the card has as the birth date. */
  get birthDateDigits(): string;
  /** The sex. */
  get sex(): Sex;
  /** The card's last day, YYYYMMDD. No signature covers it, and an expired card passes. */
  get expiry(): number;
  /** An image as the card has it: the photo in JPEG 2000, the others in PNG. */
  image(kind: ImageKind): Uint8Array | undefined;
  /** What to send to the server that chose the challenge. */
  file(file: RecordFile): Uint8Array | undefined;
  /** Makes a picture that a browser displays. */
  picture(kind: PictureKind): Promise<Uint8Array>;
  /** What the record has that the library does not know. No signature covers it. */
  otherObjects(): Item[];
}

/** Name, address, birth date and sex as text; personal data. */
export declare class Attributes extends Handle {
  private constructor();
  /** Verifies, without a card, attributes that a desk read. */
  static fromFiles(files: RecordFiles, options?: FileOptions): Attributes;
  /** U+3000 separates family and given name. */
  get name(): string;
  /** The address. */
  get address(): string;
  /** YYYYMMDD; 0 where the card has no day of the calendar. */
  get birthDate(): number;
  /** What the card has as the birth date. */
  get birthDateDigits(): string;
  /** The sex. */
  get sex(): Sex;
  /** What to send to a server. */
  file(file: RecordFile): Uint8Array | undefined;
  /** What the record has that the library does not know. */
  otherObjects(): Item[];
}

/** Card authorities of the caller's own, for `Authorities.OWN`. */
export declare class AuthorityList extends Handle {
  private constructor();
  /** Makes an empty list, with which every record is refused. */
  static create(): AuthorityList;
  /** Adds an RSA key of 2048 bits: never take one from a card. */
  add(record: RecordKind, keyId: Uint8Array, modulus: Uint8Array): void;
}

/** What ends a wait. */
export interface WaitLimits {
  /** Milliseconds; without limit unless given, 0 to look once. */
  timeout?: number;
  /** Its abort ends the wait with a {@link JpkiError} whose name is `AbortError`. */
  signal?: AbortSignal;
}

/** The readers of this computer. Closing it ends its waits. */
export declare class Readers extends Handle {
  private constructor();
  /** Does not connect to the service yet. */
  static open(): Readers;
  /** Lists the readers that are connected now. */
  names(): Promise<string[]>;
  /** Reports what is in the reader of this name. */
  presence(reader: string): Promise<Presence>;
  /** Sets a limit in milliseconds for what is waited for or connected to later. */
  setTimeout(timeout: Timeout, limit: number): void;
  /** Ends the waits, and the monitors' nextEvent, that are in progress. */
  cancel(): void;
  /**
   * Waits until an Individual Number Card is on a reader, and connects to it. No try is spent. It
   * occupies a thread of libuv's pool.
   */
  wait(options?: WaitLimits & { reader?: string; flags?: WaitFlag }): Promise<Card>;
  /** Connects to the card that is in the reader of this name now, of whatever kind. */
  connect(reader: string): Promise<Card>;
  /** Makes a monitor of one reader, or of all. */
  monitor(options?: { reader?: string; flags?: MonitorFlag }): Monitor;
}

/** One thing that happened at the readers. */
export interface ReaderEvent {
  /** What happened. */
  kind: EventKind;
  /** Of an inserted card: what it is. */
  cardKind: CardKind;
  /** With `CardKind.TOKEN`: what kind of token. */
  tokenKind: TokenKind;
  /** Why the service stopped or a card was not identified; otherwise `Status.OK`. */
  reason: Status;
  /** The PC/SC return code behind the reason, or 0. */
  pcscCode: number;
  /** The reader's name; empty for events of the service. */
  reader: string;
}

/** Reports readers and cards that come and go. */
export declare class Monitor extends Handle implements AsyncIterable<ReaderEvent> {
  private constructor();
  /** Waits for the next event. None is lost by a timeout or an abort. */
  nextEvent(options?: WaitLimits): Promise<ReaderEvent>;
  /** The events, until the monitor is closed or the signal aborts, which ends the loop. */
  events(options?: { signal?: AbortSignal }): AsyncGenerator<ReaderEvent, void, void>;
  /** `events()`. */
  [Symbol.asyncIterator](): AsyncGenerator<ReaderEvent, void, void>;
}

/** What is printed on the card's front. */
export interface Printed {
  /** YYYYMMDD. */
  birthDate: number;
  /** Four digits, such as 2035. */
  expiryYear: number;
  /** The four digits beside the photo. */
  securityCode: SecretBytes;
  /** `Calendar.JAPANESE` unless given. */
  calendar?: Calendar;
}

/** What is printed on a card with a birth date that is no day of the calendar. */
export interface PrintedDigits {
  /** Six digits as printed: YYMMDD with the year of the era. They are not checked. */
  dateDigits: SecretBytes;
  /** Four digits, such as 2035. */
  expiryYear: number;
  /** The four digits beside the photo. */
  securityCode: SecretBytes;
}

/** A line of the library's log. */
export interface LogLine {
  /** Its level. */
  level: LogLevel;
  /** Its text. */
  message: string;
  /** How many lines before this one were dropped, because too many were waiting. */
  droppedCount: number;
}

/** Makes check number B of what is printed on the card's front. Wipe it once the card is read. */
export declare function checkNumber(printed: Printed): Secret;
/** The same for a birth date that is no day of the calendar. */
export declare function checkNumberOfDigits(printed: PrintedDigits): Secret;
/** What the C library was built with: a sum of {@link Feature}. */
export declare function features(): Feature;
/** The version of the C library, such as `'0.1.0'`. */
export declare function version(): string;
/** The name of a status's constant. */
export declare function statusName(status: Status | number): string;
/** A sentence about a status for the person at the desk, without the number of tries. */
export declare function statusText(status: Status | number, language?: TextLanguage): string;
/** The name of a reason's constant. */
export declare function reasonName(reason: Reason | number): string;
/** What a reason means, for the log or the person who investigates. */
export declare function reasonText(reason: Reason | number, language?: TextLanguage): string;
/**
 * Sends the library's log lines up to a level, `LogLevel.INFO` unless given, to a function; null ends
 * it. The lines are fetched after each call and ten times a second.
 */
export declare function setLogger(
  receiver: ((line: LogLine) => void) | null, level?: LogLevel): void;

// Derives, seals, opens and refuses all of clients/vectors/sealing.json as docs/sealing.md says.
import { hkdfSync, randomBytes, sign } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ascii, base58, little, sha256, unhex, utf8 } from './bytes.mjs';
import { ensure, page, vectors } from './files.mjs';
import { decrypt, deriveSecret, encrypt, open as openKey, seal as sealKey } from './hpke.mjs';
import { ed25519, publicKey } from './keys.mjs';

const MAX_TEXT = 1_048_576;
const MAX_CIPHERTEXT = 65_536;
const INFO = ascii('b-mail sealed key v1');
const CONTENT = ascii('b-mail content v1');
const NONCE = Buffer.alloc(12);
const { derivations, sealings, refusals, unsealable } = vectors('sealing');

const texts = [...page('sealing').matchAll(/^```\n([^`]*)\n```$/gm)].map(([, text]) => text);
const signingText = (network, version) =>
  texts
    .find((one) => one.startsWith('b-mail encryption key v1\n'))
    .replace('<network>', base58(network))
    .replace('<version>', String(version));

const fail = (error) => {
  throw new Error(error);
};
const orFail = (error, act) => {
  try {
    return act();
  } catch {
    return fail(error);
  }
};

/** The least size class that holds so many bytes of ciphertext. */
function sizeClass(length) {
  const least = Math.max(128, length);
  const exponent = Math.floor(Math.log2(least));
  const mask = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1)) - 1;
  return Math.ceil(least / (mask + 1)) * (mask + 1);
}

function build(text) {
  if (text.length > MAX_TEXT) fail('TextTooLong');
  const deflated = deflateRawSync(text);
  const payload = deflated.length < text.length ? deflated : text;
  const frame = Buffer.concat([Buffer.from([payload === text ? 0 : 1]), little(payload.length, 4), payload]);
  const length = sizeClass(frame.length + 16);
  if (length > MAX_CIPHERTEXT) fail('CiphertextTooLong');
  return Buffer.concat([frame, Buffer.alloc(length - 16 - frame.length)]);
}

const addresses = ({ network, sender, recipient }) => [network, sender, recipient].map(unhex);
const associated = (mail, ciphertext) =>
  Buffer.concat([...addresses(mail), little(mail.sequence, 8), little(mail.key_version, 4), sha256(ciphertext)]);

function seal(frame, key, mail, contentKey, material) {
  const ciphertext = encrypt(contentKey, NONCE, CONTENT, frame);
  const sealed = orFail('RefusedKey', () => sealKey(key, INFO, associated(mail, ciphertext), contentKey, material));
  return { ciphertext, sealed };
}

function open(sealed, ciphertext, secret, mail) {
  const { length } = ciphertext;
  if (length > MAX_CIPHERTEXT || sizeClass(length) !== length) fail('CiphertextLength');
  if (sealed.length !== 80) fail('NotAuthentic');
  const contentKey = orFail('NotAuthentic', () => openKey(secret, INFO, associated(mail, ciphertext), sealed));
  return parse(orFail('ContentNotAuthentic', () => decrypt(contentKey, NONCE, CONTENT, ciphertext)));
}

function parse(frame) {
  const end = 5 + frame.readUInt32LE(1);
  if (end > frame.length) fail('PayloadLength');
  const payload = frame.subarray(5, end);
  if (frame.subarray(end).some((byte) => byte !== 0)) fail('NonZeroPadding');
  if (frame[0] > 1) fail('UnknownCompression');
  return frame[0] === 0 ? payload : inflate(payload);
}

function inflate(payload) {
  let inflated;
  try {
    inflated = inflateRawSync(payload, { info: true, maxOutputLength: MAX_TEXT });
  } catch (error) {
    return fail(error.code === 'ERR_BUFFER_TOO_LARGE' ? 'TextTooLong' : 'BrokenDeflate');
  }
  // Bytes after the stream's end are left over.
  return inflated.engine.bytesWritten === payload.length ? inflated.buffer : fail('BrokenDeflate');
}

function incompressible(length) {
  const hashes = [];
  for (let number = 0; number * 32 < length; number++) hashes.push(sha256(little(number, 8)));
  return Buffer.concat(hashes).subarray(0, length);
}

const same = (one, other) => Buffer.from(one).equals(unhex(other));

for (const one of derivations) {
  const [seed, network] = [unhex(one.wallet_seed), unhex(one.network)];
  let secret = seed;
  if (one.method === 'signature') {
    const text = signingText(network, one.version);
    ensure(text === one.signing_text, `${one.name}: another text to sign`);
    secret = sign(null, utf8(text), ed25519(seed));
    ensure(same(secret, one.signature), `${one.name}: another signature`);
  }
  const info = Buffer.concat([ascii(one.method), network, little(one.version, 4)]);
  const material = Buffer.from(hkdfSync('sha256', secret, ascii('b-mail encryption key v1'), info, 32));
  ensure(same(material, one.key_material), `${one.name}: another key material`);
  ensure(same(deriveSecret(material), one.secret_key), `${one.name}: another secret key`);
  ensure(same(publicKey(deriveSecret(material)), one.encryption_key), `${one.name}: another encryption key`);
}

for (const one of sealings) {
  const text = one.text === undefined ? incompressible(one.text_len) : unhex(one.text);
  const frame = one.frame === undefined ? build(text) : unhex(one.frame);
  const key = unhex(one.encryption_key);
  const { ciphertext, sealed } = seal(frame, key, one, unhex(one.content_key), unhex(one.ephemeral_ikm));
  ensure(same(sha256(ciphertext), one.ciphertext_sha256), `${one.name}: another ciphertext`);
  ensure(one.ciphertext === undefined || same(ciphertext, one.ciphertext), `${one.name}: another ciphertext`);
  ensure(same(associated(one, ciphertext), one.associated_data), `${one.name}: other associated data`);
  ensure(same(sealed, one.sealed_key), `${one.name}: another sealed key`);
  const opened = open(sealed, ciphertext, unhex(one.secret_key), one);
  ensure(opened.equals(text), `${one.name}: another text`);
  // Whatever the encoder, what this one builds opens to the same text.
  ensure(parse(build(text)).equals(text), `${one.name}: the frame is another text`);
}

const refusal = (act) => {
  try {
    act();
    return 'nothing';
  } catch ({ message }) {
    return message;
  }
};
for (const one of refusals) {
  const error = refusal(() => open(unhex(one.sealed_key), unhex(one.ciphertext), unhex(one.secret_key), one));
  ensure(error === one.error, `${one.name}: ${error} instead of ${one.error}`);
}
for (const one of unsealable) {
  const text = one.text === 'zeros' ? Buffer.alloc(one.text_len) : incompressible(one.text_len);
  const { 0: mail } = sealings;
  const error = refusal(() => seal(build(text), unhex(one.encryption_key), mail, randomBytes(32), randomBytes(32)));
  ensure(error === one.error, `${one.name}: ${error} instead of ${one.error}`);
}

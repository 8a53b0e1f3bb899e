// HPKE (RFC 9180) in base mode with the suite of docs/sealing.md, and DeriveKeyPair of its KEM.
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { ascii } from './bytes.mjs';
import { publicKey, shared } from './keys.mjs';

const KEM = Buffer.concat([ascii('KEM'), Buffer.from('0020', 'hex')]);
const SUITE = Buffer.concat([ascii('HPKE'), Buffer.from('002000010003', 'hex')]);
const NONE = Buffer.alloc(0);
const TAG = 16;

const hmac = (key, data) => createHmac('sha256', key).update(data).digest();
const extract = (suite, salt, label, secret) =>
  hmac(salt.length ? salt : Buffer.alloc(32), Buffer.concat([ascii('HPKE-v1'), suite, ascii(label), secret]));
// All that is expanded here has at most 32 bytes, one block.
const expand = (suite, key, label, info, length) => {
  const labeled = Buffer.concat([Buffer.from([0, length]), ascii('HPKE-v1'), suite, ascii(label), info]);
  return hmac(key, Buffer.concat([labeled, Buffer.from([1])])).subarray(0, length);
};

/** DeriveKeyPair: the secret key, clamped, from its key material. */
export function deriveSecret(material) {
  const secret = expand(KEM, extract(KEM, NONE, 'dkp_prk', material), 'sk', NONE, 32);
  secret[0] &= 248;
  secret[31] = (secret[31] & 127) | 64;
  return secret;
}

function schedule(point, encapsulated, recipientKey, info) {
  const eae = extract(KEM, NONE, 'eae_prk', point);
  const secret = expand(KEM, eae, 'shared_secret', Buffer.concat([encapsulated, recipientKey]), 32);
  const hashes = [extract(SUITE, NONE, 'psk_id_hash', NONE), extract(SUITE, NONE, 'info_hash', info)];
  const context = Buffer.concat([Buffer.from([0]), ...hashes]);
  const keys = extract(SUITE, secret, 'secret', NONE);
  return [expand(SUITE, keys, 'key', context, 32), expand(SUITE, keys, 'base_nonce', context, 12)];
}

/** ChaCha20-Poly1305 with its tag at the end. */
export function encrypt(key, nonce, associated, plain) {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG });
  cipher.setAAD(associated, { plaintextLength: plain.length });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** It throws if the tag is not right. */
export function decrypt(key, nonce, associated, sealed) {
  const cipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: TAG });
  cipher.setAAD(associated, { plaintextLength: sealed.length - TAG });
  cipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  return Buffer.concat([cipher.update(sealed.subarray(0, sealed.length - TAG)), cipher.final()]);
}

export function seal(recipientKey, info, associated, plain, ephemeralMaterial) {
  const ephemeral = deriveSecret(ephemeralMaterial);
  const encapsulated = publicKey(ephemeral);
  const [key, nonce] = schedule(shared(ephemeral, recipientKey), encapsulated, recipientKey, info);
  return Buffer.concat([encapsulated, encrypt(key, nonce, associated, plain)]);
}

export function open(secret, info, associated, sealed) {
  const encapsulated = sealed.subarray(0, 32);
  const [key, nonce] = schedule(shared(secret, encapsulated), encapsulated, publicKey(secret), info);
  return decrypt(key, nonce, associated, sealed.subarray(32));
}

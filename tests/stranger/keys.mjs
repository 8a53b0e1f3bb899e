// Keys of Ed25519 and X25519 from their bytes, in the encoding that Node takes.
import { createPrivateKey, createPublicKey, diffieHellman, randomBytes, verify } from 'node:crypto';

const secret = (kind, bytes) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from(`302e020100300506032b65${kind}04220420`, 'hex'), bytes]),
    format: 'der',
    type: 'pkcs8',
  });
const header = Buffer.from('302a300506032b656e032100', 'hex');
const signers = Buffer.from('302a300506032b6570032100', 'hex');
const PRIME = 2n ** 255n - 19n;

const number = (bytes) => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);

/** The signing key of a wallet's seed. */
export const ed25519 = (seed) => secret('70', seed);

/** The 32 bytes of a secret key's public key. */
export const publicKey = (bytes) =>
  createPublicKey(secret('6e', bytes)).export({ format: 'der', type: 'spki' }).subarray(header.length);

/** X25519. It throws for a point of small order. */
export const shared = (bytes, other) =>
  diffieHellman({
    privateKey: secret('6e', bytes),
    publicKey: createPublicKey({ key: Buffer.concat([header, other]), format: 'der', type: 'spki' }),
  });

/** The address of a wallet's seed. */
export const walletOf = (seed) =>
  createPublicKey(ed25519(seed)).export({ format: 'der', type: 'spki' }).subarray(signers.length);

/** Throws for a key of X25519 that is of small order, or not canonical. */
export function refuseKey(key) {
  if (number(key) >= PRIME) throw new Error('the key is not canonical');
  shared(randomBytes(32), key);
}

// The y of the points of Ed25519 whose order divides eight.
const EIGHTH = Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex');
const SMALL = [0n, 1n, PRIME - 1n, number(EIGHTH), PRIME - number(EIGHTH)];
const isOfSmallOrder = (point) => SMALL.includes((number(point) % 2n ** 255n) % PRIME);

/** Whether a wallet signed a text: strictly, as docs/sealing.md says. */
export function isSigned(text, signature, wallet) {
  if (isOfSmallOrder(wallet) || isOfSmallOrder(signature.subarray(0, 32))) return false;
  const key = { key: Buffer.concat([signers, wallet]), format: 'der', type: 'spki' };
  return verify(null, text, createPublicKey(key), signature);
}

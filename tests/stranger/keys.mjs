// Keys of Ed25519 and X25519 from their bytes, in the encoding that Node takes.
import { createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';

const secret = (kind, bytes) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from(`302e020100300506032b65${kind}04220420`, 'hex'), bytes]),
    format: 'der',
    type: 'pkcs8',
  });
const header = Buffer.from('302a300506032b656e032100', 'hex');

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

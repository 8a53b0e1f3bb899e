// Bytes, numbers and base58, and what a client derives with SHA-256 from docs/implementing.md.
import { createHash } from 'node:crypto';

const LETTERS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

export const ascii = (text) => Buffer.from(text, 'ascii');
export const utf8 = (text) => Buffer.from(text, 'utf8');
export const unhex = (text) => Buffer.from(text, 'hex');
export const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** An integer of so many bytes, the lowest first. */
export function little(number, bytes) {
  const places = Array.from({ length: bytes }, (_, place) => Number((BigInt(number) >> BigInt(8 * place)) & 0xffn));
  return Buffer.from(places);
}

export function unbase58(text) {
  let number = [...text].reduce((all, letter) => all * 58n + BigInt(LETTERS.indexOf(letter)), 0n);
  const bytes = [];
  for (; number > 0n; number >>= 8n) bytes.unshift(Number(number & 0xffn));
  return Buffer.from([...Array(/^1*/.exec(text)[0].length).fill(0), ...bytes]);
}

export function base58(bytes) {
  let number = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
  let text = '';
  for (; number > 0n; number /= 58n) text = LETTERS[Number(number % 58n)] + text;
  for (const byte of bytes) {
    if (byte !== 0) break;
    text = `1${text}`;
  }
  return text;
}

// The curve of ed25519: -x^2 + y^2 = 1 + d x^2 y^2, modulo 2^255 - 19.
const PRIME = 2n ** 255n - 19n;
const power = (base, exponent) => {
  let result = 1n;
  for (let square = base % PRIME; exponent > 0n; exponent >>= 1n, square = (square * square) % PRIME) {
    if (exponent & 1n) result = (result * square) % PRIME;
  }
  return result;
};
const D = ((PRIME - 121665n) * power(121666n, PRIME - 2n)) % PRIME;

/** Whether 32 bytes are a point: then an account there could have a secret key. */
function isOnCurve(bytes) {
  const y = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`) % 2n ** 255n % PRIME;
  const square = (y * y) % PRIME;
  const x = ((square - 1n + PRIME) * power(D * square + 1n, PRIME - 2n)) % PRIME;
  return x === 0n || power(x, (PRIME - 1n) / 2n) === 1n;
}

/** The address that a program derives: the first that is no point, with the bump that leads to it. */
export function derived(program, ...seeds) {
  for (let bump = 255; bump >= 0; bump--) {
    const address = sha256(...seeds, Buffer.from([bump]), program, ascii('ProgramDerivedAddress'));
    if (!isOnCurve(address)) return { address, bump };
  }
  throw new Error('no bump leads to an address');
}

/** The address of an account that its author creates: each byte of the seed loses its high bit. */
export function seeded(program, author, bytes) {
  const seed = Buffer.from(bytes.map((byte) => byte & 0x7f));
  return { address: sha256(author, seed, program), seed };
}

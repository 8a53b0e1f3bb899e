// Frames, their size classes, and the ciphertexts of docs/sealing.md.
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ascii, little } from './bytes.mjs';
import { decrypt, encrypt } from './hpke.mjs';

const MAX_TEXT = 1_048_576;
const MAX_CIPHERTEXT = 65_536;
const CONTENT = ascii('b-mail content v1');
const NONCE = Buffer.alloc(12);

/** Fails with an error of the specification. */
export const fail = (error) => {
  throw new Error(error);
};
/** Any failure of an act is this error. */
export const orFail = (error, act) => {
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

/** The frame of a text. */
export function build(text) {
  if (text.length > MAX_TEXT) fail('TextTooLong');
  const deflated = deflateRawSync(text);
  const payload = deflated.length < text.length ? deflated : text;
  const frame = Buffer.concat([Buffer.from([payload === text ? 0 : 1]), little(payload.length, 4), payload]);
  const length = sizeClass(frame.length + 16);
  if (length > MAX_CIPHERTEXT) fail('CiphertextTooLong');
  return Buffer.concat([frame, Buffer.alloc(length - 16 - frame.length)]);
}

export const encryptFrame = (contentKey, frame) => encrypt(contentKey, NONCE, CONTENT, frame);

/** The text in a ciphertext. The first failure is the error. */
export const openContent = (contentKey, ciphertext) =>
  parse(orFail('ContentNotAuthentic', () => decrypt(contentKey, NONCE, CONTENT, ciphertext)));

export function checkLength({ length }) {
  if (length > MAX_CIPHERTEXT || sizeClass(length) !== length) fail('CiphertextLength');
}

/** The text in a frame. */
export function parse(frame) {
  const end = 5 + frame.readUInt32LE(1);
  if (end > frame.length) fail('PayloadLength');
  const payload = frame.subarray(5, end);
  if (frame.subarray(end).some((byte) => byte !== 0)) fail('NonZeroPadding');
  if (frame[0] > 3) fail('UnknownCompression');
  return frame[0] % 2 === 0 ? payload : inflate(payload);
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

/** What an act fails with, or "nothing". */
export function refusal(act) {
  try {
    act();
    return 'nothing';
  } catch ({ message }) {
    return message;
  }
}

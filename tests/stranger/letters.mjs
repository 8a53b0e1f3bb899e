// Reads the letters of clients/vectors/letters.json as docs/letters.md says, and their addresses.
import { base58, unbase58, unhex } from './bytes.mjs';
import { ensure, vectors } from './files.mjs';

const { letters, addresses } = vectors('letters');

const bytesOf = (pieces) => Buffer.concat(pieces.flatMap(([piece, times]) => Array(times).fill(unhex(piece))));
const cleaned = (text) => text.replace(/\r\n?/g, '\n').replace(/\n+$/, '');
const address = (value = '') => {
  const text = value.trim().replace(/^</, '').split(/[>@ ]/)[0];
  return unbase58(text).length === 32 && base58(unbase58(text)) === text ? text : null;
};
const decodedWords = (value) =>
  value.replace(/=\?utf-8\?B\?([^?]*)\?=( (?==\?))?/gi, (_, word) => Buffer.from(word, 'base64').toString());

/** The headers of a part, by their names in lower case, and its body. */
function split(part) {
  const text = part.toString('latin1');
  const end = text.startsWith('\r\n') ? 0 : text.indexOf('\r\n\r\n') + 2;
  const lines = text.slice(0, end).split('\r\n').filter((line) => line);
  const headers = new Map();
  for (const line of lines) {
    const [name] = line.split(':', 1);
    const value = Buffer.from(line.slice(name.length + 1), 'latin1').toString();
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  }
  return { headers, body: part.subarray(end + 2) };
}

/** The texts and files of a part. */
function read({ headers, body }, into) {
  const [type, ...parameters] = (headers.get('content-type') ?? 'text/plain').split(';');
  if (type.startsWith('multipart/')) {
    const [, boundary] = parameters[0].split('=');
    const [, ...parts] = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}`);
    ensure(parts.pop() === '--', 'the last delimiter is missing');
    for (const part of parts) read(split(Buffer.from(part.slice(2), 'latin1')), into);
    return;
  }
  const encoded = headers.get('content-transfer-encoding') === 'base64';
  const bytes = encoded ? Buffer.from(body.toString('latin1'), 'base64') : body;
  const [, name] = /filename="([^"]*)"/.exec(headers.get('content-disposition') ?? '') ?? [];
  if (name !== undefined) into.attachments.push({ name, media_type: type, bytes: bytes.toString('hex') });
  else if (type === 'text/markdown') into.markdown = cleaned(bytes.toString());
  else into.text = cleaned(bytes.toString());
}

function open(kind, bytes) {
  const { headers, body } = kind === 'text' ? { headers: new Map(), body: bytes } : split(bytes);
  const value = (name) => decodedWords(headers.get(name) ?? '');
  const letter = {
    subject: value('subject'),
    in_reply_to: address(headers.get('in-reply-to')),
    reply_to: address(headers.get('reply-to')),
    list_id: value('list-id'),
    organization: value('organization'),
    text: '',
    markdown: null,
    attachments: [],
  };
  read({ headers, body }, letter);
  return letter;
}

for (const one of letters) {
  const letter = open(one.kind, bytesOf(one.bytes));
  ensure(JSON.stringify(letter) === JSON.stringify(one.letter), `${one.name}: ${JSON.stringify(letter)}`);
}

// Bech32m (BIP 350).
const CHARACTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const polymod = (values) =>
  values.reduce((sum, value) => {
    const top = sum >>> 25;
    const next = ((sum & 0x1ffffff) << 5) ^ value;
    const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
    return generators.reduce((all, generator, place) => (((top >> place) & 1) === 1 ? all ^ generator : all), next);
  }, 1);
function bech32m(prefix, bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const data = bits.match(/.{1,5}/g).map((five) => Number.parseInt(five.padEnd(5, '0'), 2));
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  const sum = polymod([...expanded, ...data, 0, 0, 0, 0, 0, 0]) ^ 0x2bc830a3;
  const check = Array.from({ length: 6 }, (_, place) => (sum >>> (5 * (5 - place))) & 31);
  return `${prefix}1${[...data, ...check].map((five) => CHARACTERS[five]).join('')}`;
}
for (const one of addresses) {
  const written = `${bech32m('bmail', unbase58(one.wallet))}@${one.network}.bmail`;
  ensure(written === one.address, `${one.wallet}: ${written}`);
}

// Derives, writes, reads and refuses all of clients/vectors/links.json as docs/letters.md says.
import { hkdfSync, sign } from 'node:crypto';
import { ascii, base58, little, sha256, unbase58, unhex, utf8 } from './bytes.mjs';
import { ensure, vectors } from './files.mjs';
import { fail, refusal } from './frames.mjs';
import { ed25519, walletOf } from './keys.mjs';
import { textOf } from './secrets.mjs';

const { keys, links, refusals } = vectors('links');
const CHARACTERS = 146;

for (const one of keys) {
  const network = unhex(one.network);
  let secret = unhex(one.wallet_seed);
  if (one.method === 'signature') {
    const text = textOf('letters', 'b-mail link key v1\n').replace('<network>', base58(network));
    ensure(text === one.signing_text, `${one.sequence}: another text to sign`);
    secret = sign(null, utf8(text), ed25519(secret));
    ensure(secret.equals(unhex(one.signature)), `${one.sequence}: another signature`);
  }
  const info = Buffer.concat([ascii(one.method), network, little(one.sequence, 8)]);
  const seed = Buffer.from(hkdfSync('sha256', secret, ascii('b-mail link key v1'), info, 32));
  ensure(seed.equals(unhex(one.seed)), `${one.sequence}: another seed`);
  ensure(base58(walletOf(seed)) === one.address, `${one.sequence}: another address`);
}

function write({ genesis, network, message, seed, app }) {
  const bytes = Buffer.concat([Buffer.of(1), unhex(genesis), unbase58(network), unbase58(message), unhex(seed)]);
  const code = Buffer.concat([bytes, sha256(bytes).subarray(0, 4)]).toString('base64url');
  return `${app.replace(/\/$/, '')}/#/l/${code}`;
}

function read(text) {
  const place = text.lastIndexOf('#/l/');
  if (place < 0) fail('NoLink');
  const [word] = text.slice(place + 4).split(/\s/);
  const code = word.replace(/[^A-Za-z0-9_-]+$/, '');
  const isOurs = /^[A-Za-z0-9_-]*$/.test(code);
  const bytes = Buffer.from(code, 'base64url');
  const [before, check] = [bytes.subarray(0, -4), bytes.subarray(-4)];
  const isWhole = isOurs && bytes.length > 4 && bytes.toString('base64url') === code;
  if (!isWhole || !sha256(before).subarray(0, 4).equals(check)) {
    fail(isOurs && code.length < CHARACTERS && (code === '' || code.startsWith('A')) ? 'CutOff' : 'Changed');
  }
  if (bytes[0] > 1) fail('LaterVersion');
  if (bytes[0] !== 1 || bytes.length !== 109) fail('Changed');
  const [genesis, network, message, seed] = [[1, 9], [9, 41], [41, 73], [73, 105]].map((place) => bytes.subarray(...place));
  return { genesis, network, message, seed };
}

for (const one of links) {
  ensure(write(one) === one.url, `${write(one)} instead of ${one.url}`);
  const link = read(one.url);
  const same = link.genesis.equals(unhex(one.genesis)) && link.seed.equals(unhex(one.seed));
  ensure(same && base58(link.network) === one.network && base58(link.message) === one.message, `${one.url}: another link`);
}
for (const one of refusals) {
  const error = refusal(() => read(one.text));
  ensure(error === one.error, `${one.name}: ${error} instead of ${one.error}`);
}

// Derives each salt and commitment of clients/vectors/submissions.json as docs/submissions.md says.
import { hkdfSync, sign } from 'node:crypto';
import { ascii, base58, sha256, unhex, utf8 } from './bytes.mjs';
import { ensure, page, vectors } from './files.mjs';
import { ed25519 } from './keys.mjs';

const { submissions, refusals } = vectors('submissions');
const texts = [...page('submissions').matchAll(/^```\n([^`]*)\n```$/gm)].map(([, text]) => text);
const text = texts.find((one) => one.startsWith('b-mail submission salt v1\n'));

for (const one of submissions) {
  const [seed, bounty] = [unhex(one.wallet_seed), unhex(one.bounty)];
  const hash = sha256(utf8(one.content));
  ensure(hash.equals(unhex(one.content_hash)), `${one.name}: another content hash`);
  let secret = seed;
  if (one.method === 'signature') {
    const signed = text.replace('<address in base58>', base58(bounty));
    ensure(signed === one.signing_text, `${one.name}: another text to sign`);
    secret = sign(null, utf8(signed), ed25519(seed));
    ensure(secret.equals(unhex(one.signature)), `${one.name}: another signature`);
  }
  const info = Buffer.concat([ascii(one.method), bounty, hash]);
  const salt = Buffer.from(hkdfSync('sha256', secret, ascii('b-mail submission salt v1'), info, 32));
  ensure(salt.equals(unhex(one.salt)), `${one.name}: another salt`);
  ensure(commitment(one).equals(unhex(one.commitment)), `${one.name}: another commitment`);
}

function commitment({ content_hash, salt, submitter, bounty }) {
  return sha256(...[content_hash, salt, submitter, bounty].map(unhex));
}

for (const one of refusals) {
  ensure(!commitment(one).equals(unhex(one.commitment)), `${one.name}: it opens the commitment`);
  ensure(one.error === 'WrongCommitment', `${one.name}: another error`);
}
ensure(refusals.length >= 6, 'there are too few refusals');

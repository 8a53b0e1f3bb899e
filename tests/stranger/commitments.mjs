// Derives each salt and commitment of clients/vectors/submissions.json as docs/submissions.md says.
import { hkdfSync } from 'node:crypto';
import { ascii, sha256, unhex, utf8 } from './bytes.mjs';
import { ensure, vectors } from './files.mjs';
import { submissionSecret, submissionText } from './secrets.mjs';

const { submissions, refusals } = vectors('submissions');

for (const one of submissions) {
  const [hash, bounty, secret] = [sha256(utf8(one.content)), unhex(one.bounty), submissionSecret(one)];
  ensure(hash.equals(unhex(one.content_hash)), `${one.name}: another content hash`);
  if (one.method === 'signature') {
    ensure(submissionText(bounty) === one.signing_text, `${one.name}: another text to sign`);
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

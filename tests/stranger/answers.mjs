// Derives, seals, opens and refuses all of clients/vectors/answers.json as docs/answers.md says.
import { hkdfSync } from 'node:crypto';
import { ascii, little, sha256, unhex, utf8 } from './bytes.mjs';
import { build, checkLength, encryptFrame, fail, openContent, orFail, parse, refusal } from './frames.mjs';
import { ensure, vectors } from './files.mjs';
import { deriveSecret, open as openKey, seal as sealKey } from './hpke.mjs';
import { submissionSecret } from './secrets.mjs';

const INFO = ascii('b-mail answer v1');
const HEAD = 2;
const ENTRY = 117;
const { answers, refusals } = vectors('answers');

const hkdf = (salt, secret, ...info) => Buffer.from(hkdfSync('sha256', secret, ascii(salt), Buffer.concat(info), 32));
const same = (one, other) => Buffer.from(one).equals(unhex(other));
const mailKey = (seed, network, version) =>
  deriveSecret(hkdf('b-mail encryption key v1', seed, ascii('keypair'), network, little(version, 4)));

const associated = ({ bounty, submitter, commitment }, reviewer, version, ciphertext) =>
  Buffer.concat([bounty, submitter, commitment, reviewer].map(unhex).concat(little(version, 4), sha256(ciphertext)));

/** A sealed answer's entries by place, and its ciphertext. */
function read(body) {
  const [version, count] = body;
  const end = HEAD + count * ENTRY;
  if (version !== 1 || !(count >= 1 && count <= 7) || body.length < end) fail('Malformed');
  const entries = Array.from({ length: count }, (_, at) => body.subarray(HEAD + at * ENTRY, HEAD + (at + 1) * ENTRY));
  const places = entries.map(([place]) => place);
  if (places.some((place, at) => place > 6 || (at > 0 && place <= places[at - 1]))) fail('Malformed');
  return { entries, ciphertext: body.subarray(end) };
}

function open(body, place, reviewer, secretOf, submission) {
  const { entries, ciphertext } = read(body);
  const entry = entries.find((one) => one[0] === place) ?? fail('NotForReviewer');
  checkLength(ciphertext);
  const version = entry.readUInt32LE(1);
  const bound = associated(submission, reviewer, version, ciphertext);
  const opened = orFail('NotAuthentic', () => openKey(secretOf(version), INFO, bound, entry.subarray(5)));
  const [contentKey, salt] = [opened.subarray(0, 32), opened.subarray(32)];
  const content = openContent(contentKey, ciphertext);
  const committed = sha256(sha256(content), salt, unhex(submission.submitter), unhex(submission.bounty));
  if (!same(committed, submission.commitment)) fail('NotCommitted');
  return { content, salt };
}

for (const one of answers) {
  const info = [ascii(one.method), unhex(one.bounty), unhex(one.content_hash)];
  const seed = hkdf('b-mail answer seed v1', submissionSecret(one), ...info);
  ensure(same(seed, one.answer_seed), `${one.name}: another answer seed`);
  const contentKey = hkdf('b-mail answer content key v1', seed, sha256(unhex(one.frame)));
  ensure(same(contentKey, one.content_key), `${one.name}: another content key`);
  const ciphertext = encryptFrame(contentKey, unhex(one.frame));
  ensure(same(ciphertext, one.ciphertext), `${one.name}: another ciphertext`);
  ensure(parse(build(utf8(one.content))).equals(utf8(one.content)), `${one.name}: another content`);
  const entries = one.readers.map(({ place, wallet, key_version: version, encryption_key: key }) => {
    const bound = associated(one, wallet, version, ciphertext);
    const ephemeral = hkdf('b-mail answer ephemeral v1', seed, bound, unhex(key));
    const secrets = Buffer.concat([contentKey, unhex(one.salt)]);
    return Buffer.concat([Buffer.from([place]), little(version, 4), sealKey(unhex(key), INFO, bound, secrets, ephemeral)]);
  });
  const body = Buffer.concat([Buffer.from([1, entries.length]), ...entries, ciphertext]);
  ensure(same(body, one.body), `${one.name}: another sealed answer`);
  for (const reader of one.readers) {
    const secretOf = (version) => mailKey(unhex(reader.wallet_seed), unhex(one.network), version);
    const { content, salt } = open(body, reader.place, reader.wallet, secretOf, one);
    ensure(content.equals(utf8(one.content)) && same(salt, one.salt), `${one.name}: a reader reads something else`);
  }
}

for (const one of refusals) {
  const secretOf = () => mailKey(unhex(one.reviewer_seed), unhex(one.network), one.key_version);
  const error = refusal(() => open(unhex(one.body), one.place, one.reviewer, secretOf, one));
  ensure(error === one.error, `${one.name}: ${error} instead of ${one.error}`);
}

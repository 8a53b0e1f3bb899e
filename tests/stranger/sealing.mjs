// Derives, seals, opens and refuses all of clients/vectors/sealing.json as docs/sealing.md says.
import { hkdfSync, randomBytes, sign } from 'node:crypto';
import { ascii, base58, little, sha256, unhex, utf8 } from './bytes.mjs';
import { ensure, vectors } from './files.mjs';
import { build, checkLength, encryptFrame, fail, openContent, orFail, parse, refusal } from './frames.mjs';
import { deriveSecret, open as openKey, seal as sealKey } from './hpke.mjs';
import { ed25519, isSigned, publicKey, refuseKey, walletOf } from './keys.mjs';
import { textOf } from './secrets.mjs';

const INFO = ascii('b-mail sealed key v1');
const { derivations, sealings, refusals, unsealable, underivable } = vectors('sealing');

const signingText = (network, version) =>
  textOf('sealing', 'b-mail encryption key v1\n')
    .replace('<network>', base58(network))
    .replace('<version>', String(version));

const addresses = ({ network, sender, recipient }) => [network, sender, recipient].map(unhex);
const associated = (mail, ciphertext) =>
  Buffer.concat([...addresses(mail), little(mail.sequence, 8), little(mail.key_version, 4), sha256(ciphertext)]);

function seal(frame, key, mail, contentKey, material) {
  const ciphertext = encryptFrame(contentKey, frame);
  const sealed = orFail('RefusedKey', () => sealKey(key, INFO, associated(mail, ciphertext), contentKey, material));
  return { ciphertext, sealed };
}

function open(sealed, ciphertext, secret, mail) {
  checkLength(ciphertext);
  if (sealed.length !== 80) fail('NotAuthentic');
  const contentKey = orFail('NotAuthentic', () => openKey(secret, INFO, associated(mail, ciphertext), sealed));
  return openContent(contentKey, ciphertext);
}

function incompressible(length) {
  const hashes = [];
  for (let number = 0; number * 32 < length; number++) hashes.push(sha256(little(number, 8)));
  return Buffer.concat(hashes).subarray(0, length);
}

const same = (one, other) => Buffer.from(one).equals(unhex(other));

for (const one of derivations) {
  const [seed, network] = [unhex(one.wallet_seed), unhex(one.network)];
  let secret = seed;
  if (one.method === 'signature') {
    const text = signingText(network, one.version);
    ensure(text === one.signing_text, `${one.name}: another text to sign`);
    secret = sign(null, utf8(text), ed25519(seed));
    ensure(same(secret, one.signature), `${one.name}: another signature`);
  }
  const info = Buffer.concat([ascii(one.method), network, little(one.version, 4)]);
  const material = Buffer.from(hkdfSync('sha256', secret, ascii('b-mail encryption key v1'), info, 32));
  ensure(same(material, one.key_material), `${one.name}: another key material`);
  ensure(same(deriveSecret(material), one.secret_key), `${one.name}: another secret key`);
  ensure(same(publicKey(deriveSecret(material)), one.encryption_key), `${one.name}: another encryption key`);
}

for (const one of sealings) {
  const text = one.text === undefined ? incompressible(one.text_len) : unhex(one.text);
  const frame = one.frame === undefined ? build(text) : unhex(one.frame);
  const key = unhex(one.encryption_key);
  const { ciphertext, sealed } = seal(frame, key, one, unhex(one.content_key), unhex(one.ephemeral_ikm));
  ensure(same(sha256(ciphertext), one.ciphertext_sha256), `${one.name}: another ciphertext`);
  ensure(one.ciphertext === undefined || same(ciphertext, one.ciphertext), `${one.name}: another ciphertext`);
  ensure(same(associated(one, ciphertext), one.associated_data), `${one.name}: other associated data`);
  ensure(same(sealed, one.sealed_key), `${one.name}: another sealed key`);
  const opened = open(sealed, ciphertext, unhex(one.secret_key), one);
  ensure(opened.equals(text), `${one.name}: another text`);
  // Whatever the encoder, what this one builds opens to the same text.
  ensure(parse(build(text)).equals(text), `${one.name}: the frame is another text`);
}

for (const one of refusals) {
  const error = refusal(() => open(unhex(one.sealed_key), unhex(one.ciphertext), unhex(one.secret_key), one));
  ensure(error === one.error, `${one.name}: ${error} instead of ${one.error}`);
}
for (const one of unsealable) {
  const text = one.text === 'zeros' ? Buffer.alloc(one.text_len) : incompressible(one.text_len);
  const { 0: mail } = sealings;
  const key = unhex(one.encryption_key);
  const error = refusal(() => {
    orFail('RefusedKey', () => refuseKey(key));
    return seal(build(text), key, mail, randomBytes(32), randomBytes(32));
  });
  ensure(error === one.error, `${one.name}: ${error} instead of ${one.error}`);
}
for (const one of underivable) {
  const text = utf8(signingText(unhex(one.network), one.version));
  ensure(!isSigned(text, unhex(one.signature), unhex(one.wallet)), `${one.name}: the signature is accepted`);
}
for (const one of derivations.filter(({ method }) => method === 'signature')) {
  const wallet = walletOf(unhex(one.wallet_seed));
  ensure(isSigned(utf8(one.signing_text), unhex(one.signature), wallet), `${one.name}: the signature is refused`);
}

// The secrets from which a client derives: a wallet's seed, or its signature over a text of the pages.
import { sign } from 'node:crypto';
import { base58, unhex, utf8 } from './bytes.mjs';
import { page } from './files.mjs';
import { ed25519 } from './keys.mjs';

/** The text of a page that begins like this, in a block of its own. */
export function textOf(name, beginning) {
  const texts = [...page(name).matchAll(/^```\n([^`]*)\n```$/gm)].map(([, text]) => text);
  return texts.find((text) => text.startsWith(beginning));
}

/** What a submitter signs for a bounty. */
export const submissionText = (bounty) =>
  textOf('submissions', 'b-mail submission salt v1\n').replace('<address in base58>', base58(bounty));

/** The secret of a submission's salt, by either method. */
export function submissionSecret({ method, wallet_seed: seed, bounty }) {
  if (method === 'keypair') return unhex(seed);
  return sign(null, utf8(submissionText(unhex(bounty))), ed25519(unhex(seed)));
}

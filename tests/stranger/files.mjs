// What a stranger has: the IDLs that `make build` leaves where Anchor's users expect them, the pages, and the vectors.
import { readFileSync } from 'node:fs';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

export const idl = (program) => JSON.parse(read(`target/idl/${program}.json`));
export const page = (name) => read(`docs/${name}.md`);
export const vectors = (name) => JSON.parse(read(`clients/vectors/${name}.json`));

/** Says what is wrong, and makes the script fail in the end. */
export function ensure(holds, text) {
  if (holds) return;
  console.error(text);
  process.exitCode = 1;
}

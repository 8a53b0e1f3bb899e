// Renders the Rust client of one program from its IDL.
//
//   node generate.mjs <idl.json> <folder to render into>
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { rootNodeFromAnchor } from '@codama/nodes-from-anchor';
import { renderVisitor } from '@codama/renderers-rust';
import { createFromRoot } from 'codama';

const [idlPath, folder] = process.argv.slice(2);
const idl = JSON.parse(readFileSync(idlPath, 'utf8'));

// Anchor 2 lists its alignment-1 numbers as aliases, which Codama does not know; the fields name the plain types.
idl.types = idl.types.filter(({ type }) => type.kind !== 'type');
idl.errors ??= [];

const home = `crate::generated::${basename(folder)}`;
const parts = ['accounts', 'errors', 'instructions', 'shared', 'types'];
const dependencyMap = Object.fromEntries(
  parts.map((part) => [`generated${part[0].toUpperCase()}${part.slice(1)}`, `${home}::${part}`]),
);
await createFromRoot(rootNodeFromAnchor(idl)).accept(
  renderVisitor(folder, { anchorTraits: false, dependencyMap: { generated: home, ...dependencyMap } }),
);

// The programs' addresses have one place, crates/addresses, and it is not this one.
rmSync(`${folder}/programs.rs`);
writeFileSync(`${folder}/mod.rs`, parts.map((part) => `pub mod ${part};\n`).join(''));

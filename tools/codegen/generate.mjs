// Renders the Rust client of one program from its IDL.
//
//   node generate.mjs <idl.json> <folder to render into>
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { rootNodeFromAnchor } from '@codama/nodes-from-anchor';
import { renderVisitor } from '@codama/renderers-rust';
import { createFromRoot } from 'codama';
import { renderLayout } from './layout.mjs';

const [idlPath, folder] = process.argv.slice(2);
const idl = JSON.parse(readFileSync(idlPath, 'utf8'));

// Types of the chain that a crate defines, so that the client has no second definition of them.
const crates = {
  bounty_core: ['Opinion', 'Terms', 'Week'],
  postage: ['Rules', 'Verdict'],
  reputation_core: ['Parameters'],
};
const definedTypes = Object.fromEntries(
  Object.entries(crates).flatMap(([crate, types]) => types.map((type) => [type[0].toLowerCase() + type.slice(1), crate])),
);

// Anchor 2 lists its alignment-1 numbers as aliases, which Codama does not know; the fields name the plain types.
idl.types = idl.types.filter(({ type }) => type.kind !== 'type');
idl.errors ??= [];

const home = `crate::generated::${basename(folder)}`;
const parts = ['accounts', 'errors', 'instructions', 'shared', 'types'];
const dependencyMap = Object.fromEntries(
  parts.map((part) => [`generated${part[0].toUpperCase()}${part.slice(1)}`, `${home}::${part}`]),
);
await createFromRoot(rootNodeFromAnchor(idl)).accept(
  renderVisitor(folder, {
    anchorTraits: false,
    dependencyMap: { generated: home, ...dependencyMap },
    linkOverrides: { definedTypes },
  }),
);

// Rendered all the same, and used by nothing.
for (const name of Object.keys(definedTypes)) rmSync(`${folder}/types/${name}.rs`, { force: true });
const isDefinedElsewhere = (line) => Object.keys(definedTypes).some((name) => line.includes(`r#${name}`));
const typesModule = readFileSync(`${folder}/types/mod.rs`, 'utf8').split('\n');
writeFileSync(`${folder}/types/mod.rs`, typesModule.filter((line) => !isDefinedElsewhere(line)).join('\n'));

// The programs' addresses have one place, crates/addresses, and it is not this one.
rmSync(`${folder}/programs.rs`);
writeFileSync(`${folder}/layout.rs`, renderLayout(idl));
writeFileSync(`${folder}/mod.rs`, [...parts, 'layout'].map((part) => `pub mod ${part};\n`).join(''));

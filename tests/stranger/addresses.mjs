// Derives each address of clients/vectors/addresses.json as docs/implementing.md says, and compares the sizes that it
// gives with the IDLs.
import { ascii, base58, derived, little, seeded, sha256, unbase58, unhex, utf8 } from './bytes.mjs';
import { ensure, idl, page, vectors } from './files.mjs';

const ASSOCIATED_TOKEN = unbase58('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL');
const { programs: texts, addresses, refusals } = vectors('addresses');
const [mail, reputation, bounty] = [texts.mail, texts.reputation, texts.bounty].map(unbase58);
const to = unbase58;

const name = (text) => Buffer.concat([utf8(text), Buffer.alloc(32)]).subarray(0, 32);
// Eight groups of seven bits, the lowest first.
const group = (number, at) => Number((BigInt(number) >> BigInt(7 * at)) & 0x7fn);
const groups = (number) => Buffer.from(Array.from({ length: 8 }, (_, at) => group(number, at)));
const lastWordFirst = (address) => Buffer.concat([address.subarray(24), address.subarray(0, 24)]);

const kinds = {
  network: (of) => derived(mail, ascii('network'), to(of.founder), name(of.name)),
  ledger: (of) => derived(mail, ascii('ledger'), to(of.network)),
  mailbox: (of) => derived(mail, ascii('mailbox'), to(of.network), to(of.owner)),
  correspondence: (of) => derived(mail, ascii('correspondence'), ...of.mailboxes.map(to).sort(Buffer.compare)),
  message: (of) => {
    const seed = [to(of.sender_mailbox).subarray(0, 24), groups(of.sequence)];
    return seeded(mail, to(of.sender), Buffer.concat(seed));
  },
  body: (of) => seeded(mail, to(of.author), unhex(of.hash)),
  reputation: (of) => derived(reputation, ascii('reputation'), to(of.network)),
  mint: (of) => derived(reputation, ascii('mint'), to(of.network)),
  standing: (of) => derived(reputation, ascii('standing'), to(of.network), to(of.owner)),
  endorsement: (of) => seeded(reputation, to(of.endorser), to(of.endorsed_standing)),
  treasury: (of) => derived(bounty, ascii('treasury'), to(of.network), of.mint ? to(of.mint) : Buffer.alloc(0)),
  weekly_stats: (of) => derived(bounty, ascii('weeks'), to(of.network)),
  awards: (of) => derived(bounty, ascii('awards'), to(of.network)),
  vault: (of) => derived(bounty, ascii('vault'), to(of.bounty)),
  contribution: (of) => seeded(bounty, to(of.contributor), to(of.bounty)),
  submission: (of) => seeded(bounty, to(of.submitter), lastWordFirst(to(of.bounty))),
  token_account: (of) => derived(ASSOCIATED_TOKEN, to(of.owner), to(of.token_program), to(of.mint)),
  bounty: (of) => {
    const promise = [to(of.network), little(of.number, 8), unhex(of.terms), to(of.mint), unhex(of.terms_hash)];
    return seeded(bounty, to(of.issuer), sha256(...promise, ...of.reviewers.map(to)));
  },
};

for (const one of addresses) {
  const found = kinds[one.kind](one);
  ensure(base58(found.address) === one.address, `${one.kind}: ${base58(found.address)} is not ${one.address}`);
  ensure(one.bump === undefined || found.bump === one.bump, `${one.kind}: its bump is not ${found.bump}`);
  ensure(one.seed === undefined || found.seed.equals(unhex(one.seed)), `${one.kind}: its seed is another one`);
}
for (const one of refusals) {
  ensure(base58(kinds[one.kind](one).address) !== one.address, `${one.kind}: ${one.name} leads to the right address`);
}
ensure(Object.keys(kinds).every((kind) => addresses.some((one) => one.kind === kind)), 'a kind has no vector');

// The sizes of the accounts, in bytes, from the IDLs' types.
const sizes = { bool: 1, u8: 1, u16: 2, u32: 4, u64: 8, i16: 2, i32: 4, i64: 8, pubkey: 32 };
const size = (types, type) => {
  if (typeof type === 'string') return sizes[type];
  if (type.array) return size(types, type.array[0]) * type.array[1];
  const { kind, fields } = types.find((one) => one.name === type.defined.name).type;
  return kind === 'enum' ? 1 : fields.reduce((sum, field) => sum + size(types, field.type), 0);
};
for (const program of ['mail', 'reputation', 'bounty']) {
  const { address, accounts, types } = idl(program);
  ensure(address === texts[program], `the IDL of ${program} is for ${address}`);
  for (const account of accounts) {
    const bytes = (8 + size(types, { defined: { name: account.name } })).toLocaleString('en');
    const row = new RegExp(`^\\| ${account.name} \\| ${bytes} \\|`, 'm');
    ensure(row.test(page('implementing')), `docs/implementing.md does not say that ${account.name} has ${bytes} bytes`);
  }
}
const { terms } = addresses.find((one) => one.kind === 'bounty');
const { types } = idl('bounty');
ensure(unhex(terms).length === size(types, { defined: { name: 'Terms' } }), "the vectors' terms are not those of the IDL");

// Shows people, derives the accounts of their names, and reads domains' records, all of clients/vectors/names.json, as
// docs/letters.md says. What Unicode's rules decide is left out.
import { ascii, base58, derived, sha256, unbase58, utf8 } from './bytes.mjs';
import { ensure, vectors } from './files.mjs';

const { pictures, labels, known, names, choices, domains } = vectors('names');

const hex = (number) => number.toString(16).padStart(2, '0');
const whole = (number) => Math.floor(number);

function color(hue, saturation, lightness) {
  const chroma = (100 - Math.abs(2 * lightness - 100)) * saturation;
  const second = whole((chroma * (60 - Math.abs((hue % 120) - 60))) / 60);
  const least = 100 * lightness - whole(chroma / 2);
  const sectors = [
    [chroma, second, 0],
    [second, chroma, 0],
    [0, chroma, second],
    [0, second, chroma],
    [second, 0, chroma],
    [chroma, 0, second],
  ];
  return `#${sectors[whole(hue / 60)].map((part) => hex(whole(((part + least) * 255) / 10_000))).join('')}`;
}

for (const one of pictures) {
  const hash = sha256(ascii('b-mail identicon v1'), unbase58(one.address));
  const bits = hash.readUInt16LE(0);
  const cell = (row, column) => ((bits >> (3 * row + Math.min(column, 4 - column))) & 1 ? '#' : '.');
  const cells = Array.from({ length: 5 }, (_, row) => Array.from({ length: 5 }, (_, column) => cell(row, column)).join(''));
  ensure(cells.join() === one.cells.join(), `${one.address}: its picture is another one`);
  const foreground = color(hash.readUInt16LE(2) % 360, 65, 40);
  const background = color(hash.readUInt16LE(4) % 360, 45, 88);
  ensure(foreground === one.foreground && background === one.background, `${one.address}: ${foreground}, ${background}`);
  ensure(one.short === short(one.address), `${one.address}: ${short(one.address)}`);
}

function short(address) {
  return `${address.slice(0, 4)}…${address.slice(-4)}`;
}

for (const { address, name, letters_before, text, named, is_first, alike } of labels) {
  const petname = known.find((one) => one.address === address)?.petname;
  ensure(text === (petname ?? name ?? short(address)), `${address}: it is shown as ${text}`);
  ensure(named === (petname ? 'petname' : name ? 'name' : 'address'), `${address}: it is shown by its ${named}`);
  ensure(is_first === (letters_before === 0), `${address}: it is the first, or it is not`);
  const isLike = (other) => address.slice(0, 4) === other.slice(0, 4) || address.slice(-4) === other.slice(-4);
  const like = known.map((one) => one.address).filter((other) => other !== address && isLike(other));
  const told = alike.flatMap((one) => one.address_of ?? []);
  ensure(petname || like.join() === told.join(), `${address}: it is like ${like}`);
}

const PROGRAM = unbase58('namesLPneVptA9Z5rqUDD9tMTWEJwofgaYwp8cawRkX');
const CHOICES = unbase58('85iDfUvr3HJyLM2zcq5BXSiDvUWfw6cSE1FfNBo8Ap29');
const ROOT = unbase58('58PwtjSDuFHuUkYjH9BYnnQKHfwo9reZhC2zMJv9JPkx');
const REVERSE = unbase58('33m47vH6Eav6jr5Ry86XjhRft2jRBLDnDgPSHoquXi2Z');
const NONE = Buffer.alloc(32);
const named = (text, ...seeds) => base58(derived(PROGRAM, sha256(ascii('SPL Name Service'), utf8(text)), ...seeds).address);

for (const { name, account, reverse } of names) {
  ensure(named(name, NONE, ROOT) === account, `${name}: its account is another one`);
  ensure(named(account, REVERSE, NONE) === reverse, `${name}: its reverse account is another one`);
}
for (const { wallet, choice } of choices) {
  const found = base58(derived(CHOICES, ascii('favourite_domain'), unbase58(wallet)).address);
  ensure(found === choice, `${wallet}: its choice is at ${found}`);
}

// The wallets of a domain's records; undefined if one of them is wrong.
function wallets(records) {
  const found = new Set();
  for (const record of records.map((text) => text.trim()).filter((text) => /^v=bmail1\s*(;|$)/.test(text))) {
    const fields = record.split(';').slice(1).map((field) => field.split('=').map((part) => part.trim()));
    const lists = fields.filter(([name]) => name === 'wallet');
    if (lists.length !== 1) return undefined;
    for (const wallet of lists[0][1].split(',')) {
      if (unbase58(wallet.trim()).length !== 32) return undefined;
      found.add(wallet.trim());
    }
  }
  return [...found].sort();
}

for (const { records, wallets: expected } of domains.records) {
  ensure(wallets(records)?.join() === expected?.join(), `${records}: ${wallets(records)}`);
}
for (const { text, refused, ascii: name, record } of domains.domains) {
  if (refused) continue;
  ensure(new URL(`https://${text}`).host === name && record === `_bmail.${name}`, `${text}: ${name}`);
}

// books.mjs COMMAND...: plays the demonstration, and audits its books. It knows what a stranger knows: the JSON that the
// demonstration prints, the transactions of the validator over JSON-RPC, and the programs' IDLs. It uses no SDK.
//
// The command must print the JSON and keep the validator running until its standard input ends:
//   node tests/stranger/books.mjs tools/host-cargo run --quiet --bin bmail-demo -- --json --wait
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isDeepStrictEqual as same } from 'node:util';
import { add, changes, keys, look, named, placeOf } from './chain.mjs';
import { spoiled } from './spoiled.mjs';

const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/** How lamports and tokens changed, by "address" and "address mint", as a step's movements say. */
function moved(step) {
  const found = new Map();
  for (const { from, to, lamports, tokens, mint } of step.movements) {
    const key = ({ address }) => (tokens === undefined ? address : `${address} ${mint}`);
    add(found, key(from), -(tokens ?? lamports));
    add(found, key(to), tokens ?? lamports);
  }
  return found;
}

/** What is wrong with the books; nothing if all is well. */
function audit(journal, { transactions, balances, signatures }) {
  const wrong = [];
  const ensure = (holds, text) => holds || wrong.push(text);
  const { people, steps, held } = journal;
  const totals = new Map();

  for (const step of steps) {
    const what = `${step.who} ${step.what}`;
    const transaction = transactions.get(step.signature);
    const { meta } = transaction;
    ensure(meta.err === null, `${what}: it failed`);
    ensure(step.network_fee === meta.fee, `${what}: the cluster charged ${meta.fee}`);
    ensure(step.compute_units === meta.computeUnitsConsumed, `${what}: it took ${meta.computeUnitsConsumed} units`);
    const payer = people.find(({ wallet }) => wallet === keys(transaction)[0]);
    ensure(payer?.name === step.who, `${what}: ${payer?.name} paid the cluster`);

    const [is, says] = [changes(transaction), moved(step)];
    ensure(says.get(null) === meta.fee, `${what}: the cluster got ${says.get(null)}`);
    says.delete(null);
    for (const key of new Set([...is.keys(), ...says.keys()])) {
      const [change, said] = [is.get(key) ?? 0, says.get(key) ?? 0];
      ensure(change === said, `${what}: ${key} changed by ${change}, not ${said}`);
    }
    const accounts = named(transaction, people);
    ensure(same(new Set(step.accounts), new Set(accounts.values())), `${what}: the IDL names other accounts`);
    for (const place of step.movements.flatMap(({ from, to }) => [from, to])) {
      const wanted = accounts.get(place.address) ?? placeOf(place.address, place.role, people);
      ensure(same(place, wanted), `${what}: ${place.address} is not ${place.role} of ${place.whose}`);
    }
    for (const [key, change] of says) if (balances.has(key)) add(totals, key, change);
  }

  const all = steps.map(({ signature }) => signature);
  ensure(new Set(all).size === all.length, 'a transaction is in two steps');
  for (const [wallet, found] of signatures) {
    for (const signature of found) ensure(all.includes(signature), `${signature} of ${wallet} is in no step`);
  }

  const { before, after } = journal.balances;
  for (const { name, wallet } of people) {
    add(totals, wallet, before[name]);
    ensure(after[name] === balances.get(wallet), `${name} has ${balances.get(wallet)}, not ${after[name]}`);
  }
  for (const [address, is] of balances) {
    ensure((totals.get(address) ?? is) === is, `${address} has ${is}, and the steps explain ${totals.get(address)}`);
  }
  const wallets = people.map(({ wallet }) => wallet);
  for (const address of new Set([...totals.keys(), ...held.map((part) => part.address)])) {
    if (wallets.includes(address)) continue;
    const has = sum(held.filter((part) => part.address === address).map(({ lamports }) => lamports));
    ensure(has === (totals.get(address) ?? 0), `${address} holds ${totals.get(address)}, not ${has}`);
  }
  const fees = sum(steps.map(({ network_fee }) => network_fee));
  ensure(journal.network_fees === fees, `the cluster charged ${fees}`);
  ensure(sum(Object.values(before)) === sum(Object.values(after)) + fees && journal.balanced, 'the sums differ');
  const theirs = sum(people.map(({ name }) => after[name]));
  const rest = sum(held.map(({ lamports }) => lamports));
  ensure(theirs + rest === sum(Object.values(after)), 'what the programs hold is not the rest');
  return wrong;
}

async function main([command, ...options]) {
  const demo = spawn(command, options, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(demo, 'exit');
  let text = '';
  demo.stdout.setEncoding('utf8');
  for await (const part of demo.stdout) {
    text += part;
    if (text.endsWith('\n}\n')) break;
  }
  const journal = JSON.parse(text);
  const chain = await look(journal);
  demo.stdin.end();
  const wrong = audit(journal, chain);
  for (const [what, books] of spoiled(journal)) {
    if (audit(books, chain).length === 0) wrong.push(`the audit did not notice: ${what}`);
  }
  wrong.slice(0, 20).forEach((one) => console.error(`books: ${one}`));
  const [code] = await ended;
  process.exitCode = wrong.length || code ? 1 : 0;
}

await main(process.argv.slice(2));

// What the validator knows of the demonstration's transactions, over JSON-RPC, and what the IDLs call their accounts.
import { unbase58 } from './bytes.mjs';
import { idl } from './files.mjs';

const idls = Object.fromEntries(['mail', 'reputation', 'bounty'].map(idl).map((one) => [one.address, one]));

export const add = (map, key, number) => map.set(key, (map.get(key) ?? 0) + number);

/** The chain's side: each step's transaction, and for each address its balance and who its transactions are. */
export async function look(journal) {
  let id = 0;
  const call = async (method, ...params) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params });
    const headers = { 'content-type': 'application/json' };
    const { result, error } = await (await fetch(journal.validator, { method: 'POST', headers, body })).json();
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const commitment = 'confirmed';
  const [transactions, balances, signatures] = [new Map(), new Map(), new Map()];
  for (const { signature } of journal.steps) {
    const options = { encoding: 'json', commitment, maxSupportedTransactionVersion: 1 };
    transactions.set(signature, await call('getTransaction', signature, options));
  }
  for (const address of new Set([...transactions.values()].flatMap((one) => keys(one)))) {
    balances.set(address, (await call('getBalance', address, { commitment })).value);
  }
  for (const { wallet } of journal.people) {
    const found = await call('getSignaturesForAddress', wallet, { limit: 1000, commitment });
    signatures.set(wallet, found.filter(({ err }) => err === null).map(({ signature }) => signature));
  }
  return { transactions, balances, signatures };
}

/** The addresses of a transaction's accounts, who pays first. */
export const keys = ({ transaction, meta }) => {
  const loaded = meta.loadedAddresses ?? { writable: [], readonly: [] };
  return [...transaction.message.accountKeys, ...loaded.writable, ...loaded.readonly];
};

/** How lamports and tokens changed, by "address" and "address mint". */
export function changes(transaction) {
  const [all, found] = [keys(transaction), new Map()];
  const { meta } = transaction;
  all.forEach((address, at) => add(found, address, meta.postBalances[at] - meta.preBalances[at]));
  for (const [sign, balances] of [[-1, meta.preTokenBalances], [1, meta.postTokenBalances]]) {
    for (const { accountIndex, mint, uiTokenAmount } of balances ?? []) {
      add(found, `${all[accountIndex]} ${mint}`, sign * Number(uiTokenAmount.amount));
      // What token accounts get in all is minted.
      add(found, `${mint} ${mint}`, -sign * Number(uiTokenAmount.amount));
    }
  }
  return found;
}

/** The accounts that a transaction's instructions name, as the IDLs do. */
export function named(transaction, people) {
  const [all, found] = [keys(transaction), new Map()];
  for (const { programIdIndex, accounts, data } of transaction.transaction.message.instructions) {
    const idl = idls[all[programIdIndex]];
    const number = idl && unbase58(data)[0];
    const instruction = idl?.instructions.find(({ discriminator }) => discriminator[0] === number);
    instruction?.accounts.slice(0, accounts.length).forEach(({ name }, place) => {
      const address = all[accounts[place]];
      if (address === idl.address || name.endsWith('_program') || found.has(address)) return;
      found.set(address, placeOf(address, name, people));
    });
  }
  return found;
}

/** An account with its role, or "wallet", and with whose it is. */
export const placeOf = (address, role, people) => {
  const owner = people.find((one) => [one.wallet, one.mailbox, one.standing].includes(address));
  return { address, role: owner?.wallet === address ? 'wallet' : role, whose: owner?.name ?? null };
};

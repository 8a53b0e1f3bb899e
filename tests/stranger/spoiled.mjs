// Books that are wrong in one place each: an audit that does not notice them is worth nothing.

/** Copies of a journal, each with what was done to it. */
export function spoiled(journal) {
  const copy = (what, spoil) => {
    const books = structuredClone(journal);
    spoil(books);
    return [what, books];
  };
  const step = (books, what) => books.steps.find((one) => one.what.startsWith(what));
  const paid = (books) => step(books, 'claims an award').movements.find(({ to }) => to.role === 'wallet');
  const sweep = (books) => step(books, 'sweeps the mailbox of Bo').movements.find(({ to }) => to.role === 'treasury');
  const stake = (books) => step(books, 'closes the submission, whose stake').movements;
  const [reader, other] = journal.people.filter(({ name }) => ['Hal', 'Lea'].includes(name)).map(({ name }) => name);
  return [
    copy('an award of a lamport more', (books) => paid(books).lamports++),
    copy('a sweep that moved nothing', (books) => (sweep(books).lamports = 0)),
    copy('a sweep in the other direction', (books) => {
      const { from, to } = sweep(books);
      Object.assign(sweep(books), { from: to, to: from });
    }),
    copy('a forfeited stake that is in no step', (books) => {
      stake(books).splice(stake(books).findIndex(({ to }) => to.role === 'treasury'), 1);
    }),
    copy('a counterpart that is somebody else', (books) => (paid(books).to = { ...books.steps[0].movements[0].from })),
    copy('another role', (books) => (paid(books).from.role = 'submission')),
    copy('another owner', (books) => (paid(books).to.whose = 'Mal')),
    copy('an account that is not named', (books) => step(books, 'writes to Bo').accounts.pop()),
    copy('a fee of the cluster that nobody pays', (books) => books.steps[0].movements.shift()),
    copy('another fee of the cluster', (books) => (books.steps[0].network_fee += 5_000)),
    copy('tokens that are not minted', (books) => {
      const { movements } = step(books, 'syncs her token');
      movements.splice(movements.findIndex(({ tokens }) => tokens !== undefined), 1);
    }),
    copy('a step that is missing', (books) => books.steps.splice(books.steps.indexOf(step(books, 'replies to Ada')), 1)),
    copy('a step that is told twice', (books) => books.steps.push(step(books, 'replies to Ada'))),
    copy('a step of somebody else', (books) => (step(books, 'replies to Ada').who = 'Ada')),
    copy('a reader with the balance of another one', (books) => {
      const { after } = books.balances;
      [after[reader], after[other]] = [after[other] + 1, after[reader] - 1];
    }),
    copy('a lamport more before', (books) => books.balances.before[reader]++),
    copy('a lamport more that is held', (books) => books.held[0].lamports++),
    copy('an account that holds nothing', (books) => books.held.pop()),
  ];
}

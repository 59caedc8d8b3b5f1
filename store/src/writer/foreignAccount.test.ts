import type { LedgerEntry, WriterAccount } from '../store.ts';
import { readForeignAccount } from './foreignAccount.ts';

const before: WriterAccount = {
  ...{ writer: 'w', startedAt: 1, recordedAt: 2, isClosed: false },
  ...{ seen: 100, written: 90, queued: 6, dropped: { queue_full: 4 }, failed: {} },
};

async function foreignAccount() {
  const recorded: WriterAccount[] = [];
  const readLedger = async () => [{ writer: 'w', account: before } as LedgerEntry];
  const recordAccount = async (account: WriterAccount) => void recorded.push(account);
  return { recorded, account: await readForeignAccount({ readLedger, recordAccount }, 'w') };
}

test('rows of the last account that are written are no longer queued', async () => {
  const { account } = await foreignAccount();
  expect(account.accountAfter(5)).toEqual({ ...before, written: 95, queued: 1 });
});

test('rows that the process saw after its last account are seen, whether they are written or fail', async () => {
  const { account, recorded } = await foreignAccount();
  expect(account.accountAfter(10)).toEqual({ ...before, seen: 104, written: 100, queued: 0 });
  account.settle({ outcome: 'written', reason: '', predicted: 10 });
  expect(account.accountAfter(3)).toEqual({ ...before, seen: 107, written: 103, queued: 0 });
  account.settle({ outcome: 'failed', reason: 'refused', predicted: 2 });
  await account.finish();
  expect(recorded).toEqual([{ ...before, seen: 106, written: 100, queued: 0, failed: { refused: 2 } }]);
});

import type { WriterAccount } from '@modelmonitor/store';
import { accountOf } from './capturedAccount.ts';

function writer(counts: Partial<WriterAccount>): WriterAccount {
  const none = { seen: 0, written: 0, queued: 0, dropped: {}, failed: {} };
  return { writer: 'w', startedAt: 0, recordedAt: 0, isClosed: false, ...none, ...counts };
}

test.each([
  { name: 'without a store, the buffer took every row', captured: 7, accounts: [], written: 7, queued: 0, dropped: {}, failed: {} },
  {
    name: 'rows of stores one after the other are added, by reason',
    captured: 100,
    accounts: [
      writer({ seen: 60, written: 50, queued: 0, dropped: { queue_full: 4, shutdown: 5 }, failed: { refused: 1 } }),
      writer({ seen: 40, written: 10, queued: 27, dropped: { queue_full: 3 } }),
    ],
    written: 60,
    queued: 27,
    dropped: { queue_full: 7, shutdown: 5 },
    failed: { refused: 1 },
  },
  {
    name: 'rows captured before there was a store are in the buffer',
    captured: 30,
    accounts: [writer({ seen: 10, written: 8, queued: 2 })],
    written: 28,
    queued: 2,
    dropped: {},
    failed: {},
  },
])('$name', ({ captured, accounts, name: _, ...rest }) => {
  const account = accountOf(captured, accounts);
  expect(account).toEqual({ captured, ...rest });
  const lost = [...Object.values(account.dropped), ...Object.values(account.failed)].reduce((sum, count) => sum + count, 0);
  expect(account.written + account.queued + lost).toBe(captured);
});

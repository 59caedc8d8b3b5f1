import type { RowContract, RowPage } from '@modelmonitor/store';
import { collectRows, cursorFrom, cursorText } from './collectRows.ts';

const before: RowContract = { task: 'regression', target: 'y', classes: [], features: [{ name: 'x', type: 'numeric' }] };
const after: RowContract = { ...before, features: [...before.features, { name: 'z', type: 'numeric' }] };

/** A page of rows, each with its time; a row without an id was refused. */
function pageOf(contract: RowContract, rows: readonly (readonly [id: string, time: number])[]): RowPage {
  const none = new Float64Array(rows.length).fill(Number.NaN);
  return {
    contract,
    rows: rows.length,
    ids: rows.map(([id]) => id),
    times: Float64Array.from(rows, ([, time]) => time),
    versions: rows.map(() => 'v1'),
    features: new Float64Array(rows.length * contract.features.length),
    predictions: Float64Array.from(rows, ([id]) => (id === '' ? Number.NaN : 1)),
    probabilities: new Float64Array(0),
    unseen: [],
    actuals: rows.map(() => null),
    labelTimes: none,
  };
}

const stored = [
  {
    contract: before,
    rows: [
      ['a', 1],
      ['', 1],
      ['b', 1],
    ],
  },
  {
    contract: { ...before },
    rows: [
      ['c', 1],
      ['d', 2],
    ],
  },
  {
    contract: after,
    rows: [
      ['e', 2],
      ['f', 3],
    ],
  },
] as const;

/** As a store reads them: rows from a time on. */
async function* from(time: number): AsyncIterable<RowPage> {
  for (const { contract, rows } of stored)
    yield pageOf(
      contract,
      rows.filter(([, rowTime]) => rowTime >= time),
    );
}

test.each([1, 2, 3, 10])('pages of at most %s rows end where another contract starts, and hold each row once', async (limit) => {
  const found: string[][] = [];
  let cursor = cursorFrom('0-0');
  while (cursor !== undefined) {
    const { rows, next, contract } = await collectRows(from(cursor.time), { limit, after: cursor });
    found.push(rows.map(({ page, row }) => page.ids[row] as string));
    expect(rows.every(({ page }) => page.contract.features.length === contract?.features.length)).toBe(true);
    cursor = next === undefined ? undefined : cursorFrom(cursorText(next));
  }
  expect(found.flat()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  if (limit === 10)
    expect(found).toEqual([
      ['a', 'b', 'c', 'd'],
      ['e', 'f'],
    ]);
});

test.each(['', '5', '1-', '1-2-3', '-1-1', '1e3-1'])('%j is no cursor', (text) => {
  expect(cursorFrom(text)).toBeUndefined();
});

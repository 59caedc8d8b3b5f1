import type { RowPage } from '../rowPage.ts';
import { outcomePages } from './outcomePages.ts';

const contract = { task: 'classification' as const, features: [], classes: ['0', '1'], target: 'y' };

function pageOf(page: Partial<RowPage>): RowPage {
  const rows = page.actuals?.length ?? 0;
  return {
    contract,
    rows,
    ids: Array.from({ length: rows }, (_, row) => String(row)),
    times: new Float64Array(rows),
    versions: Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? 'a' : 'b')),
    features: new Float64Array(),
    predictions: new Float64Array(rows),
    probabilities: new Float64Array(2 * rows),
    unseen: [],
    actuals: [],
    labelTimes: new Float64Array(rows),
    ...page,
  };
}

test('labels become class numbers, also those that came as numbers and those that the model does not have', async () => {
  const pages = outcomePages(async function* () {
    yield pageOf({ actuals: ['1', 0, null, 'maybe', 7, 'maybe'] });
    yield pageOf({ contract: { ...contract, task: 'regression', classes: [] }, actuals: [2.5, 'high', null] });
  }, {});
  const [classes, values] = await Array.fromAsync(pages);
  expect(classes).toMatchObject({ classes: ['0', '1', 'maybe', '7'], modelClasses: 2, versions: ['a', 'b'] });
  expect(classes?.actuals).toEqual(Float64Array.of(1, 0, Number.NaN, 2, 3, 2));
  expect(Array.from(classes?.versionOf ?? [])).toEqual([0, 1, 0, 1, 0, 1]);
  expect(values?.actuals).toEqual(Float64Array.of(2.5, Number.NaN, Number.NaN));
});

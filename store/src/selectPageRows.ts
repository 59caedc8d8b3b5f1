import type { RowPage } from './rowPage.ts';
import { selectNumbers } from './selectRows.ts';

/** The rows at some indices of a page, increasing. */
export function selectPageRows(page: RowPage, kept: readonly number[]): RowPage {
  if (kept.length === page.rows) return page;
  const placeOf = new Map(kept.map((row, place) => [row, place]));
  const texts = <Value>(values: readonly Value[]) => kept.map((row) => values[row] as Value);
  return {
    contract: page.contract,
    rows: kept.length,
    ids: texts(page.ids),
    times: selectNumbers(page.times, kept, 1),
    versions: texts(page.versions),
    features: selectNumbers(page.features, kept, page.contract.features.length),
    predictions: selectNumbers(page.predictions, kept, 1),
    probabilities: selectNumbers(page.probabilities, kept, page.contract.classes.length),
    unseen: page.unseen.flatMap((one) => (placeOf.has(one.row) ? [{ ...one, row: placeOf.get(one.row) as number }] : [])),
    actuals: texts(page.actuals),
    labelTimes: selectNumbers(page.labelTimes, kept, 1),
  };
}

import type { RowContract, StoreClient } from '@modelmonitor/store';
import { mostRefusedRows } from '@modelmonitor/tables/window';
import type { Contract } from '../contract/contract.ts';
import type { RefusedRow } from '../contract/refusedRow.ts';
import { type CaptureRing, createCaptureRing, type RingBounds, type StoredRow } from './captureRing.ts';
import { createUnseenCategories, type UnseenCategories } from './unseenCategories.ts';

/** Rows that were refused because of a category the model has not seen, so that drift checks see them: a tenth of the buffer at most. */
export interface RefusedRows {
  readonly ring: CaptureRing<StoredRow>;
  /** The categories that the model does not know, of refused rows and of predicted ones. */
  readonly unseen: UnseenCategories;
  /** Keeps a row; false for one that is sampled out, or that was read for another model. */
  record(row: RefusedRow): boolean;
}

export interface RefusedRowsOptions {
  readonly contract: Contract;
  /** What the cells of the rows mean. */
  readonly rowContract: RowContract;
  /** The captured rows. */
  readonly captured: CaptureRing;
  readonly bounds: RingBounds;
  /** Whether a row belongs to the sample. */
  readonly sampled: () => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly series: string;
  readonly account: { refused: number };
  /** The store that keeps every row, if any at this moment. */
  readonly store: () => Pick<StoreClient, 'record'> | undefined;
}

export function createRefusedRows(options: RefusedRowsOptions): RefusedRows {
  const { contract, rowContract, captured, bounds, sampled, now, series, account, store } = options;
  const { kept } = captured.layout;
  const most = mostRefusedRows(bounds.maxRows);
  const layout = { kept, time: kept.length, width: kept.length + 1 };
  const ring = createCaptureRing(layout, { ...bounds, maxRows: most, evicted: { rows: 0, age: 0 } });
  const unseen = createUnseenCategories({
    contract,
    kept,
    most: 2 * most,
    *storedValues(cell) {
      yield* captured.column(cell, captured.size);
      yield* ring.column(cell, ring.size);
    },
  });
  const fits = contractCheck(contract);
  return {
    ring,
    unseen,
    record(row) {
      if (!fits(row.contract) || !sampled()) return false;
      const time = now();
      const start = ring.push(time);
      for (const [cell, feature] of kept.entries()) ring.cells[start + cell] = row.cells[feature] as number;
      ring.cells[start + layout.time] = time;
      for (const one of row.unseen) unseen.write(one, ring.cells, start);
      account.refused++;
      store()?.record({
        contract: rowContract,
        cells: row.cells,
        width: contract.features.length,
        kept,
        version: '',
        time,
        series,
        firstNumber: Number.NaN,
        unseen: row.unseen.map((cell) => ({ ...cell, row: 0 })),
      });
      return true;
    },
  };
}

/** Whether another contract has the same features and categories, so that its rows fit; the last that did is remembered. */
function contractCheck(contract: Contract): (other: Contract) => boolean {
  const featuresOf = ({ features }: Contract) => JSON.stringify(features);
  let fitting = contract;
  return (other) => {
    if (other !== fitting && featuresOf(other) === featuresOf(contract)) fitting = other;
    return other === fitting;
  };
}

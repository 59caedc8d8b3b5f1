import { StoreRefusedRows } from './errors.ts';
import type { RowBatch } from './rowBatch.ts';

/** @throws StoreRefusedRows when a row has a time that is not a finite number */
export function verifyTimes({ times }: Pick<RowBatch, 'times'>): void {
  const rows = Array.from(times.keys()).filter((row) => !Number.isFinite(times[row]));
  if (rows.length > 0) throw new StoreRefusedRows(`expected times that are finite numbers, got ${times[rows[0] as number]}`, { rows });
}

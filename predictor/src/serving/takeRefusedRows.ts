import type { RefusedRow } from '../contract/refusedRow.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Live } from './predictionService.ts';

export interface TakeRefusedOptions {
  readonly live: () => Pick<Live, 'capture'>;
  readonly telemetry: Pick<Telemetry, 'tallies'>;
}

/** Keeps the rows that were refused for unseen categories, where the resource allows it, and counts all of them. */
export function takeRefusedRows({ live, telemetry: { tallies } }: TakeRefusedOptions): (rows: readonly RefusedRow[]) => void {
  return (rows) => {
    const { capture } = live();
    for (const row of rows) tallies.unseenRows.add([row.kept && capture.refused.record(row) ? 'captured' : 'refused']);
  };
}

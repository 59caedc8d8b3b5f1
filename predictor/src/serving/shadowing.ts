import type { Predictions } from '@modelmonitor/models';
import type { Tally } from '../telemetry/tally.ts';
import type { PieceOptions } from './inPieces.ts';
import { type LoadedVersion, recodeRows } from './loadVersion.ts';
import { predictInPieces } from './predictInPieces.ts';

/** Most rows that wait for shadow versions; further ones are skipped, so that a slow shadow needs no memory. */
const mostWaitingRows = 10_000;

/** Relative difference up to which two regression values count as agreeing. */
const agreement = 0.05;

/** Answered rows that shadows predict too. */
export interface ShadowWork {
  readonly shadows: readonly LoadedVersion[];
  /** Row-major, in the contract's categories; not changed afterwards. */
  readonly rows: Float64Array;
  readonly answered: Predictions;
  readonly classification: boolean;
}

export interface ShadowingOptions extends PieceOptions {
  /** Runs a task after the current one, off the request path. */
  readonly later: (task: () => Promise<void>) => void;
}

/** Runs shadow versions off the request path and counts how often they agree with the response. */
export function createShadowing(outcomes: Tally, { later, ...pieces }: ShadowingOptions): (work: ShadowWork) => void {
  let waitingRows = 0;
  return ({ shadows, rows, answered, classification }) => {
    const count = answered.values.length;
    for (const shadow of shadows) {
      if (waitingRows + count > mostWaitingRows) {
        outcomes.add([shadow.name, 'skipped'], count);
        continue;
      }
      waitingRows += count;
      later(async () => {
        try {
          const inputs = shadow.recode === undefined ? rows : recodeRows(rows, shadow.recode);
          const { values } = await predictInPieces(shadow.model, { rows: inputs, count }, pieces);
          const agreeing = values.reduce(
            (sum, value, row) => sum + (agrees(value, answered.values[row] as number, classification) ? 1 : 0),
            0,
          );
          outcomes.add([shadow.name, 'agrees'], agreeing);
          outcomes.add([shadow.name, 'differs'], count - agreeing);
        } catch {
          outcomes.add([shadow.name, 'failed'], count);
        } finally {
          waitingRows -= count;
        }
      });
    }
  };
}

function agrees(shadow: number, answered: number, classification: boolean): boolean {
  return classification ? shadow === answered : Math.abs(shadow - answered) <= agreement * Math.max(Math.abs(answered), Number.MIN_VALUE);
}

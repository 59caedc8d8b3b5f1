import type { Predictions } from '@modelmonitor/models';
import type { Middleware } from 'koa';
import type { Capture } from '../capture/capture.ts';
import { ProblemError } from '../problem.ts';
import type { LiveFeatures } from '../telemetry/liveFeatures.ts';
import type { Endpoint, Telemetry } from '../telemetry/telemetry.ts';
import { chooseVersion, type VersionWish } from './chooseVersion.ts';
import type { ServingState } from './servingState.ts';
import type { ShadowWork } from './shadowing.ts';
import { recoded } from './version.ts';

/** Rows that were read and wait for an answer. */
interface PredictionRequest {
  /** Row-major, in the contract's categories; not changed afterwards. */
  readonly rows: Float64Array;
  readonly count: number;
  readonly endpoint: Endpoint;
  readonly wish: VersionWish;
  readonly callerId?: string | undefined;
}

export interface PredictionAnswer {
  readonly version: string;
  readonly predictions: Predictions;
  /** Id of a row, for labels that come later. */
  readonly idOf: (row: number) => string;
}

/** What the service works with at this moment; the parts change together on a reload. */
export interface Live {
  readonly state: ServingState;
  readonly capture: Capture;
  /** Undefined until the reference has been read. */
  readonly features: LiveFeatures | undefined;
  /** Lets a request pass or refuses it. */
  readonly authenticate: Middleware;
}

export interface PredictionServiceOptions {
  readonly live: () => Live;
  readonly telemetry: Telemetry;
  readonly shadow: (work: ShadowWork) => void;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
}

export type Predict = (request: PredictionRequest) => Promise<PredictionAnswer>;

/** Predicts rows: choose a version, evaluate, count, capture, and hand the rows to the shadows. */
export function createPredictionService({ live, telemetry, shadow, monotonicSeconds }: PredictionServiceOptions): Predict {
  return async ({ rows, count, endpoint, wish, callerId }) => {
    const { state, capture, features } = live();
    const version = chooseVersion(state, wish);
    const start = monotonicSeconds();
    const outcome = version.model.predict(recoded(rows, version.recode), count);
    const predictions = outcome instanceof Promise ? await outcome : outcome;
    checkFinite(predictions, version.name);
    telemetry.predicted({
      version: version.name,
      endpoint,
      classes: state.contract.classes,
      predictions,
      seconds: monotonicSeconds() - start,
    });
    features?.count(rows);
    const idOf = capture.record({ rows, predictions, version: version.name, callerId });
    if (state.shadows.length > 0)
      shadow({ shadows: state.shadows, rows, answered: predictions, classification: state.contract.task === 'classification' });
    return { version: version.name, predictions, idOf };
  };
}

/** JSON cannot carry NaN: an answer that is no number is a failure of the model. */
function checkFinite({ values }: Predictions, version: string): void {
  for (const value of values) {
    if (!Number.isFinite(value)) throw new ProblemError('internal', `version ${version} predicted ${value}`);
  }
}

import type { Predictions } from '@modelmonitor/models';
import type { Middleware } from 'koa';
import type { Capture } from '../capture/capture.ts';
import type { UnseenCell } from '../contract/refusedRow.ts';
import { ProblemError } from '../problem.ts';
import type { LiveFeatures } from '../telemetry/liveFeatures.ts';
import type { Endpoint, Telemetry } from '../telemetry/telemetry.ts';
import { type LoadedVersion, recodeRows } from './loadVersion.ts';
import { noneLoaded, type ServingState } from './servingState.ts';
import type { ShadowWork } from './shadowing.ts';

/** What a caller may request about the version that answers. */
export interface VersionRequest {
  /** Name of a version. */
  readonly version?: string | undefined;
  /** Text that always gets the same version, such as a customer number. */
  readonly key?: string | undefined;
}

/** Rows to predict. */
interface PredictionRequest {
  /** Row-major, in the contract's categories; not changed afterwards. */
  readonly rows: Float64Array;
  readonly count: number;
  /** Categories that the model does not know and predicts, in the order of the rows. */
  readonly unseen: readonly UnseenCell[];
  readonly endpoint: Endpoint;
  readonly requested: VersionRequest;
  readonly callerId?: string | undefined;
}

export interface PredictionAnswer {
  readonly version: string;
  readonly predictions: Predictions;
  /** Id of a row, for a label that follows later. */
  readonly idOf: (row: number) => string;
}

/** What answers requests at this moment; the parts change together on a reload. */
export interface Live {
  readonly state: ServingState;
  readonly capture: Capture;
  /** Undefined until the reference has been read. */
  readonly features: LiveFeatures | undefined;
  /** Admits a request or refuses it. */
  readonly authenticate: Middleware;
}

/** The authenticator of a monitor without credentials. */
export const openToAll: Middleware = (_context, next) => next();

export interface PredictionServiceOptions {
  readonly live: () => Live;
  readonly telemetry: Telemetry;
  readonly shadow: (work: ShadowWork) => void;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
}

export type Predict = (request: PredictionRequest) => Promise<PredictionAnswer>;

/** Predicts rows: choose a version, evaluate, count, capture, and pass the rows to the shadows. */
export function createPredictionService({ live, telemetry, shadow, monotonicSeconds }: PredictionServiceOptions): Predict {
  return async ({ rows, count, unseen, endpoint, requested, callerId }) => {
    const { state, capture, features } = live();
    const version = chooseVersion(state, requested);
    const start = monotonicSeconds();
    const inputs = version.recode === undefined ? rows : recodeRows(rows, version.recode);
    const outcome = version.model.predict(inputs, count);
    const predictions = outcome instanceof Promise ? await outcome : outcome;
    checkFinite(predictions, version.name);
    telemetry.countPrediction({
      version: version.name,
      endpoint,
      classes: state.contract.classes,
      predictions,
      seconds: monotonicSeconds() - start,
    });
    if (unseen.length > 0) telemetry.tallies.unseenRows.add(['predicted'], new Set(unseen.map(({ row }) => row)).size);
    features?.count(rows);
    const idOf = capture.record({ rows, predictions, version: version.name, unseen, callerId });
    if (state.shadows.length > 0)
      shadow({ shadows: state.shadows, rows, answered: predictions, classification: state.contract.task === 'classification' });
    return { version: version.name, predictions, idOf };
  };
}

/**
 * The version that answers a request.
 *
 * @throws ProblemError 404 for a version that the resource does not have, 503 for one that is not loaded or when none is
 */
export function chooseVersion({ split, versions, failed, monitor }: ServingState, { version, key }: VersionRequest): LoadedVersion {
  if (version !== undefined) return versionNamed({ versions, failed, monitor }, version);
  const name = key === undefined ? split?.next() : split?.sticky(key);
  const chosen = name === undefined ? undefined : versions.get(name);
  if (chosen !== undefined) return chosen;
  throw noneLoaded({ failed, monitor });
}

function versionNamed({ versions, failed, monitor }: Pick<ServingState, 'versions' | 'failed' | 'monitor'>, name: string): LoadedVersion {
  const found = versions.get(name);
  if (found !== undefined && !found.shadow) return found;
  const failure = failed.find((version) => version.name === name && !version.shadow);
  if (failure !== undefined) throw new ProblemError('not_loaded', `version ${name} is not loaded: ${failure.error}`);
  const answering = monitor.spec.model.versions.filter(({ shadow }) => !shadow);
  const known = answering.map((version) => version.name).join(', ');
  throw new ProblemError('unknown_version', `expected one of the versions ${known}, got ${JSON.stringify(name.slice(0, 60))}`);
}

/** JSON cannot carry NaN: a prediction that is not a number is a failure of the model. */
function checkFinite({ values }: Predictions, version: string): void {
  for (const value of values) {
    if (!Number.isFinite(value)) throw new ProblemError('internal', `version ${version} predicted ${value}`);
  }
}

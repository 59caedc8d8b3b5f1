import type { IncomingHttpHeaders } from 'node:http';
import { ModelInputError, type Predictions } from '@modelmonitor/models';
import type { Middleware } from 'koa';
import type { Capture } from '../capture/capture.ts';
import type { UnseenCell } from '../contract/refusedRow.ts';
import { ProblemError, refusal } from '../problem.ts';
import type { LiveFeatures } from '../telemetry/liveFeatures.ts';
import type { Endpoint, Telemetry } from '../telemetry/telemetry.ts';
import { firstRows, inPieces, type PieceOptions } from './inPieces.ts';
import { type LoadedVersion, recodeRows } from './loadVersion.ts';
import { predictInPieces } from './predictInPieces.ts';
import type { RemoteRequest } from './remoteVersion.ts';
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
  /** What the rows were read with; a reload since then must not pass them to another model. */
  readonly live: Live;
  /** Row-major, in the contract's categories; not changed afterwards. */
  readonly rows: Float64Array;
  readonly count: number;
  /** Categories that the model does not know and predicts, in the order of the rows. */
  readonly unseen: readonly UnseenCell[];
  readonly endpoint: Endpoint;
  readonly requested: VersionRequest;
  readonly callerId?: string | undefined;
  /** Headers of the request. */
  readonly headers?: IncomingHttpHeaders;
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

export interface PredictionServiceOptions extends PieceOptions {
  readonly live: () => Live;
  readonly telemetry: Telemetry;
  readonly shadow: (work: ShadowWork) => void;
}

export type Predict = (request: PredictionRequest) => Promise<PredictionAnswer>;

/** Predicts rows: choose a version, evaluate, count, capture, and pass the rows to the shadows. */
export function createPredictionService(options: PredictionServiceOptions): Predict {
  const { live, telemetry, shadow, monotonicSeconds, turn } = options;
  return async (request) => {
    const { rows, count, unseen, endpoint, requested, callerId } = request;
    const { state } = request.live;
    const version = chooseVersion(state, requested);
    const start = monotonicSeconds();
    const outcome = evaluate(version, request, options);
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
    if (count > firstRows) await turn();
    // A reload during the evaluation may have replaced the buffer and the counters: rows of the same inputs belong to the new ones.
    const newest = () => (live().state.contract === state.contract ? live() : request.live);
    const { features } = newest();
    if (features !== undefined) {
      const width = rows.length / count;
      if (count <= firstRows) features.count(rows);
      else await inPieces(count, options, (first, end) => features.count(rows.subarray(first * width, end * width)));
    }
    // Counting takes turns, too, in which a buffer may be replaced.
    const idOf = newest().capture.record({ rows, predictions, version: version.name, unseen, callerId });
    if (state.shadows.length > 0)
      shadow({ shadows: state.shadows, rows, answered: predictions, classification: state.contract.task === 'classification' });
    return { version: version.name, predictions, idOf };
  };
}

/** The predictions for a request; a promise only where the model or the number of rows requires one. */
function evaluate(version: LoadedVersion, request: PredictionRequest, options: PieceOptions): Predictions | Promise<Predictions> {
  try {
    const outcome = evaluateVersion(version, request, options);
    if (!(outcome instanceof Promise)) return outcome;
    return outcome.catch((error: unknown) => {
      throw inputProblem(error, request);
    });
  } catch (error) {
    throw inputProblem(error, request);
  }
}

/** Predicts rows in the contract's categories by one version. @throws ModelInputError for a row that the model cannot predict */
export function evaluateVersion(
  { model, recode, remote }: LoadedVersion,
  request: RemoteRequest,
  options: PieceOptions,
): Predictions | Promise<Predictions> {
  if (remote !== undefined) return remote.predict(request);
  const { rows, count } = request;
  const inputs = recode === undefined ? rows : recodeRows(rows, recode);
  return count <= firstRows ? model.predict(inputs, count) : predictInPieces(model, { rows: inputs, count }, options);
}

/** The refusal of a row that the model cannot predict, as its training library cannot; other errors as they are. */
function inputProblem(error: unknown, { endpoint, live: { state } }: PredictionRequest): unknown {
  if (!(error instanceof ModelInputError)) return error;
  const feature = state.contract.features[error.feature]?.name;
  const pointer = { predict: '/features', predict_batch: `/instances/${error.row}`, infer: '/inputs', events: '' }[endpoint];
  return refusal([
    {
      pointer,
      kind: 'refused_by_model',
      expected: 'a value that the model predicts',
      got: error.message,
      ...(feature === undefined ? {} : { feature }),
    },
  ]);
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

import type { Background, Explainer } from '@modelmonitor/models';
import { ProblemError } from '../problem.ts';
import { backgroundRows, type ReferenceRows } from './backgroundRows.ts';
import { type LoadedVersion, recodeRows } from './loadVersion.ts';
import { chooseVersion, type VersionRequest } from './predictionService.ts';
import type { ServingState } from './servingState.ts';

interface Explanation {
  readonly version: string;
  /** Class index or value, as the model predicts it. */
  readonly prediction: number;
  /** Mean over the background of the explained output: the probability of the predicted class, or the value. */
  readonly base: number;
  /** Contribution of each feature to the difference from `base`, in the order of the contract. */
  readonly contributions: readonly number[];
}

/**
 * @param row in the contract's categories, read against the newest state
 * @throws ProblemError 404 for an unknown version, 501 when it cannot be explained, 503 when it is not loaded or the reference cannot be read
 */
export type Explain = (row: Float64Array, requested: VersionRequest) => Promise<Explanation>;

export interface ExplanationServiceOptions {
  readonly state: () => ServingState;
  /** Reads rows of the reference. */
  readonly background: () => Promise<ReferenceRows>;
}

/** Explains rows. The reference is read on the first request, and again after a reload, which may have changed it. */
export function createExplanationService({ state, background }: ExplanationServiceOptions): Explain {
  const backgrounds = new WeakMap<ServingState, Promise<Background>>();
  const explainers = new WeakMap<Promise<Background>, Map<LoadedVersion, Promise<Explainer>>>();
  const backgroundOf = (serving: ServingState): Promise<Background> => {
    const known = backgrounds.get(serving) ?? readBackground(serving, background);
    backgrounds.set(serving, known);
    // The next request retries a reference that could not be read; a model without explanations stays without.
    known.catch((error: ProblemError) => error.kind === 'no_background' && backgrounds.delete(serving));
    return known;
  };
  return async (row, requested) => {
    const serving = state();
    const version = explainedVersion(serving, requested);
    if (version.model.explainer === undefined) throw notExplainable(version, 'it has no exact contributions');
    const behind = backgroundOf(serving);
    const byVersion = explainers.get(behind) ?? new Map<LoadedVersion, Promise<Explainer>>();
    explainers.set(behind, byVersion);
    const explainer = byVersion.get(version) ?? explainerOf(version, await behind);
    byVersion.set(version, explainer);
    return explanation(version, await explainer, inputsOf(version, row));
  };
}

async function readBackground({ contract }: ServingState, read: () => Promise<ReferenceRows>): Promise<Background> {
  const answer = await read().catch((cause: Error) => {
    throw new ProblemError('no_background', cause.message, { cause });
  });
  const rows = backgroundRows(contract, answer);
  if (rows !== undefined) return rows;
  throw new ProblemError('not_explainable', 'the reference has no rows, or not every feature');
}

/** The version with most traffic, unless the caller requests another: explanations do not count in the traffic split. */
function explainedVersion(state: ServingState, requested: VersionRequest): LoadedVersion {
  const [most] = [...state.weights].sort(([, one], [, other]) => other - one);
  return chooseVersion(state, requested.version === undefined && requested.key === undefined ? { version: most?.[0] } : requested);
}

async function explainerOf(version: LoadedVersion, { rows, count }: Background): Promise<Explainer> {
  try {
    const explainer = await version.model.explainer?.({ rows: inputsOf(version, rows), count });
    if (explainer !== undefined) return explainer;
  } catch (cause) {
    throw notExplainable(version, (cause as Error).message, cause);
  }
  throw notExplainable(version, 'it has no exact contributions');
}

function notExplainable({ name }: LoadedVersion, reason: string, cause?: unknown): ProblemError {
  return new ProblemError('not_explainable', `version ${name} cannot be explained: ${reason}`, { cause });
}

async function explanation(version: LoadedVersion, explainer: Explainer, row: Float64Array): Promise<Explanation> {
  const { values } = await version.model.predict(row, 1);
  const prediction = values[0] as number;
  const output = explainer.outputs > 1 ? prediction : 0;
  const contributions = [...explainer.contributions(row, 1)].filter((_, cell) => cell % explainer.outputs === output);
  return { version: version.name, prediction, base: explainer.base[output] as number, contributions };
}

/** Rows in the categories of the version's model. */
function inputsOf({ recode }: LoadedVersion, rows: Float64Array): Float64Array {
  return recode === undefined ? rows : recodeRows(rows, recode);
}

import { type Background, type Explainer, type Model, ModelInputError } from '@modelmonitor/models';
import { ProblemError, refusal } from '../problem.ts';
import { backgroundRows, type ReferenceRows } from './backgroundRows.ts';
import { type PieceOptions, pieceSeconds } from './inPieces.ts';
import { type LoadedVersion, recodeRows } from './loadVersion.ts';
import { chooseVersion, evaluateVersion, type VersionRequest } from './predictionService.ts';
import { sampledContributions } from './sampledContributions.ts';
import type { ServingState } from './servingState.ts';

interface Explanation {
  readonly version: string;
  /** Class index or value, as the model predicts it. */
  readonly prediction: number;
  /** What is explained: the sum before the link function, the probability of a class, or the value. */
  readonly scale: Explainer['scale'];
  /** Index of the class whose sum or probability is explained; undefined for a regression. */
  readonly output: number | undefined;
  /** Mean over the training or background rows of what is explained. */
  readonly base: number;
  /** Contribution of each feature to the difference from `base`, in the order of the contract. */
  readonly contributions: readonly number[];
  readonly method: 'exact' | 'permutation';
  /** Orders of the features that an estimate averages over; undefined for exact contributions. */
  readonly permutations?: number;
}

/**
 * @param row in the contract's categories, read against the newest state
 * @throws ProblemError 404 for an unknown version, 501 when it cannot be explained, 503 when it is not loaded or the reference cannot be read
 */
export type Explain = (row: Float64Array, requested: VersionRequest) => Promise<Explanation>;

export interface ExplanationServiceOptions extends PieceOptions {
  readonly state: () => ServingState;
  /** Reads rows of the reference. */
  readonly background: () => Promise<ReferenceRows>;
}

/**
 * Explains rows: exactly where the model can, boosted trees from their file alone, others against rows of the reference; else by permutation.
 * The reference is read when a model first needs it, and again after a reload, which may have changed it.
 */
export function createExplanationService(options: ExplanationServiceOptions): Explain {
  const backgroundOf = backgrounds(options.background);
  const explainerOf = explainers(backgroundOf);
  return async (row, requested) => {
    const serving = options.state();
    const version = explainedVersion(serving, requested);
    try {
      const explainer = await explainerOf(serving, version);
      if (explainer !== undefined) return await exactExplanation(serving, { version, row, explainer }, options);
      return await sampledExplanation({ version, row, background: await backgroundOf(serving) }, options);
    } catch (error) {
      throw error instanceof ModelInputError
        ? refusal([{ pointer: '/features', kind: 'refused_by_model', expected: 'a value that the model predicts', got: error.message }])
        : error;
    }
  };
}

type BackgroundOf = (serving: ServingState) => Promise<Background>;

function backgrounds(read: () => Promise<ReferenceRows>): BackgroundOf {
  const known = new WeakMap<ServingState, Promise<Background>>();
  return (serving) => {
    const background = known.get(serving) ?? readBackground(serving, read);
    known.set(serving, background);
    // The next request retries a reference that could not be read; a model without explanations stays without.
    background.catch((error: ProblemError) => error.kind === 'no_background' && known.delete(serving));
    return background;
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

/** The exact explainer of a version; undefined where it has none. */
function explainers(backgroundOf: BackgroundOf): (serving: ServingState, version: LoadedVersion) => Promise<Explainer | undefined> {
  const alone = new WeakMap<Model, Promise<Explainer | undefined>>();
  const withBackground = new WeakMap<Background, Map<LoadedVersion, Promise<Explainer | undefined>>>();
  return async (serving, version) => {
    const { model } = version;
    if (model.explainer === undefined) return undefined;
    const own = alone.get(model) ?? explainerOrNone(model, { rows: new Float64Array(0), count: 0 });
    alone.set(model, own);
    if ((await own) !== undefined) return own;
    const background = await backgroundOf(serving);
    const byVersion = withBackground.get(background) ?? new Map<LoadedVersion, Promise<Explainer | undefined>>();
    withBackground.set(background, byVersion);
    const explainer = byVersion.get(version) ?? explainerOrNone(model, { ...background, rows: inputsOf(version, background.rows) });
    byVersion.set(version, explainer);
    return explainer;
  };
}

/** A model may need background rows, have a combination that is no sum over trees, or be too large to be explained. */
async function explainerOrNone(model: Model, background: Background): Promise<Explainer | undefined> {
  try {
    return await model.explainer?.(background);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The version with most traffic, unless the caller requests another: explanations do not count in the traffic split. */
function explainedVersion(state: ServingState, requested: VersionRequest): LoadedVersion {
  const [most] = [...state.weights].sort(([, one], [, other]) => other - one);
  return chooseVersion(state, requested.version === undefined && requested.key === undefined ? { version: most?.[0] } : requested);
}

interface ExplainedRow {
  readonly version: LoadedVersion;
  readonly row: Float64Array;
}

async function exactExplanation(
  { contract }: ServingState,
  { version, row, explainer }: ExplainedRow & { readonly explainer: Explainer },
  options: PieceOptions,
): Promise<Explanation> {
  const { values } = await evaluateVersion(version, { rows: row, count: 1 }, options);
  const prediction = values[0] as number;
  const { outputs, scale, base, orders } = explainer;
  // One sum for two classes is that of the second.
  const place = outputs > 1 ? prediction : 0;
  const output = contract.classes.length === 0 ? undefined : outputs > 1 ? prediction : 1;
  const contributions = [...(await contributionsOf(explainer, inputsOf(version, row), options))].filter(
    (_, cell) => cell % outputs === place,
  );
  const method = orders === undefined ? ({ method: 'exact' } as const) : ({ method: 'permutation', permutations: orders } as const);
  return { version: version.name, prediction, scale, output, base: base[place] as number, contributions, ...method };
}

/** A model that is slow to explain lets other requests run in between. */
async function contributionsOf({ contributions, steps }: Explainer, row: Float64Array, options: PieceOptions): Promise<Float64Array> {
  if (steps === undefined) return contributions(row, 1);
  const running = steps(row);
  for (let start = options.monotonicSeconds(); ; ) {
    const { done, value } = running.next();
    if (done === true) return value;
    if (options.monotonicSeconds() - start < pieceSeconds) continue;
    await options.turn();
    start = options.monotonicSeconds();
  }
}

async function sampledExplanation(
  { version, row, background }: ExplainedRow & { readonly background: Background },
  options: PieceOptions,
): Promise<Explanation> {
  const { values, probabilities } = await evaluateVersion(version, { rows: row, count: 1 }, options);
  const prediction = values[0] as number;
  const classes = probabilities?.length ?? 0;
  const sampled = await sampledContributions(row, background, async (rows, count) => {
    const answers = await evaluateVersion(version, { rows, count }, options);
    if (answers.probabilities === undefined) return answers.values;
    return Float64Array.from({ length: count }, (_, at) => answers.probabilities?.[at * classes + prediction] as number);
  });
  const isClass = probabilities !== undefined;
  const named = {
    version: version.name,
    prediction,
    scale: isClass ? 'probability' : 'value',
    output: isClass ? prediction : undefined,
  } as const;
  return { ...named, ...sampled, method: 'permutation' };
}

/** Rows in the categories of the version's model. */
function inputsOf({ recode }: LoadedVersion, rows: Float64Array): Float64Array {
  return recode === undefined ? rows : recodeRows(rows, recode);
}

import type { Background, Explainer } from '../explain/explainer.ts';
import { treeExplainer } from '../explain/treeExplainer.ts';
import type { CompiledTrees } from '../trees/compiledTrees.ts';
import type { inputGuard } from './inputGuard.ts';
import { orderOutputs } from './orderOutputs.ts';

/** What an explainer needs of a bound model. */
export interface Explained {
  readonly trees: CompiledTrees;
  readonly guard: ReturnType<typeof inputGuard>;
  /** Added to the sums of each output; empty where nothing is. */
  readonly bias: readonly number[];
  /** For each class of the contract, its index in the file; empty for a regression. */
  readonly order: readonly number[];
}

/** Shapley values of the margins, in the order of the contract's classes. */
export function explainBoosted(
  { trees, guard, bias, order }: Explained,
  { background, scale }: { background: Background; scale: Explainer['scale'] },
): Explainer {
  const { outputs } = trees;
  const explainer = treeExplainer(trees, { scale, background: { ...background, rows: guard(background.rows, { lenient: true }) } });
  const base = explainer.base.map((mean, output) => mean + (bias[output] ?? 0));
  return {
    ...explainer,
    base: orderOutputs(base, order, outputs),
    contributions: (rows, count) => orderOutputs(explainer.contributions(guard(rows), count), order, outputs),
  };
}

import type { Background, Explainer } from '../explain/explainer.ts';
import { treeExplainer } from '../explain/treeExplainer.ts';
import type { CompiledTrees } from '../trees/compiledTrees.ts';
import { treeEvaluator } from '../trees/treeEvaluator.ts';
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
  const evaluate = treeEvaluator(trees);
  const base = explainer.base.map((mean, output) => mean + (bias[output] ?? 0));
  return {
    ...explainer,
    base: orderOutputs(base.slice(), order, outputs),
    contributions(rows, count) {
      const inputs = guard(rows);
      const contributions = explainer.contributions(inputs, count);
      if (trees.sums === 'float32') shareRounding(contributions, { sums: evaluate(inputs, count), base, width: trees.featureCount });
      return orderOutputs(contributions, order, outputs);
    },
  };
}

/**
 * Sums in float32 differ from the exact ones, whose Shapley values these are, by up to 1e-6 of the sum. The features that contribute share the difference,
 * so that contributions and base sum to the margin that the model answers.
 */
function shareRounding(
  contributions: Float64Array,
  { sums, base, width }: { sums: Float64Array; base: Float64Array; width: number },
): void {
  const outputs = base.length;
  for (const [index, sum] of sums.entries()) {
    const output = index % outputs;
    const first = ((index - output) / outputs) * width * outputs + output;
    const last = first + width * outputs;
    let [rest, used] = [sum - (base[output] as number), 0];
    for (let cell = first; cell < last; cell += outputs) {
      rest -= contributions[cell] as number;
      if (contributions[cell] !== 0) used++;
    }
    for (let cell = first; cell < last; cell += outputs) {
      if (contributions[cell] !== 0) contributions[cell] = (contributions[cell] as number) + rest / used;
    }
  }
}

import type { Explainer } from './explainer.ts';

/** The same explainer with its numbers of each row, and its base, in another order. */
export function arrangeExplainer(explainer: Explainer, arrange: (values: Float64Array) => Float64Array): Explainer {
  const { base, steps } = explainer;
  return {
    ...explainer,
    base: arrange(base),
    contributions: (rows, count) => arrange(explainer.contributions(rows, count)),
    ...(steps === undefined
      ? {}
      : {
          *steps(row) {
            return arrange(yield* steps(row));
          },
        }),
  };
}

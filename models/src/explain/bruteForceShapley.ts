import type { CompiledForest } from '../forest/compileForest.ts';

/** Shapley values by their definition, over all coalitions of features: what the fast way is checked against. Base first, then one a feature, each a list by output. */
export function bruteForceShapley(forest: CompiledForest, covers: Float64Array, row: Float64Array): number[][] {
  const width = forest.featureCount;
  const games = Array.from({ length: 2 ** width }, (_, coalition) => gameValue(forest, covers, { row, coalition }));
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const values = Array.from({ length: width }, (_, feature) =>
    games.reduce(
      (sums, without, coalition) => {
        if ((coalition >> feature) % 2 === 1) return sums;
        const size = coalition.toString(2).replaceAll('0', '').length;
        const weight = (factorial(size) * factorial(width - size - 1)) / factorial(width);
        return sums.map((sum, output) => sum + weight * ((games[coalition | (1 << feature)]?.[output] ?? 0) - (without[output] ?? 0)));
      },
      new Array<number>(Math.max(1, forest.classCount)).fill(0),
    ),
  );
  return [games[0] ?? [], ...values];
}

interface Asked {
  readonly row: Float64Array;
  /** Bit by bit: the features whose values are known. */
  readonly coalition: number;
}

/** Lundberg et al. 2018, algorithm 1 (EXPVALUE), over all trees. */
function gameValue(forest: CompiledForest, covers: Float64Array, { row, coalition }: Asked): number[] {
  const answer = new Array<number>(Math.max(1, forest.classCount)).fill(0);
  const goesLeft = (input: number, node: number) =>
    Number.isNaN(input) ? forest.missingLeft[node] === 1 : input < (forest.value[node] ?? 0);
  const visit = (node: number, weight: number): void => {
    const feature = forest.feature[node] ?? -1;
    const value = forest.value[node] ?? 0;
    const right = forest.right[node] ?? 0;
    if (feature < 0) {
      const [output, amount] = forest.aggregation === 'vote' ? [right, 1] : [0, value];
      answer[output] = (answer[output] ?? 0) + weight * amount;
    } else if ((coalition >> feature) % 2 === 1) visit(goesLeft(row[feature] ?? 0, node) ? node + 1 : right, weight);
    else {
      const [cover, left] = [covers[node] ?? 0, covers[node + 1] ?? 0];
      const share = cover === 0 ? 0.5 : left / cover;
      visit(node + 1, weight * share);
      visit(right, weight * (1 - share));
    }
  };
  for (const root of forest.roots) visit(root, 1 / forest.roots.length);
  return answer;
}

import { type CompiledTrees, severalOutputs } from '../trees/compiledTrees.ts';
import { goesLeft } from '../trees/leafOf.ts';

/** The answer to a row of whose features only those of a coalition are known (bit by bit), a number for each output. */
type Game = (coalition: number) => number[];

/** Shapley values by their definition, over all coalitions of features: what the fast way is checked against. Base first, then one per feature, each a list by output. */
export function bruteForceShapley(width: number, game: Game): number[][] {
  const games = Array.from({ length: 2 ** width }, (_, coalition) => game(coalition));
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const values = Array.from({ length: width }, (_, feature) =>
    games.reduce(
      (sums, without, coalition) => {
        if ((coalition >> feature) % 2 === 1) return sums;
        const size = coalition.toString(2).replaceAll('0', '').length;
        const weight = (factorial(size) * factorial(width - size - 1)) / factorial(width);
        return sums.map((sum, output) => sum + weight * ((games[coalition | (1 << feature)]?.[output] ?? 0) - (without[output] ?? 0)));
      },
      (games[0] ?? []).map(() => 0),
    ),
  );
  return [games[0] ?? [], ...values];
}

/** Lundberg et al. 2018, algorithm 1 (EXPVALUE), over all trees. */
export function branchesGame(trees: CompiledTrees, covers: ArrayLike<number>, row: Float64Array): Game {
  return (coalition) => {
    const answer = [...trees.base];
    const counts = answer.map((_, output) => trees.treeOutputs.filter((only) => only < 0 || only === output).length);
    const add = (output: number, amount: number): void => {
      answer[output] = (answer[output] ?? 0) + (trees.combine === 'mean' ? amount / (counts[output] ?? 1) : amount);
    };
    const visit = (tree: number, node: number, weight: number): void => {
      const feature = trees.feature[node] ?? 0;
      const value = trees.value[node] ?? 0;
      const only = trees.treeOutputs[tree] ?? 0;
      const right = node + 1 + (trees.skip[node] ?? 0);
      if (right === node) {
        if (only === severalOutputs.vote) add(value, weight);
        else if (only >= 0) add(only, weight * value);
        else for (const output of counts.keys()) add(output, weight * (trees.vectors[value * counts.length + output] ?? 0));
      } else if ((coalition >> feature) % 2 === 1) visit(tree, goesLeft(trees, node, row[feature] ?? 0) ? node + 1 : right, weight);
      else {
        const [cover, left, other] = [covers[node] ?? 0, covers[node + 1] ?? 0, covers[right] ?? 0];
        visit(tree, node + 1, weight * (cover > 0 ? left / cover : 0.5));
        visit(tree, right, weight * (cover > 0 ? other / cover : 0.5));
      }
    };
    for (let tree = 0; tree < trees.treeOutputs.length; tree++) visit(tree, trees.roots[tree] ?? 0, 1);
    return answer;
  };
}

/** The mean answer over the background rows, each with the known features of the row. */
export function rowsGame(answer: (row: number[]) => number[], background: readonly (readonly number[])[], row: readonly number[]): Game {
  return (coalition) => {
    const answers = background.map((other) =>
      answer(other.map((value, feature) => ((coalition >> feature) % 2 === 1 ? (row[feature] ?? 0) : value))),
    );
    return (answers[0] ?? []).map((_, output) => answers.reduce((sum, one) => sum + (one[output] ?? 0), 0) / answers.length);
  };
}

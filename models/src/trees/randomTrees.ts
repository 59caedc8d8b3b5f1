import fc from 'fast-check';
import type { CategorySet, LinearLeaf, TreeSource, TreesSource } from './treeSource.ts';

interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly comparison: '<' | '<=';
  readonly missingLeft: boolean;
  readonly missingKind: number;
  readonly set: CategorySet | undefined;
  readonly sides: readonly [Nested, Nested];
}

type Nested = { readonly vote: number; readonly values: readonly number[]; readonly linear: LinearLeaf | undefined } | Split;

const outputs = 2;
// Few distinct numbers, so that rows lie on thresholds and paths come back to a feature.
const number = fc.integer({ min: -2, max: 3 });
/** One cell of a row. */
const cell = fc.oneof(
  { weight: 12, arbitrary: number },
  { weight: 4, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity, 0.1, 1e-36, 40, -0) },
);

function nested(width: number, { categories, linear }: TreeOptions): fc.Arbitrary<Nested> {
  const leaf = fc.record({
    vote: fc.nat({ max: outputs - 1 }),
    values: fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: outputs, maxLength: outputs }),
    linear: linear === true ? fc.option(linearLeaf(width), { nil: undefined }) : fc.constant(undefined),
  });
  return fc.letrec<{ node: Nested }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 5, withCrossShrink: true, depthIdentifier: 'tree' },
      leaf,
      fc.record({
        feature: fc.nat({ max: width - 1 }),
        threshold: fc.oneof({ weight: 8, arbitrary: number }, fc.constantFrom(0.1, Infinity, -Infinity, -1.0000000180025095e-35)),
        comparison: fc.constantFrom('<', '<='),
        missingLeft: fc.boolean(),
        missingKind: fc.nat({ max: 2 }),
        set: categories === true ? fc.option(categorySet, { nil: undefined }) : fc.constant(undefined),
        sides: fc.tuple(tie('node'), tie('node')),
      }),
    ),
  })).node;
}

const categorySet: fc.Arbitrary<CategorySet> = fc.oneof(
  fc.record({
    values: fc.uniqueArray(fc.constantFrom(0, 1, 2, 3, 40, 1_000_000)),
    membersGo: fc.constantFrom('left', 'right'),
  }),
  fc.record({
    values: fc.uniqueArray(fc.constantFrom(-1, 0, 0.1, 2)),
    membersGo: fc.constantFrom('left', 'right'),
    exact: fc.constant(true),
  }),
);

function linearLeaf(width: number): fc.Arbitrary<LinearLeaf> {
  return fc.record({ constant: number, features: fc.uniqueArray(fc.nat({ max: width - 1 })) }).map(({ constant, features }) => ({
    constant,
    features,
    coefficients: features.map((feature) => feature / 2 - 0.7),
  }));
}

interface TreeOptions {
  readonly categories?: boolean;
  readonly linear?: boolean;
}

/** A model of every kind of split that trees know, and rows for it; lists of nodes in another order than preorder. */
export function randomTrees(options: TreeOptions): fc.Arbitrary<{ source: TreesSource; rows: number[][] }> {
  return fc.integer({ min: 1, max: 4 }).chain((featureCount) => {
    const row = fc.array(cell, { minLength: featureCount, maxLength: featureCount });
    const tree = fc.record({ root: nested(featureCount, options), output: fc.constantFrom(0, 1, 'vector' as const, 'vote' as const) });
    return fc.record({
      source: fc.record({
        featureCount: fc.constant(featureCount),
        outputs: fc.constant(outputs),
        inputs: fc.constantFrom('float32', 'float64'),
        tinyIsZero: fc.boolean(),
        sums: fc.constantFrom('float32', 'float64'),
        combine: fc.constantFrom('sum', 'mean'),
        base: fc.constantFrom([0, 0], [0.1, -3]),
        trees: fc.array(
          fc.record({ tree, weight: fc.constantFrom(1, 0.3) }).map(({ tree: { root, output }, weight }) => ({
            ...listsOf(root, output),
            weight,
          })),
          { maxLength: 7 },
        ),
      }),
      rows: fc.array(row, { minLength: 1, maxLength: 9 }),
    });
  });
}

/** Nodes level by level, and one that no path reaches. */
function listsOf(root: Nested, output: TreeSource['output']): TreeSource {
  const nodes: Nested[] = [root];
  const [left, right]: [number[], number[]] = [[], []];
  for (let node = 0; node < nodes.length; node++) {
    const at = nodes[node] as Nested;
    left.push('sides' in at ? nodes.push(at.sides[0]) - 1 : -1);
    right.push('sides' in at ? nodes.push(at.sides[1]) - 1 : -1);
  }
  const splits = nodes.map((node) => ('sides' in node ? node : undefined));
  const leaves = nodes.map((node) => ('sides' in node ? undefined : node));
  const orphan = <T>(list: T[], value: T): T[] => [...list, value];
  return {
    output,
    feature: orphan(
      splits.map((split) => split?.feature ?? -1),
      2147483647,
    ),
    threshold: orphan(
      splits.map((split) => split?.threshold ?? Number.NaN),
      Number.NaN,
    ),
    comparison: orphan(
      splits.map((split) => split?.comparison ?? '<'),
      '<',
    ),
    missingLeft: orphan(
      splits.map((split) => split?.missingLeft ?? false),
      false,
    ),
    missingKind: orphan(
      splits.map((split) => split?.missingKind ?? 0),
      0,
    ),
    left: orphan(left, 99),
    right: orphan(right, 99),
    value: [
      ...leaves.flatMap((leaf) => valuesOf(leaf ?? { vote: 0, values: [0, 0] }, output)),
      ...valuesOf({ vote: 0, values: [0, 0] }, output),
    ],
    sets: new Map(splits.flatMap((split, node) => (split?.set === undefined ? [] : [[node, split.set]]))),
    linear: new Map(
      leaves.flatMap((leaf, node) => (leaf?.linear === undefined || typeof output === 'string' ? [] : [[node, leaf.linear]])),
    ),
  };
}

function valuesOf(
  { vote, values }: { readonly vote: number; readonly values: readonly number[] },
  output: TreeSource['output'],
): readonly number[] {
  if (output === 'vector') return values;
  return output === 'vote' ? [vote] : values.slice(0, 1);
}

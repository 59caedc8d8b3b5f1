import fc from 'fast-check';
import { RandomForestClassifier, RandomForestRegression } from 'ml-random-forest';
import type { ModelContract } from '../model.ts';
import { forestFileFrom } from './forestFileFrom.ts';
import { loadForest } from './loadForest.ts';

const bytes = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
const jsonOf = (forest: RandomForestClassifier | RandomForestRegression) => JSON.parse(JSON.stringify(forest));

// Few distinct values, so that equal inputs, and rows that lie on a threshold, are common; and the missing value.
const input = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -3, max: 3, noNaN: true }));
const inputOrMissing = fc.oneof({ weight: 9, arbitrary: input }, { weight: 1, arbitrary: fc.constant(Number.NaN) });

const trainings = fc.integer({ min: 1, max: 5 }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    rows: fc.array(fc.array(input, { minLength: columns, maxLength: columns }), { minLength: 4, maxLength: 30 }),
    asked: fc.array(fc.array(inputOrMissing, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 20 }),
    classCount: fc.integer({ min: 2, max: 4 }),
    targets: fc.array(fc.nat({ max: 999 }), { minLength: 30, maxLength: 30 }),
    forest: fc.record({
      nEstimators: fc.integer({ min: 1, max: 8 }),
      // At least one column: 1/5 of five.
      maxFeatures: fc.constantFrom(1.0, Math.max(0.6, 1 / columns)),
      replacement: fc.boolean(),
      seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      noOOB: fc.constant(true),
    }),
    treeOptions: fc.constantFrom({ minNumSamples: 1, gainThreshold: 0 }, { minNumSamples: 3 }, { maxDepth: 2 }),
  }),
);

function contractOf(columns: number, classes: readonly string[]): ModelContract {
  return {
    task: classes.length > 0 ? 'classification' : 'regression',
    features: Array.from({ length: columns }, (_, index) => ({ name: `x${index}`, type: 'numeric' })),
    classes,
  };
}

function loadBothWays(json: ReturnType<typeof jsonOf>, contract: ModelContract) {
  const features = contract.features.map(({ name }) => name);
  const file = forestFileFrom(json, { features, categories: {}, classes: contract.classes, training: {} });
  return [file, json].map((model) => loadForest(bytes(model), contract));
}

test('a classification forest gives the predictions and vote shares of ml-random-forest', () => {
  fc.assert(
    fc.property(trainings, ({ columns, rows, asked, classCount, targets, forest, treeOptions }) => {
      const trained = new RandomForestClassifier({ ...forest, treeOptions });
      trained.train(
        rows,
        rows.map((_, row) => (targets[row] ?? 0) % classCount),
      );
      const json = jsonOf(trained);
      const contract = contractOf(
        columns,
        Array.from({ length: classCount }, (_, index) => `class ${index}`),
      );
      const reference = RandomForestClassifier.load(json);
      // Shares are counted here from each tree's vote: predictProbability starts its sum from the first vote's class index.
      const votes = asked.map((row) => reference.predictionValues([row]).to1DArray());
      const shares = votes.flatMap((vote) => contract.classes.map((_, index) => vote.filter((of) => of === index).length / vote.length));
      for (const model of loadBothWays(json, contract)) {
        const { values, probabilities } = model.predict(Float64Array.from(asked.flat()), asked.length);
        expect([...values]).toEqual(reference.predict(asked));
        expect([...(probabilities ?? [])]).toEqual(shares);
      }
    }),
    { numRuns: 100 },
  );
});

test.each(['mean', 'median'] as const)(
  'a regression forest gives the %s that ml-random-forest gives, to the last bit',
  (selectionMethod) => {
    fc.assert(
      fc.property(trainings, ({ columns, rows, asked, targets, forest, treeOptions }) => {
        const trained = new RandomForestRegression({ ...forest, treeOptions, selectionMethod });
        trained.train(
          rows,
          rows.map((_, row) => (targets[row] ?? 0) / 7),
        );
        const json = jsonOf(trained);
        const reference = RandomForestRegression.load(json);
        for (const model of loadBothWays(json, contractOf(columns, []))) {
          const { values, probabilities } = model.predict(Float64Array.from(asked.flat()), asked.length);
          expect([...values]).toEqual(reference.predict(asked));
          expect(probabilities).toBeUndefined();
        }
      }),
      { numRuns: 100 },
    );
  },
);

test('a row asked alone gets the answer it gets in a batch', () => {
  fc.assert(
    fc.property(trainings, ({ columns, rows, asked, targets, forest }) => {
      const trained = new RandomForestRegression({ ...forest, selectionMethod: 'median' });
      trained.train(rows, targets.slice(0, rows.length));
      const model = loadForest(bytes(trained), contractOf(columns, []));
      const batch = model.predict(Float64Array.from(asked.flat()), asked.length).values;
      const alone = asked.map((row) => model.predict(Float64Array.from(row), 1).values[0]);
      expect(alone).toEqual([...batch]);
    }),
    { numRuns: 30 },
  );
});

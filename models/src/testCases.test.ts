import type { Model } from './model.ts';
import { answerDifferences, bytesOf, contractOf, contributionDifferences, readTestCase, rowsOf, testFiles } from './testCases.ts';

const testCase = readTestCase('xgboost-categorical-partition');
const { expected } = testCase;
const answers = Float64Array.from(expected.rows.map(([prediction]) => Number(prediction)));
const model: Model = {
  categories: { region: ['east', 'north', 'south', 'west'], plan: ['basic', 'gold', 'plus'] },
  predict: () => ({ values: answers }),
  margins: () => ({ outputs: 1, values: answers }),
};

test('a case has rows as a model takes them: categories by index, missing cells as NaN', () => {
  expect(contractOf(testCase)).toMatchObject({ task: 'regression', classes: [] });
  expect([...rowsOf(testCase, model).subarray(0, 16)]).toEqual([
    ...[60, 17361.9, 0.34889999999999993, 32.2, 4, 8.4, 0, 1],
    ...[48, Number.NaN, 0.47290003299713135, 35, 4, Number.NaN, 1, 1],
  ]);
});

test('files that hold the same model are separate rows of a suite', () => {
  expect(testFiles('xgboost-categorical-partition').map(({ name }) => name)).toEqual([
    'xgboost-categorical-partition/model.json',
    'xgboost-categorical-partition/model.ubj',
  ]);
});

test('a model that answers as its library has no differences; one value that is off is named with its row and column', async () => {
  expect(await answerDifferences(testCase, model)).toEqual([]);
  const off = answers.with(7, 1);
  expect(await answerDifferences(testCase, { ...model, predict: () => ({ values: off }) })).toEqual([
    `row 7, prediction: expected ${answers[7]}, got 1`,
  ]);
});

test('contributions are compared with those of the case, and a file it does not have is an error', async () => {
  const explained = readTestCase('xgboost-regression');
  const contributions = new Float64Array(6 * 200);
  const explainer = async () => ({ scale: 'margin' as const, outputs: 1, base: Float64Array.of(0), contributions: () => contributions });
  const differences = await contributionDifferences(explained, { ...model, explainer }, { absolute: 1e-5, relative: 0 });
  expect(differences[0]).toMatch(/^row 0, output 0, age: expected -?\d+\.\d+, got 0$/);
  expect(() => bytesOf(explained, 'model.txt')).toThrow('xgboost-regression has the files model.json, model.ubj, not model.txt');
});

test('a missing first cell is a cell', () => {
  const { rows } = readTestCase('xgboost-regression');
  expect(rows.rows[5]).toEqual([null, 21125.96, 0.1011, 3.4, 4, -816.3399658203125]);
});

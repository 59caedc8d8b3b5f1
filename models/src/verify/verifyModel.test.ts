import type { Model, ModelContract } from '../model.ts';
import { readVerifyRows } from './readVerifyRows.ts';
import { VerificationError } from './verificationError.ts';
import { verifyModel } from './verifyModel.ts';

const contract: ModelContract = {
  task: 'classification',
  features: [
    { name: 'x', type: 'numeric' },
    { name: 'soil', type: 'categorical' },
  ],
  classes: ['no', 'yes'],
};

/** Predicts yes with the probability x; a category that it does not know makes it sure of no, a missing one is clay. */
const model: Model = {
  categories: { soil: ['clay', '1.0'] },
  predict(rows, count) {
    const shares = Float64Array.from({ length: count }, (_, row) => ((rows[row * 2 + 1] as number) >= 2 ? 0 : (rows[row * 2] as number)));
    return {
      values: shares.map((share) => (share > 0.5 ? 1 : 0)),
      probabilities: Float64Array.from([...shares].flatMap((share) => [1 - share, share])),
    };
  },
};
const regression: ModelContract = { ...contract, task: 'regression', classes: [] };
const numbers: Model = {
  ...model,
  predict: (rows, count) => ({ values: Float64Array.from({ length: count }, (_, row) => rows[row * 2] as number) }),
};

const verify = (rows: object[], tolerance?: number) =>
  verifyModel(model, contract, { rows: readVerifyRows(Buffer.from(JSON.stringify({ rows }))), tolerance });
const verifyNumbers = (rows: object[], tolerance?: number) =>
  verifyModel(numbers, regression, { rows: readVerifyRows(Buffer.from(JSON.stringify({ rows }))), tolerance });

test.each([
  { name: 'its own predictions', rows: [{ features: { x: 0.9, soil: 'clay' }, prediction: 'yes', probabilities: { no: 0.1, yes: 0.9 } }] },
  { name: 'probabilities within the tolerance', rows: [{ features: { x: 0.9, soil: null }, probabilities: { yes: 0.900_009 } }] },
  { name: 'a category as a number', rows: [{ features: { x: 0.9, soil: 1 }, prediction: 'yes' }] },
  { name: 'an unknown category', rows: [{ features: { x: 0.9, soil: 'moon' }, prediction: 'no' }] },
  { name: 'either of two classes that are as likely', rows: [{ features: { x: 0.5 }, prediction: 'yes' }] },
  { name: 'rows without predictions', rows: [{ features: { x: 0.2, soil: 'clay' } }] },
])('$name are reproduced', async ({ rows }) => {
  await expect(verify(rows)).resolves.toBeUndefined();
});

const good = { features: { x: 0.9, soil: 'clay' }, prediction: 'yes' };

test.each([
  {
    name: 'another class',
    rows: [good, { features: { x: 0.2, soil: 'clay' }, prediction: 'yes' }],
    message: 'the model does not reproduce its recorded predictions: verify row 2 of 2: expected class "yes", got "no"',
  },
  {
    name: 'another probability',
    rows: [
      { features: { x: 0.75, soil: 'clay' }, probabilities: { yes: 0.7 } },
      { features: { x: 0.2 }, probabilities: { yes: 1 } },
    ],
    message: 'verify row 1 of 2: expected probability 0.7 of class "yes" (± 0.00001), got 0.75; 2 of 2 rows differ',
  },
  {
    name: 'a class the model does not have',
    rows: [{ features: { x: 0.75 }, probabilities: { maybe: 0.7 } }],
    message: 'expected a probability of class "maybe", got the classes no, yes',
  },
  { name: 'no number', rows: [{ features: { x: null, soil: 'clay' } }], message: 'expected finite probabilities, got NaN' },
  {
    name: 'a feature of another model',
    rows: [{ features: { y: 1 } }],
    message: 'verify row 1: expected the features x, soil, got "y" too',
  },
  {
    name: 'a text for a number',
    rows: [{ features: { x: 'much' } }],
    message: 'verify row 1: feature "x": expected a number or null, got "much"',
  },
])('$name: says row, expected and got', async ({ rows, message }) => {
  await expect(verify(rows)).rejects.toThrow(VerificationError);
  await expect(verify(rows)).rejects.toThrow(message);
});

test.each([
  { rows: [{ features: { x: 1e6 }, prediction: 1e6 + 9 }], message: undefined },
  { rows: [{ features: { x: 1e6 }, prediction: 1e6 + 11 }], message: 'verify row 1 of 1: expected 1000011 (± 10.0001), got 1000000' },
  { rows: [{ features: { x: 2 }, prediction: 3 }], tolerance: 0.5, message: undefined },
  { rows: [{ features: { x: null } }], message: 'expected a finite number, got NaN' },
])('a regression is compared relative to the size of the value: $rows', async ({ rows, tolerance, message }) => {
  const outcome = verifyNumbers(rows, tolerance);
  if (message === undefined) await expect(outcome).resolves.toBeUndefined();
  else await expect(outcome).rejects.toThrow(message);
});

test.each([
  { text: 'rows', message: 'verify rows: expected JSON in UTF-8, got other bytes' },
  { text: '[1]', message: 'verify rows: expected JSON {"rows": [{"features": {…}, "prediction": …}]}, got no rows' },
  { text: '{"rows":[]}', message: 'verify rows: expected 1 to 10000 rows, got 0' },
  { text: '{"rows":[[1]]}', message: 'verify row 1: expected an object with features, got [1]' },
  { text: '{"rows":[{"features":{"x":[1]}}]}', message: 'verify row 1: expected a number, a text or null for the feature "x", got [1]' },
  { text: '{"rows":[{"features":{},"prediction":{}}]}', message: 'expected a class or a number as prediction, got {}' },
  { text: '{"rows":[{"features":{},"probabilities":{"a":"1"}}]}', message: 'expected probabilities as numbers by class, got {"a":"1"}' },
])('$text is refused', ({ text, message }) => {
  expect(() => readVerifyRows(Buffer.from(text))).toThrow(message);
});

import { celEvaluator, celValue } from '../validation/celRules.ts';
import { rulesForUnseen } from './rulesForUnseen.ts';

const [rule] = rulesForUnseen(['linear', 'tabular']);
const check = celEvaluator();

test.each([
  { unseen: 'predict', formats: ['forest', 'linear'], holds: false },
  { unseen: 'predict', formats: ['forest'], holds: true },
  { unseen: 'capture', formats: ['linear'], holds: true },
  { unseen: undefined, formats: ['linear'], holds: true },
])('unseen: $unseen with versions of $formats: $holds', ({ unseen, formats, holds }) => {
  const features = [{ name: 'x' }, { name: 'soil', ...(unseen === undefined ? {} : { unseen }) }];
  const self = celValue({ features, versions: formats.map((format) => ({ format })) }, {});
  const found = rule && check(rule, { self }, ['spec', 'model']);
  expect(found?.message).toBe(
    holds
      ? undefined
      : 'unseen: predict is not for versions of the format linear, tabular, whose models know no other categories; expected capture or refuse',
  );
});

test('there is no rule where every format predicts such categories', () => {
  expect(rulesForUnseen([])).toEqual([]);
});

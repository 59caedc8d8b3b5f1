import { baseMargins } from './baseMargins.ts';

// What XGBoost 3.2.0 answers to a model without splits, and 3.1.2 where a probability is not bounded.
test.each([
  { text: '5E-1', scale: 'logit', margin: 0 },
  { text: '[0]', scale: 'logit', margin: -13.815509796142578 },
  { text: '1', scale: 'logit', margin: 13.745160102844238 },
  { text: '0.500000', scale: 'logit', margin: 0 },
  { text: '2E-1', scale: 'logit', margin: -1.3862943649291992 },
  { text: '1E-7', scale: 'logit', margin: -13.815509796142578 },
  { text: '1E-7', scale: 'unbounded logit', margin: -16.11809539794922 },
  { text: '9.999999E-1', scale: 'unbounded logit', margin: 15.942384719848633 },
  { text: '1', scale: 'unbounded logit', margin: 13.745160102844238 },
  { text: '3E0', scale: 'log', margin: 1.0986123085021973 },
  { text: '0', scale: 'log', margin: -Infinity },
  { text: '-2.5E0', scale: 'margin', margin: -2.5 },
] as const)('base score $text of scale $scale is the margin $margin', ({ text, scale, margin }) => {
  expect(baseMargins(text, scale, 1)).toEqual([margin]);
});

test('one base score counts for every output, a list has one each', () => {
  expect(baseMargins('5E-1', 'margin', 3)).toEqual([0.5, 0.5, 0.5]);
  expect(baseMargins('[5E-1,2.5E-1,1E0]', 'margin', 3)).toEqual([0.5, 0.25, 1]);
});

test.each(['', '[]', 'half', '[1,2]', '[1,,2]', '1e999', '-1'])('refuses the base score "%s"', (text) => {
  expect(() => baseMargins(text, 'log', 3)).toThrow(`learner.learner_model_param.base_score: expected one number or 3, got "${text}"`);
});

import { trainTestSplit } from './trainTestSplit.ts';

const target = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2];

test('each class is split by the same share, and each row is in exactly one part', () => {
  const { train, test: tested } = trainTestSplit(target, { testShare: 0.2, seed: 1, stratified: true });
  expect(tested.map((row) => target[row])).toEqual([0, 0, 1]);
  expect([...train, ...tested].sort((left, right) => left - right)).toEqual([...target.keys()]);
});

test('a class with one row is in the training part', () => {
  expect(trainTestSplit(target, { testShare: 0.9, seed: 1, stratified: true }).train).toContain(15);
});

test('the seed determines the split', () => {
  const split = (seed: number) => trainTestSplit(target, { testShare: 0.5, seed, stratified: false });
  expect(split(3)).toEqual(split(3));
  expect(split(3)).not.toEqual(split(4));
});

test('an empty part is rejected', () => {
  expect(() => trainTestSplit([0, 1], { testShare: 0.2, seed: 1, stratified: true })).toThrow('got 2 and 0 with a test share of 0.2');
});

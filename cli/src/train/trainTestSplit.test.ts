import { trainTestSplit } from './trainTestSplit.ts';

const target = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2];

test('each class is split by the same share, and each row is in one part', () => {
  const { train, test: tested } = trainTestSplit(target, { testShare: 0.2, seed: 1, stratified: true });
  expect(tested.map((row) => target[row])).toEqual([0, 0, 1]);
  expect([...train, ...tested].sort((left, right) => left - right)).toEqual([...target.keys()]);
});

test('a class of one row is trained on', () => {
  expect(trainTestSplit(target, { testShare: 0.9, seed: 1, stratified: true }).train).toContain(15);
});

test('the seed decides', () => {
  const split = (seed: number) => trainTestSplit(target, { testShare: 0.5, seed, stratified: false });
  expect(split(3)).toEqual(split(3));
  expect(split(3)).not.toEqual(split(4));
});

test('an empty part is refused', () => {
  expect(() => trainTestSplit([0, 1], { testShare: 0.2, seed: 1, stratified: true })).toThrow('leaves 2 rows to train and 0 to test on');
});

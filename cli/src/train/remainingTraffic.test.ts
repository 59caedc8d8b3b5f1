import { remainingTraffic } from './remainingTraffic.ts';

test.each([
  { name: 'one version gives all it can', percents: [100], taken: 20, expected: [80] },
  { name: 'two give in proportion', percents: [80, 20], taken: 10, expected: [72, 18] },
  { name: 'the largest remainder gets the percent that is left', percents: [34, 33, 33], taken: 50, expected: [17, 17, 16] },
  { name: 'a version that takes nothing changes nothing', percents: [60, 40], taken: 0, expected: [60, 40] },
  { name: 'a version that takes all leaves nothing', percents: [60, 40], taken: 100, expected: [0, 0] },
])('$name', ({ percents, taken, expected }) => {
  expect(remainingTraffic(percents, taken)).toEqual(expected);
});

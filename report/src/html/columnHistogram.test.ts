import { histogramPath } from './columnHistogram.ts';

test('bars that touch share an outline', () => {
  const bars = [
    { from: 0, to: 0.5, share: 0.2 },
    { from: 0.5, to: 1, share: 0.4 },
  ];
  expect(histogramPath(bars, 0.4)).toBe('M0 200V100H300V0H600V200');
});

test('bars apart are closed each', () => {
  const bars = [
    { from: 0.1, to: 0.4, share: 1 },
    { from: 0.6, to: 0.9, share: 0.5 },
  ];
  expect(histogramPath(bars, 1)).toBe('M60 200V0H240V200M360 200V100H540V200');
});

test('no bars draw nothing', () => {
  expect(histogramPath([], 1)).toBe('');
});

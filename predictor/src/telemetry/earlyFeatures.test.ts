import type { ReferenceBins } from '@modelmonitor/tables';
import type { Contract } from '../contract/contract.ts';
import { createEarlyFeatures } from './earlyFeatures.ts';
import { createLiveFeatures } from './liveFeatures.ts';

const x = { name: 'x', type: 'numeric', optional: true, unseen: 'capture', minimum: 0, maximum: 9, categories: [] } as const;
const contract: Contract = { task: 'regression', target: 'y', classes: [], features: [x] };
const bins: ReferenceBins = {
  features: { x: { kind: 'numeric', edges: [10], labels: ['-Inf..10', '10..+Inf', 'missing'], ratios: [0.5, 0.5, 0] } },
  prediction: null,
};

test('rows before the bins of the reference are known are counted once they are', () => {
  const early = createEarlyFeatures(1);
  early.count(Float64Array.of(1, 20));
  early.count(Float64Array.of(Number.NaN));
  expect([...early.counts(), ...early.ratios()]).toEqual([]);
  expect(early.notCounted).toBe(1);
  const live = createLiveFeatures(contract, bins, []);
  early.countInto(live);
  expect([...live.counts()].map(({ value }) => value)).toEqual([1, 1, 1]);
});

test('at most a hundred thousand rows wait', () => {
  const early = createEarlyFeatures(1);
  for (let batch = 0; batch < 12; batch++) early.count(new Float64Array(10_000));
  const live = createLiveFeatures(contract, bins, []);
  early.countInto(live);
  expect([...live.counts()].map(({ value }) => value)).toEqual([100_000, 0, 0]);
});

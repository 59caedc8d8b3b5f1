import type { Version } from '../schema/model.ts';
import { trafficWeights } from './trafficWeights.ts';

const version = (name: string, more: Partial<Version> = {}): Version => ({
  name,
  format: 'forest',
  source: { configMap: { name: 'm', key: 'k' } },
  shadow: false,
  ...more,
});

test.each([
  { name: 'a single version takes everything', versions: [version('v1')], weights: { v1: 100 } },
  { name: 'a shadow takes nothing', versions: [version('v1'), version('v2', { shadow: true })], weights: { v1: 100 } },
  {
    name: 'several take their shares',
    versions: [version('v1', { traffic: 80 }), version('v2', { traffic: 20 })],
    weights: { v1: 80, v2: 20 },
  },
  {
    name: 'one among several without a share takes none',
    versions: [version('v1', { traffic: 100 }), version('v2')],
    weights: { v1: 100, v2: 0 },
  },
])('$name', ({ versions, weights }) => {
  expect(Object.fromEntries(trafficWeights(versions))).toEqual(weights);
});

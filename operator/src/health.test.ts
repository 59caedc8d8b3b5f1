import type { Cache } from '@modelmonitor/kube';
import { healthProblems, readyProblems } from './health.ts';

const cache = (kind: string, { lastSeen = 0, synced = true } = {}): Cache => ({
  kind,
  synced: () => synced,
  lastSeen: () => lastSeen,
  size: () => 0,
  stop: async () => undefined,
});

test('a cache that is silent for five minutes longer than the others is a reason to replace the process', () => {
  const caches = [cache('Deployment', { lastSeen: 400_000 }), cache('Service', { lastSeen: 99_999 })];
  expect(healthProblems(caches)).toEqual(['the cache of Service has received nothing for more than five minutes, other caches have']);
  expect(healthProblems([cache('Deployment', { lastSeen: 400_000 }), cache('Service', { lastSeen: 100_000 })])).toEqual([]);
});

test('a cache that is not filled is awaited, unless its kind may not be read', () => {
  const caches = [cache('Deployment'), cache('Service', { synced: false }), cache('Prometheus', { synced: false })];
  const mayRead = (kind: string) => kind !== 'Prometheus';
  expect(readyProblems(caches, { kindsKnown: true, mayRead })).toEqual(['the cache of Service is not filled yet']);
  expect(readyProblems([cache('Deployment')], { kindsKnown: false, mayRead })).toEqual(['the kinds of the API server are not known yet']);
});

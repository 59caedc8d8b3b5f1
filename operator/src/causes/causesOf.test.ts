import type { JobItem } from '../caches/jobs.ts';
import { noon, testFacts } from '../status/testFacts.ts';
import type { CauseReader } from './causeReader.ts';
import { causesOf } from './causesOf.ts';

test.each([
  { age: 900, ready: false, texts: [], wait: 1600 },
  { age: 2000, ready: false, texts: ['exceeded quota'], wait: undefined },
  { age: 900, ready: true, texts: [], wait: undefined },
])('a run of $age ms whose pod is ready: $ready', async ({ age, ready, texts, wait }) => {
  const { plan, deployment, template } = testFacts();
  const causes = { ofRun: async () => 'exceeded quota', forget: () => undefined } as unknown as CauseReader;
  const job = { name: 'wine-drift-1', uid: 'one', createdAt: noon - age, outcome: 'running', ready, endedAt: undefined } as JobItem;
  const { signal } = new AbortController();
  const input = { plan, deployment, template, previous: {}, jobs: [job], now: noon, signal };
  const found = await causesOf({ causes, key: 'models/wine', ...input });
  expect([[...found.runCauses.values()], found.wait]).toEqual([texts, wait]);
});

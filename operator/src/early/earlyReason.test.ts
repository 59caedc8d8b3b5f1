import type { DriftTrigger, PodStatus } from '@modelmonitor/api';
import { earlyReason } from './earlyReason.ts';

const hourly: DriftTrigger = { schedule: { everyMilliseconds: 3_600_000 }, suspend: false };
const early = { rows: 100, ageMilliseconds: 3_600_000, minIntervalMilliseconds: 600_000 };
const minute = 60_000;
const now = 100 * minute;
const pod = (more: Partial<PodStatus> = {}): PodStatus => ({ newRows: 0, firstNewAt: null, versions: [], ...more });

test.each<{
  name: string;
  trigger?: Partial<DriftTrigger>;
  pods: PodStatus[];
  lastStartedAt?: number;
  reason: ReturnType<typeof earlyReason>;
}>([
  { name: 'no wish and no rows', pods: [pod()], lastStartedAt: 0, reason: undefined },
  { name: 'rows alone, without early checks', pods: [pod({ newRows: 1_000_000, firstNewAt: 0 })], lastStartedAt: 0, reason: undefined },
  {
    name: 'rows of all pods together',
    trigger: { early },
    pods: [pod({ newRows: 60 }), pod({ newRows: 60 })],
    lastStartedAt: 0,
    reason: 'rows',
  },
  {
    name: 'rows soon after a check',
    trigger: { early },
    pods: [pod({ newRows: 500 })],
    lastStartedAt: now - 9 * minute,
    reason: undefined,
  },
  { name: 'a wish, before the first check', pods: [pod(), pod({ checkRequestedAgo: 5000 })], reason: 'request' },
  { name: 'a wish after the last check', pods: [pod({ checkRequestedAgo: 5000 })], lastStartedAt: now - 2 * minute, reason: 'request' },
  { name: 'a wish within a minute of a check', pods: [pod({ checkRequestedAgo: 5000 })], lastStartedAt: now - 59_000, reason: undefined },
  { name: 'a wish that was met', pods: [pod({ checkRequestedAgo: 3 * minute })], lastStartedAt: now - 2 * minute, reason: undefined },
  { name: 'a wish while checks are paused', trigger: { suspend: true }, pods: [pod({ checkRequestedAgo: 5000 })], reason: undefined },
])('$name: $reason', ({ trigger = {}, pods, lastStartedAt, reason }) => {
  expect(earlyReason({ ...hourly, ...trigger }, pods, { lastStartedAt, now })).toBe(reason);
});

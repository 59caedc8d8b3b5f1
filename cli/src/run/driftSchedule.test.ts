import type { DriftTrigger } from '@modelmonitor/api';
import { driftSchedule } from './driftSchedule.ts';

const hour = 3_600_000;
const hourly: DriftTrigger = {
  schedule: { everyMilliseconds: hour },
  early: { rows: 100, ageMilliseconds: 10 * 60_000, minIntervalMilliseconds: 10_000 },
  suspend: false,
};

/** What happens to the monitor while time passes, in milliseconds since the start. */
interface World {
  trigger: DriftTrigger;
  newRows: number;
  /** Whether checks fail. */
  failing: boolean;
}

/** Lets time pass as fast as the schedule asks for it. @returns seconds since the start at which checks began */
async function checksWithin(milliseconds: number, happens: (elapsed: number, world: World) => void, from = '2025-03-29T12:00:00Z') {
  const start = Date.parse(from);
  const world: World = { trigger: hourly, newRows: 0, failing: false };
  const controller = new AbortController();
  const checks: number[] = [];
  let elapsed = 0;
  happens(0, world);
  const clock = {
    now: () => new Date(start + elapsed),
    monotonicMilliseconds: () => elapsed,
    sleep: async (pause: number) => {
      elapsed += pause;
      happens(elapsed, world);
      if (elapsed >= milliseconds) controller.abort();
    },
  };
  const predictor = {
    newRows: () => world.newRows,
    trigger: () => world.trigger,
    runDriftCheck: async () => {
      checks.push(elapsed / 1000);
      world.newRows = 0;
      if (world.failing) throw new Error('the drift job ended with code 1');
      return {} as never;
    },
  };
  await driftSchedule(predictor, clock, controller.signal);
  return checks;
}

const once = (at: number, change: (world: World) => void) => (elapsed: number, world: World) => {
  if (elapsed === at) change(world);
};

test('without traffic checks come with the interval', async () => {
  expect(await checksWithin(3.5 * hour, () => undefined)).toEqual([3600, 7200, 10_800]);
});

test('enough rows start a check at once, and the interval counts from there', async () => {
  const full = once(60_000, (world) => {
    world.newRows = 100;
  });
  expect(await checksWithin(1.5 * hour, full)).toEqual([60, 3660]);
});

test('fewer rows wait until the first of them is five seconds short of the age', async () => {
  const slow = (elapsed: number, world: World) => {
    if (elapsed >= 60_000 && elapsed <= 120_000) world.newRows = 3;
  };
  // Seen at 60 s, ten minutes old at 660 s.
  expect(await checksWithin(0.5 * hour, slow)).toEqual([655]);
});

test('rows that come during a check start the next age', async () => {
  const steady = (elapsed: number, world: World) => {
    if (elapsed % 30_000 === 0) world.newRows++;
  };
  expect(await checksWithin(0.6 * hour, steady)).toEqual([595, 1195, 1795]);
});

test('a check that fails ends nothing', async () => {
  const failing = once(0, (world) => {
    world.failing = true;
  });
  expect(await checksWithin(2.5 * hour, failing)).toEqual([3600, 7200]);
});

test('nothing starts while suspended; what was due starts when it is over', async () => {
  const suspended = (elapsed: number, world: World) => {
    world.newRows = elapsed < 1.5 * hour ? 1000 : world.newRows;
    world.trigger = { ...hourly, suspend: elapsed < 1.5 * hour };
  };
  expect(await checksWithin(2 * hour, suspended)).toEqual([5400]);
});

test('a schedule that a reload changes counts from the reload', async () => {
  const reloaded = once(0.5 * hour, (world) => {
    world.trigger = { ...hourly, schedule: { everyMilliseconds: 0.25 * hour } };
  });
  expect(await checksWithin(1.1 * hour, reloaded)).toEqual([2700, 3600]);
});

test('a reload that leaves the schedule as it is does not put it off', async () => {
  const reloaded = (elapsed: number, world: World) => {
    world.trigger = {
      ...hourly,
      schedule: { everyMilliseconds: hour },
      early: { rows: 100 + elapsed, ageMilliseconds: hour, minIntervalMilliseconds: 10_000 },
    };
  };
  expect(await checksWithin(1.1 * hour, reloaded)).toEqual([3600]);
});

test('a smaller number of rows that a reload brings counts for the rows that are there', async () => {
  const reloaded = (elapsed: number, world: World) => {
    if (elapsed === 1000) world.newRows = 50;
    if (elapsed === 5000) world.trigger = { ...hourly, early: { rows: 50, ageMilliseconds: hour, minIntervalMilliseconds: 10_000 } };
  };
  expect(await checksWithin(60_000, reloaded)).toEqual([5]);
});

test('a cron schedule keeps its hour across the change to summer time', async () => {
  const daily = once(0, (world) => {
    world.trigger = { ...hourly, schedule: { cron: '0 3 * * *', timeZone: 'Europe/Berlin' } };
  });
  // 03:00 in Berlin is 02:00 UTC on 29 March 2025 and 01:00 UTC on 30 March.
  expect(await checksWithin(48 * hour, daily, '2025-03-29T00:00:00Z')).toEqual([2 * 3600, 25 * 3600]);
});

test('an end while it waits starts nothing more', async () => {
  expect(await checksWithin(500, () => undefined)).toEqual([]);
});

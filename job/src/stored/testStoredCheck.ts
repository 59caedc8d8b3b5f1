import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import type { ModelMonitor, Report } from '@modelmonitor/api';
import { type CountingStore, openStore, type Store } from '@modelmonitor/store';
import { checkCommand } from '../check/checkCommand.ts';
import { checkJob } from '../check/checkJob.ts';
import { readConfiguration } from '../check/configuration.ts';
import { driftArguments } from '../driftArguments.ts';
import { podMonitor } from '../pods/podMonitor.ts';
import { rowsOfStore } from './rowsOfStore.ts';
import { batchOfRows, labelsOfRows, type TestRow, testRows } from './testStoredRows.ts';

/** When test checks run. */
export const now = Date.UTC(2026, 5, 1, 12);

/** A configuration directory of its own, and checks that read it. */
export interface TestCheck {
  readonly directory: string;
  /** Writes the resource, and a reference with predictions and labels. */
  configure(change?: (spec: ModelMonitor['spec']) => void): void;
  write(path: string, text: string): void;
  /** The report of `check --config DIRECTORY` with further arguments. */
  report(args: readonly string[], stdin?: Uint8Array): Promise<Report>;
  remove(): Promise<void>;
}

/** A file of predictions in the directory of a check, with its tables. */
export async function openTestFile(path: string): Promise<CountingStore> {
  const store = await openStore(
    { kind: 'file', path, monitor: { namespace: 'default', name: 'wine' } },
    { now: () => now, log: () => undefined },
  );
  await store.prepare();
  return store;
}

export function createTestCheck(): TestCheck {
  const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-stored-'));
  const write = (path: string, text: string) => {
    mkdirSync(join(directory, dirname(path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  };
  return {
    directory,
    write,
    configure(change = () => undefined) {
      const monitor = structuredClone(podMonitor({ maxRows: 5000 }));
      monitor.spec.drift.segments = [{ feature: 'grape' }, { version: 'v2' }];
      change(monitor.spec);
      write('monitor.json', JSON.stringify(monitor));
      write('configmaps/wine/reference.csv', referenceCsv());
    },
    async report(args, stdin = new Uint8Array()) {
      const command = driftArguments(['check', '--config', directory, ...args]);
      if (command.command !== 'check') throw new Error('expected a check');
      const line = await checkCommand(command, {
        stdin: Readable.from([stdin]),
        now: () => now,
        sleep: async () => undefined,
        random: () => 0,
        lookUp: async () => [],
        cluster: { host: undefined, port: undefined },
        warn: () => undefined,
      });
      return (JSON.parse(line) as { report: Report }).report;
    },
    remove: () => rm(directory, { recursive: true }),
  };
}

function referenceCsv(): string {
  const rows = testRows(1500, { end: now }).filter(({ prediction }) => !Number.isNaN(prediction));
  const cells = rows.map(({ alcohol, grape, prediction, probability, actual }) => {
    const name = prediction === 0 ? 'red' : 'white';
    const red = prediction === 0 ? probability : 1 - probability;
    return [Number.isNaN(alcohol) ? '' : alcohol, grape ?? '', 1, actual ?? name, name, red, 1 - red].join(',');
  });
  return ['alcohol,grape,secret,class,prediction,probability_red,probability_white', ...cells].join('\n');
}

/** Appends rows in batches, and their labels: half of them before the rows, the others later. */
export async function keepRows(store: Pick<Store, 'append' | 'addLabels'>, rows: readonly TestRow[]): Promise<void> {
  const half = Math.floor(rows.length / 2);
  await store.addLabels(labelsOfRows(rows.slice(half), now - 10));
  for (let first = 0, number = 1; first < rows.length; first += 700, number++)
    await store.append(batchOfRows(rows.slice(first, first + 700), number));
  await store.addLabels(labelsOfRows(rows.slice(0, half), now - 5));
}

/** The bytes of a report, but for where its rows are from. */
export function withoutSource({ current: { source: _, seen: __, missing: ___, ...current }, ...report }: Report): string {
  return JSON.stringify({ ...report, current });
}

/** Segments with their numbers to nine digits. */
function segmentFigures({ segments = [] }: Report) {
  expect(segments.map(({ rows }) => rows.current > 200)).toEqual([true, true, true]);
  return JSON.parse(JSON.stringify(segments), (_, value) => (typeof value === 'number' ? value.toPrecision(9) : value));
}

/** Expects a report of counts and of a sample of 1,000 rows to have the figures of one of all rows in memory. */
export async function checkCounts(store: CountingStore, { directory }: TestCheck): Promise<void> {
  const configuration = await readConfiguration({ configDirectory: directory }, { now: () => now, random: () => 0 } as never);
  const { monitor } = configuration;
  const reportOf = async (most: number) => {
    const rows = await rowsOfStore(store, { monitor, now, most });
    return checkJob({ configuration, rows, now: new Date(now) }).finally(() => rows.counted?.end());
  };
  const [whole, counted] = [await reportOf(200_000), await reportOf(1000)];
  const figures = ({ features }: Report) =>
    Object.entries(features).map(([name, { type, method, score, p_value, significance, verdict, missing }]) => ({
      ...{ name, type, method, verdict, missing, significance: significance?.p_value.toPrecision(9) },
      ...{ score: score?.toPrecision(9), p_value: p_value?.toPrecision(9) },
    }));
  expect(figures(counted)).toEqual(figures(whole));
  const { sections_rows: sample = 0 } = counted.current;
  expect(counted.current).toEqual({ ...whole.current, sections_rows: sample });
  expect(segmentFigures(counted)).toEqual(segmentFigures(whole));
  expect(counted.model).toEqual(whole.model);
  // Refused rows are drawn too, and have no prediction.
  expect(sample).toBeGreaterThan(800);
  expect(counted.concept_drift?.rows).toBeGreaterThan(400);
  expect(counted.warnings).toContain(
    `columns and segments were compared by counts of all ${whole.current.rows} rows; prediction, target, performance, concept drift and contributions are those of a sample of ${sample} rows`,
  );
  expect(JSON.stringify(await reportOf(1000))).toBe(JSON.stringify(counted));
}

import { join } from 'node:path';
import { openDatabaseTable } from '@modelmonitor/databases';
import { bothReports, comparable, countCases, countedMethods, expectSame } from '../../../drift/src/counted/testCounts.ts';
import { pythonEnvironment } from '../../bench/pythonEnvironment.ts';
import { type RunningServer, startServer } from '../../bench/server.ts';
import { leaveOut } from '../../leaveOut.ts';

const write = (text: string) => void process.stderr.write(text);
const python = await pythonEnvironment('peers-clickhouse', join(import.meta.dirname, 'clickhouse-requirements.txt'), write).catch(
  (error: Error) =>
    leaveOut(`ClickHouse: Python 3 with pip and its packages are needed (${error.message})`, { environment: process.env, write }),
);

const password = "a 'word'";
let server: RunningServer | undefined;
beforeAll(async () => {
  if (python === undefined) return;
  const script = join(import.meta.dirname, 'clickhouse_server.py');
  const command = (port: number) => [python.python, script, String(port), password];
  server = await startServer({ command, ready: '/ping', readyWithinMilliseconds: 120_000, lookMilliseconds: 200 });
}, 300_000);
afterAll(() => server?.stop('SIGKILL'));

async function execute(statement: string): Promise<void> {
  const response = await fetch(`${server?.url}/`, { method: 'POST', body: statement, headers: { 'X-ClickHouse-Key': password } });
  if (response.status !== 200) throw new Error(await response.text());
}

function openTable(table: string, environment: Readonly<Record<string, string>> = { CLICKHOUSE_PASSWORD: password }) {
  const url = `clickhouse://${new URL(server?.url ?? '').host}/default?table=${encodeURIComponent(table)}`;
  return openDatabaseTable(url, { what: '--current', environment, now: () => performance.now() });
}

const describePeer = python === undefined ? describe.skip : describe;

describePeer('counts in ClickHouse', () => {
  test.each(countCases)('a report of counts equals one of the rows: $name', async (data) => {
    await execute('drop table if exists counted');
    const columns = countedMethods.map((method) => `\`${method}\` Nullable(Float64)`);
    await execute(`create table counted (${columns.join(', ')}) engine = MergeTree order by tuple()`);
    const values = Array.from(data.current, (value) => {
      const text = Number.isNaN(value) ? 'null' : Number.isFinite(value) ? String(value) : value < 0 ? '-inf' : 'inf';
      return `(${countedMethods.map(() => text).join(',')})`;
    });
    for (let from = 0; from < values.length; from += 5000)
      await execute(`insert into counted values ${values.slice(from, from + 5000).join(',')}`);
    const table = await openTable('counted');
    const { memory, counted } = await table.count((source) => bothReports(data, () => Promise.resolve(source)));
    expectSame(comparable(memory), comparable(counted));
    await table.close();
  });

  test('names are quoted, types are found, and a table is only read', async () => {
    await execute(
      "create table `a ``quoted'\\\\ name` (`x``y` LowCardinality(String), t DateTime, b Bool, n Nullable(UInt8), a Array(Int8)) engine = Memory",
    );
    await execute("insert into `a ``quoted'\\\\ name` values ('one', now(), true, 1, []), ('two', now(), false, null, [])");
    const table = await openTable('"a `quoted\'\\ name"');
    expect(table.leftOut).toEqual(['a']);
    await table.count(async (source) => {
      expect(source.columns.map(({ name, type }) => [name, type])).toEqual([
        ['x`y', 'categorical'],
        ['t', 'time'],
        ['b', 'truth'],
        ['n', 'numeric'],
      ]);
      expect(await source.countCategories('x`y', 10)).toEqual({
        missing: 0,
        counts: new Map([
          ['one', 1],
          ['two', 1],
        ]),
      });
      expect((await source.countCategories('b', 10)).counts).toEqual(
        new Map([
          ['false', 1],
          ['true', 1],
        ]),
      );
      expect(await source.ranges([{ name: 'n', shift: 0 }])).toMatchObject([{ rows: 2, missing: 1, minimum: 1, maximum: 1 }]);
      expect(await source.sampleRows(['x`y', 'n'], 10)).toMatchObject([
        { values: ['one', 'two'] },
        { values: Float64Array.of(1, Number.NaN) },
      ]);
    });
    await table.close();
  });

  test('a time and a number of rows choose rows', async () => {
    await execute('create table timed (t DateTime64(3), n Int32) engine = Memory');
    await execute("insert into timed select toDateTime64('2026-11-30 00:00:00', 3, 'UTC') + number, number from numbers(100)");
    const count = async (parameters: string) => {
      const url = `clickhouse://${new URL(server?.url ?? '').host}/default?table=timed&time=${parameters}`;
      const table = await openDatabaseTable(url, {
        what: '--current',
        environment: { CLICKHOUSE_PASSWORD: password },
        now: () => performance.now(),
      });
      return table.count((source) => source.countRows()).finally(() => table.close());
    };
    expect(await count('t&from=2026-11-30T00:00:10Z&to=2026-11-30T00:00:25Z')).toBe(15);
    expect(await count('t&rows=7')).toBe(7);
    expect(await count('n&rows=9&to=50')).toBe(9);
    expect(await count('t&rows=1000')).toBe(100);
  });

  test('errors name the server and no password', async () => {
    await expect(openTable('nothing')).rejects.toThrow(/^ClickHouse at 127.0.0.1:\d+: .*nothing.*\(code 60\)$/);
    await expect(openTable('counted', { CLICKHOUSE_PASSWORD: 'wrong' })).rejects.toThrow(/Authentication failed.*\(code 516\)$/);
  });
});

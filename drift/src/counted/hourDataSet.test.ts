import { randomFromSeed } from '@modelmonitor/stats';
import { type Column, type Table, tableDataSet } from '@modelmonitor/tables';
import { addHours, countHour, decodeHour, emptyHour, encodeHour, hourPlan, RowCounter } from '@modelmonitor/tables/counted';
import { checkDrift } from '../checkDrift.ts';
import { settings } from '../testCheck.ts';
import { hourDataSet } from './hourDataSet.ts';
import { comparable, expectSame, sourceColumns } from './testCounts.ts';

const random = randomFromSeed(5);
const context = { run: '', timestamp: '', monitor: null, model: null, referenceHash: '', from: null, to: null, warnings: [] };

function tableOf(rows: number, shift: number): Table {
  const numbers = (name: string, of: () => number): Column => ({ name, type: 'numeric', values: Float64Array.from({ length: rows }, of) });
  return {
    rows,
    columns: [
      numbers('whole', () => Math.floor(random() * 300 * (1 - shift))),
      numbers('real', () => random() + random() + shift),
      numbers('gaps', () => (random() < 0.1 ? Number.NaN : random() < 0.01 ? Number.POSITIVE_INFINITY : random())),
      {
        name: 'colour',
        type: 'categorical',
        values: Array.from({ length: rows }, () => ['red', 'white', null][Math.floor(random() * 3)] ?? null),
      },
    ],
  };
}

const names = ['whole', 'real', 'gaps', 'colour'];

/** A table in as many hours. */
function hoursOf(table: Table, hours: number): Table[] {
  return Array.from({ length: hours }, (_, hour) => {
    const [from, to] = [Math.floor((hour * table.rows) / hours), Math.floor(((hour + 1) * table.rows) / hours)];
    const columns = table.columns.map((column) => ({ ...column, values: column.values.slice(from, to) }) as Column);
    return { rows: to - from, columns };
  });
}

async function* once(table: Table) {
  yield table;
}

async function both(reference: Table, current: Table) {
  const before = tableDataSet(reference);
  const plan = hourPlan(before, names);
  let sum = emptyHour(plan);
  for (const hour of hoursOf(current, 7)) {
    const counts = await countHour(new RowCounter(sourceColumns(hour), () => once(hour)), plan);
    sum = addHours(sum, decodeHour(encodeHour(counts), plan));
  }
  const { dataSet, resolution } = hourDataSet({ counts: sum, plan, reference: before, settings });
  const input = { reference: before, settings, context, quality: true };
  return {
    memory: checkDrift({ ...input, current: tableDataSet(current) }),
    hours: checkDrift({ ...input, current: dataSet }),
    resolution,
  };
}

test('counts of hours of few distinct values give the report of the rows', async () => {
  const { memory, hours } = await both(tableOf(5000, 0), tableOf(20_000, 0.3));
  const of = (report: typeof memory) => {
    const { features } = comparable(report);
    return { whole: features['whole'], colour: features['colour'] };
  };
  expect(memory.features['whole']?.verdict).toBe('drifted');
  expectSame(of(memory), of(hours));
});

test('counts of hours of many values are off by no more than the share between two edges', async () => {
  const { memory, hours, resolution } = await both(tableOf(5000, 0), tableOf(20_000, 0.02));
  expect(resolution).toBeLessThan(0.005);
  for (const name of ['real', 'gaps']) {
    const [rows, counts] = [memory.features[name], hours.features[name]];
    expect([name, counts?.verdict, counts?.missing]).toEqual([name, rows?.verdict, rows?.missing]);
    expect(Math.abs((counts?.score ?? 9) - (rows?.score ?? 0))).toBeLessThan(resolution);
  }
});

test('no rows are no counts, and a column that the rows lack is missing', async () => {
  const reference = tableDataSet(tableOf(2000, 0));
  const plan = hourPlan(reference, names);
  const table = tableOf(50, 0);
  const without = { ...table, columns: table.columns.slice(1) };
  const counts = await countHour(new RowCounter(sourceColumns(without), () => once(without)), plan);
  const { dataSet } = hourDataSet({ counts: addHours(emptyHour(plan), counts), plan, reference, settings });
  expect(dataSet.column('whole', 'numeric')).toMatchObject({ rows: 50, missing: 50 });
  const none = hourDataSet({ counts: emptyHour(plan), plan, reference, settings });
  expect(checkDrift({ reference, current: none.dataSet, settings, context })).toMatchObject({ verdict: 'unknown', current: { rows: 0 } });
});

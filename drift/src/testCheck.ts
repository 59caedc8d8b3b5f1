import { type QualityReport, type Report, reportSchema } from '@modelmonitor/api';
import { Ajv } from 'ajv';
import { type DataSet, tableDataSet } from '../../tables/src/dataSet.ts';
import type { Column, Table } from '../../tables/src/table.ts';
import { type CheckDriftInput, type CheckSettings, checkDrift } from './checkDrift.ts';

export const settings: CheckSettings = {
  methods: {},
  rules: 'guarded',
  correction: 'none',
  share: 0.5,
  levels: [
    { share: 0.5, action: 'recollect' },
    { share: 0.2, action: 'monitor' },
    { share: 0.3, action: 'retrain' },
  ],
  minRows: 1,
  effectFloor: 0,
};

const context: CheckDriftInput['context'] = {
  run: '20250102t030405678z',
  timestamp: '2025-01-02T03:04:05.678Z',
  monitor: { namespace: 'default', name: 'wine' },
  model: { versions: { v1: 80 } },
  referenceHash: 'ab'.repeat(32),
  from: '2025-01-02T02:04:05.678Z',
  to: null,
  warnings: ['said before'],
};

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const isReport = ajv.compile(reportSchema);

export interface CheckInput extends Partial<Omit<CheckDriftInput, 'reference' | 'current'>> {
  readonly reference: Table | DataSet;
  readonly current: Table;
}

/** Runs a check; the result has to be a report. Its schema allows neither NaN nor an infinity. */
export function check({ reference, current, ...input }: CheckInput): Report {
  const sides = { reference: 'look' in reference ? reference : tableDataSet(reference), current: tableDataSet(current) };
  const report = checkDrift({ settings, context, ...sides, ...input });
  expect(isReport(report) ? [] : isReport.errors).toEqual([]);
  return report;
}

/** Data quality of tables as a check judges it. */
export function checkQuality(tables: { readonly reference: Table; readonly current: Table }): QualityReport {
  const { quality } = check({ ...tables, quality: true });
  if (quality === null) throw new Error('quality was requested');
  return quality;
}

export function numeric(name: string, values: Iterable<number>): Column {
  return { name, type: 'numeric', values: Float64Array.from(values) };
}

export function categorical(name: string, values: (string | null)[]): Column {
  return { name, type: 'categorical', values };
}

export function table(...columns: Column[]): Table {
  return { rows: columns[0]?.values.length ?? 0, columns };
}

export const ramp = (rows: number, from = 0) => Array.from({ length: rows }, (_, index) => from + index / rows);

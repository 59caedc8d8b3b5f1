import { numericMethods, reportSchema } from '@modelmonitor/api';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { tableDataSet } from '../../tables/src/dataSet.ts';
import type { Column, Table } from '../../tables/src/table.ts';
import { checkDrift } from './checkDrift.ts';

const isReport = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(reportSchema);
const origin = { monitor: null, model: null, referenceHash: '', from: null, to: null, warnings: [] };
const context = { run: '20250102t030405678z', timestamp: '2025-01-02T03:04:05.678Z', ...origin };

const anyColumn = fc.record({
  name: fc.constantFrom('a', 'b', '__proto__'),
  numbers: fc.option(fc.array(fc.oneof(fc.double(), fc.integer({ min: 0, max: 3 })), { minLength: 30, maxLength: 30 })),
  words: fc.array(fc.option(fc.string()), { minLength: 30, maxLength: 30 }),
});

const anyTable = fc.uniqueArray(anyColumn, { selector: ({ name }) => name, maxLength: 3 }).map(
  (columns): Table => ({
    rows: 30,
    columns: columns.map(
      ({ name, numbers, words }): Column =>
        numbers === null ? { name, type: 'categorical', values: words } : { name, type: 'numeric', values: Float64Array.from(numbers) },
    ),
  }),
);

const anyMethod = fc.constantFrom('auto' as const, ...numericMethods);
const anyCorrection = fc.constantFrom('none', 'bonferroni', 'benjaminiHochberg');

test('whatever the columns hold, a valid report comes out: no number that JSON cannot hold, no verdict without a score', () => {
  fc.assert(
    fc.property(anyTable, anyTable, anyMethod, anyCorrection, (reference, current, method, correction) => {
      const methods = { features: Object.fromEntries(['a', 'b'].map((name) => [name, { method }])) };
      const report = checkDrift({
        reference: tableDataSet(reference),
        current: tableDataSet(current),
        settings: { methods, rules: 'guarded', correction, share: 0.5, levels: [], minRows: 1, effectFloor: 0 },
        context,
      });
      expect(isReport(report) ? [] : isReport.errors).toEqual([]);
      for (const { verdict, score, drifted, reason } of Object.values(report.features)) {
        const isJudged = verdict === 'stable' || verdict === 'drifted';
        expect(isJudged || verdict === 'constant').toBe(drifted !== null);
        expect(isJudged || reason !== undefined).toBe(true);
        // A column that lost all its values has no score, and a reason.
        if (isJudged) expect(score !== null || (verdict === 'drifted' && reason !== undefined)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

import { categoricalMethods, driftSamples, summarizeReport } from '@modelmonitor/api';
import fc from 'fast-check';
import { rowSections } from '../../../drift/src/sections/rowSections.ts';
import { categorical, check, numeric, settings } from '../../../drift/src/testCheck.ts';
import type { Column } from '../../../tables/src/table.ts';
import { evidentlyReport } from '../evidently/evidentlyReport.ts';
import { renderQualityHtml } from './quality/renderQualityHtml.ts';
import { renderHtml } from './renderHtml.ts';

const ROWS = 60;

/** Ways in which texts and identifiers are built; the number makes each one different. */
const KINDS: Readonly<Record<string, (index: number) => string>> = {
  emails: (index) => `person${index}@mail.example`,
  uuids: (index) => `3f2b8c1e-0000-4000-8000-${String(index).padStart(12, '0')}`,
  sentences: (index) => `Customer ${index} asked why the parcel had not come`,
  codes: (index) => `ORD${String(index).padStart(7, '0')}`,
  urls: (index) => `https://shop.example/orders/${index}`,
};

const anySide = fc.record({
  kind: fc.constantFrom(...Object.keys(KINDS)),
  // Some texts repeat, as a default text does.
  indexes: fc.array(fc.nat({ max: 100_000 }), { minLength: ROWS, maxLength: ROWS }),
  repeats: fc.integer({ min: 0, max: 10 }),
});

function textsOf({ kind, indexes, repeats }: { kind: string; indexes: readonly number[]; repeats: number }): string[] {
  const write = KINDS[kind] as (index: number) => string;
  return indexes.map((index, row) => write(row < repeats ? 777 : index * 1000 + row));
}

const anyMethod = fc.constantFrom(undefined, ...categoricalMethods);

test('no text and no identifier stands in a report, a page or a metric, whatever method judges its column', () => {
  fc.assert(
    fc.property(anySide, anySide, anyMethod, (before, after, method) => {
      const [reference, current] = [textsOf(before), textsOf({ ...after, kind: before.kind })];
      const sideOf = (texts: readonly string[], shift: number): Column[] => [
        categorical('note', [...texts]),
        numeric(
          'x',
          texts.map((_, row) => row + shift),
        ),
        categorical('target', [...texts]),
        categorical('prediction', texts.toReversed()),
      ];
      const tables = [sideOf(reference, 0), sideOf(current, 500)].map((columns) => ({ rows: ROWS, columns }));
      const [first, second] = tables as [(typeof tables)[0], (typeof tables)[0]];
      const answered = ({ columns }: typeof first) => ({
        features: columns.slice(0, 2),
        target: columns[2] as Column,
        prediction: columns[3] as Column,
      });
      const report = check({
        reference: first,
        current: second,
        features: ['note', 'x'],
        quality: true,
        target: { name: 'target', current: second.columns[2] as Column },
        prediction: { name: 'prediction', current: second.columns[3] as Column },
        settings: { ...settings, methods: method === undefined ? {} : { categorical: { method } } },
        sections: rowSections({ task: 'classification', reference: answered(first), current: answered(second) }),
      });
      const written = [
        JSON.stringify(report),
        JSON.stringify(evidentlyReport(report)),
        JSON.stringify(driftSamples(summarizeReport(report), 'drifted')),
        renderHtml(report),
        renderQualityHtml(report),
      ].join('\n');
      expect([...reference, ...current].filter((text) => written.includes(text))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

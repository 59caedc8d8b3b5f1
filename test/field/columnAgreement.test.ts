import type { Report } from '../../api/src/index.ts';
import { type Agreement, columnAgreement } from './columnAgreement.ts';
import type { EvidentlyColumn } from './fieldTables.ts';

type Ours = Partial<Report['features'][string]>;

const numbers = { types: ['numerical', 'numerical'], dtypes: ['float64', 'float64'], score: 0.25 };
const stable: Ours = { type: 'numeric', verdict: 'stable', score: 0.25 };

test.each<{ name: string; ours: Ours | undefined; theirs: Partial<EvidentlyColumn>; agreement: Agreement }>([
  { name: 'the same to nine digits', ours: { ...stable, score: 0.2500000000001 }, theirs: {}, agreement: 'equal' },
  {
    name: 'small scores are compared by their ratio',
    ours: { ...stable, score: 2e-30 },
    theirs: { score: 3e-30 },
    agreement: 'unexplained',
  },
  { name: 'another score', ours: { ...stable, score: 0.26 }, theirs: {}, agreement: 'unexplained' },
  { name: 'a column that is left out', ours: undefined, theirs: {}, agreement: 'leftOut' },
  { name: 'Evidently has no number', ours: stable, theirs: { score: null }, agreement: 'ends' },
  { name: 'one value', ours: { ...stable, score: null, verdict: 'constant' }, theirs: {}, agreement: 'constant' },
  { name: 'dates', ours: { ...stable, score: null, verdict: 'ignored' }, theirs: {}, agreement: 'date' },
  { name: 'texts', ours: { ...stable, type: 'text', score: 1 }, theirs: { types: ['text', 'text'] }, agreement: 'text' },
  { name: '1.234,5', ours: stable, theirs: { score: 0.5, types: ['text', 'text'], dtypes: ['object', 'object'] }, agreement: 'notation' },
  { name: 'few whole numbers with gaps', ours: { ...stable, type: 'categorical' }, theirs: { score: 0.5 }, agreement: 'gaps' },
  { name: 'types of the sides', ours: stable, theirs: { score: 0.5, types: ['categorical', 'numerical'] }, agreement: 'types' },
])('$name: $agreement', ({ ours, theirs, agreement }) => {
  expect(columnAgreement(ours as Report['features'][string] | undefined, { ...numbers, ...theirs })).toBe(agreement);
});

import type { PerformanceReport } from '@modelmonitor/api';
import { estimatedRegression } from './estimatedRegression.ts';
import { judgeGroups } from './judgeGroups.ts';
import type { LabelledRows, PerformanceSides } from './labelledRows.ts';
import { overallVerdict } from './overallVerdict.ts';
import { headlineOf, regressionMetrics } from './performanceMetrics.ts';
import { regressionSide } from './regressionSide.ts';

const MEASURED = regressionMetrics.map(({ name }) => name);

/** Quality of a regression on both sides. */
export function regressionReport({ reference, current, seed }: PerformanceSides): PerformanceReport {
  const sides = { reference: regressionSide(reference), current: regressionSide(current) };
  const rows = { reference: sides.reference.rows.length, current: sides.current.rows.length };
  const metrics = judgeGroups(MEASURED, { reference: sides.reference.figures, current: sides.current.figures, rows });
  const estimated = estimatedRegression({ sides, reference, current, seed });
  const words = [reference, current].flatMap(wordColumns);
  return {
    task: 'regression',
    rows,
    leftOut: { reference: sides.reference.leftOut, current: sides.current.leftOut },
    ...overallVerdict(metrics),
    ...(words.length === 0 ? {} : { reason: `a regression needs numbers, got categories in ${words.join(', ')}` }),
    headline: headlineOf(MEASURED),
    metrics,
    ...(estimated === null ? {} : { estimated }),
  };
}

function wordColumns({ target, prediction }: LabelledRows): string[] {
  return [target, prediction].flatMap((column) => (column?.type === 'categorical' ? [JSON.stringify(column.name)] : []));
}

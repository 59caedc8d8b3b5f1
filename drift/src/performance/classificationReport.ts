import type { PerformanceMetric, PerformanceReport } from '@modelmonitor/api';
import { natureOf } from '@modelmonitor/tables/values';
import { classesOf, MAX_CLASSES } from './classCodes.ts';
import { type ClassificationFigures, classificationFigures } from './classificationFigures.ts';
import { type ClassificationSide, classificationSide } from './classificationSide.ts';
import { estimatedClassification } from './estimatedClassification.ts';
import type { Figure } from './figure.ts';
import { judgeGroups } from './judgeGroups.ts';
import { judgeMetrics } from './judgeMetrics.ts';
import type { LabelledRows, PerformanceSides } from './labelledRows.ts';
import { overallVerdict } from './overallVerdict.ts';
import { classificationMetrics, headlineOf } from './performanceMetrics.ts';

/** Metrics of rows with labels. */
const MEASURED = classificationMetrics.filter(({ onlyEstimated }) => !onlyEstimated).map(({ name }) => name);
/** Classes a report lists one by one. */
const LISTED_CLASSES = 50;

/** Fewer rows do not show whether labels repeat. */
const FEWEST_ROWS = 30;

/** Whether labels or predictions are texts, of which a report shows none. */
function holdsTexts({ target, prediction }: LabelledRows): boolean {
  return [target, prediction].some((column) => {
    if (column?.type !== 'categorical') return false;
    const counts = new Map<string, number>();
    for (const value of column.values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    const rows = counts.values().reduce((sum, count) => sum + count, 0);
    return rows >= FEWEST_ROWS && ['text', 'identifier'].includes(natureOf(counts));
  });
}

interface BothSides<T> {
  readonly reference: T;
  readonly current: T;
}

/** Quality of a classification on both sides. */
export function classificationReport({ reference, current, seed }: PerformanceSides): PerformanceReport {
  const classes = classesOf([reference, current]);
  if (classes === null) return notMeasured(`a classification needs at most ${MAX_CLASSES} classes to be measured`);
  if ([reference, current].some(holdsTexts)) return notMeasured('the target or the prediction holds texts or identifiers, not classes');
  const sides = { reference: classificationSide(reference, classes), current: classificationSide(current, classes) };
  const measured = {
    reference: classificationFigures(sides.reference, seed),
    current: classificationFigures(sides.current, seed),
  };
  const rows = { reference: sides.reference.actual.length, current: sides.current.actual.length };
  const metrics = judgeGroups(MEASURED, {
    reference: measured.reference.figures,
    current: measured.current.figures,
    rows,
  });
  const estimated = estimatedClassification({ sides, current, classes, figures: measured.reference.figures, seed });
  return {
    task: 'classification',
    rows,
    leftOut: { reference: sides.reference.leftOut, current: sides.current.leftOut },
    ...overallVerdict(metrics),
    headline: headlineOf(MEASURED),
    metrics,
    ...(rows.reference + rows.current > 0 ? { classes: classMetrics(classes, sides, measured) } : {}),
    ...(classes.length > LISTED_CLASSES ? {} : { confusion: confusionOf(classes, sides) }),
    ...(estimated === null ? {} : { estimated }),
  };
}

function notMeasured(reason: string): PerformanceReport {
  return {
    task: 'classification',
    rows: { reference: 0, current: 0 },
    leftOut: { reference: 0, current: 0 },
    verdict: 'unknown',
    headline: headlineOf(MEASURED),
    reason,
    metrics: {},
  };
}

/** One group over all listed classes, so that many classes do not make many false alarms. */
function classMetrics(
  classes: readonly string[],
  sides: BothSides<ClassificationSide>,
  measured: BothSides<ClassificationFigures>,
): Record<string, Record<string, PerformanceMetric>> {
  const listed = mostRows(sides, classes.length);
  const keys = listed.flatMap((index) => ['precision', 'recall', 'f1'].map((metric) => ({ index, metric, key: `${metric} ${index}` })));
  const figures = ({ perClass }: ClassificationFigures, { nothing }: ClassificationSide) =>
    new Map<string, Figure>(keys.map(({ index, metric, key }) => [key, perClass[index]?.get(metric) ?? { missing: nothing }]));
  const judged = judgeMetrics(
    keys.map(({ key }) => key),
    {
      reference: figures(measured.reference, sides.reference),
      current: figures(measured.current, sides.current),
      rows: { reference: sides.reference.actual.length, current: sides.current.actual.length },
    },
  );
  return Object.fromEntries(
    listed.map((index) => {
      const own = keys.filter((one) => one.index === index);
      return [classes[index] ?? '', Object.fromEntries(own.flatMap(({ metric, key }) => (judged[key] ? [[metric, judged[key]]] : [])))];
    }),
  );
}

function mostRows(sides: BothSides<ClassificationSide>, classes: number): number[] {
  const all = Array.from({ length: classes }, (_, index) => index);
  if (classes <= LISTED_CLASSES) return all;
  const rows = new Float64Array(classes);
  for (const { confusion } of [sides.reference, sides.current]) {
    for (const [index, counts] of (confusion ?? []).entries()) rows[index] = counts.reduce((sum, count) => sum + count, rows[index] ?? 0);
  }
  const order = all.toSorted((a, b) => (rows[b] as number) - (rows[a] as number));
  return order.slice(0, LISTED_CLASSES).sort((a, b) => a - b);
}

function confusionOf(
  classes: readonly string[],
  { reference, current }: BothSides<ClassificationSide>,
): NonNullable<PerformanceReport['confusion']> {
  const copyOf = ({ confusion }: ClassificationSide) => confusion?.map((counts) => [...counts]) ?? null;
  return { labels: [...classes], reference: copyOf(reference), current: copyOf(current) };
}

import type { CategoricalSummary, ColumnReport, NumericSummary } from '@modelmonitor/api';

/** One bar: where it stands on the axis (0 is the left end, 1 the right one) and the share of rows it holds. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

/** Histograms of reference and current on one axis. */
export interface OverlaidBars {
  readonly reference: readonly Bar[];
  readonly current: readonly Bar[];
  /** Largest share of both. */
  readonly highest: number;
  /** Values at the two ends of the axis; absent for categories. */
  readonly range?: readonly [number, number];
}

type Summaries = Pick<ColumnReport, 'reference' | 'current'>;

/** Categories drawn as bars; further ones are in the last bar. */
const MOST_CATEGORIES = 20;

/** Part of a category's place its bar takes. */
const BAR_WIDTH = 0.76;

/** The bars of a column; undefined when neither side has rows or the sides are of different kinds. */
export function overlaidBars({ reference, current }: Summaries): OverlaidBars | undefined {
  const bars = isNumeric(reference) && isNumeric(current) ? numericBars(reference, current) : categoricalBars(reference, current);
  if (bars === undefined) return undefined;
  const highest = Math.max(0, ...[...bars.reference, ...bars.current].map((bar) => bar.share));
  return highest > 0 ? { ...bars, highest } : undefined;
}

/** Tells the two kinds of summary apart. */
export function isNumeric(summary: NumericSummary | CategoricalSummary): summary is NumericSummary {
  return 'mean' in summary;
}

/** Counts as shares of their sum; all zero when there are none. */
export function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total > 0 ? count / total : 0));
}

function numericBars(reference: NumericSummary, current: NumericSummary): Omit<OverlaidBars, 'highest'> | undefined {
  const edges = [...reference.histogram.edges, ...current.histogram.edges];
  const [low, high] = [Math.min(...edges), Math.max(...edges)];
  if (!(high > low)) return undefined;
  // Halves: the width of a range may exceed the largest double.
  const position = (value: number) => (value / 2 - low / 2) / (high / 2 - low / 2);
  const bars = ({ histogram }: NumericSummary) =>
    shares(histogram.counts).map((share, bin) => ({
      from: position(histogram.edges[bin] ?? low),
      to: position(histogram.edges[bin + 1] ?? high),
      share,
    }));
  return { reference: bars(reference), current: bars(current), range: [low, high] };
}

function categoricalBars(...sides: [ColumnReport['reference'], ColumnReport['current']]): Omit<OverlaidBars, 'highest'> | undefined {
  const [reference, current] = sides;
  if (isNumeric(reference) || isNumeric(current)) return undefined;
  const bars = ({ histogram }: CategoricalSummary) => {
    const rest = histogram.counts.slice(MOST_CATEGORIES).reduce((sum, count) => sum + count, histogram.other);
    const counts = [...histogram.counts.slice(0, MOST_CATEGORIES), ...(hasRest([reference, current]) ? [rest] : [])];
    return shares(counts).map((share, index) => slot(index, counts.length, share));
  };
  return { reference: bars(reference), current: bars(current) };
}

function hasRest(summaries: readonly CategoricalSummary[]): boolean {
  return summaries.some(({ histogram }) => histogram.other > 0 || histogram.counts.length > MOST_CATEGORIES);
}

function slot(index: number, slots: number, share: number): Bar {
  const gap = (1 - BAR_WIDTH) / 2;
  return { from: (index + gap) / slots, to: (index + 1 - gap) / slots, share };
}

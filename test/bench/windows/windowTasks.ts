import { rulesCompared, type ShapeCounts, type WindowCounts, type WindowResult, type WindowTask } from './windowTask.ts';

type Plan = Omit<WindowTask, 'seed'>;

/** Windows of a part: few enough that the threads finish together. */
const WINDOWS_PER_PART = 25;
const WINDOWS = [50, 100, 500, 1000];

const LARGE = 10_000;
const still = { correlation: 0, shift: 0, windowsPerReference: 1, windowRows: WINDOWS };
const plans: readonly Plan[] = [
  ...[200, 1000, 1001].flatMap((referenceRows) => [
    { ...still, referenceRows, features: [3, 10, 30], references: 200 },
    { ...still, referenceRows, features: [100], references: 40 },
    { ...still, referenceRows, features: [3, 10], correlation: 0.9, references: 400 },
  ]),
  { ...still, referenceRows: LARGE, windowRows: [...WINDOWS, LARGE], features: [3, 10, 30], references: 40, windowsPerReference: 5 },
  { ...still, referenceRows: LARGE, features: [3, 10], correlation: 0.9, references: 100, windowsPerReference: 2 },
  { ...still, referenceRows: 100_000, windowRows: [...WINDOWS, LARGE], features: [3, 10], references: 4, windowsPerReference: 25 },
  { ...still, referenceRows: 1_000_000, windowRows: [50, 1000, LARGE], features: [3], references: 4, windowsPerReference: 15 },
  ...[0.2, 0.3, 0.5, 1].flatMap((shift) => [
    { ...still, referenceRows: 1000, features: [12], shift, references: 60 },
    { ...still, referenceRows: LARGE, features: [12], shift, references: 15, windowsPerReference: 4 },
  ]),
];

/** Every task; for a quick look a few small references. */
export function windowTasks(quick: boolean): WindowTask[] {
  const chosen = quick ? plans.filter(({ referenceRows }) => referenceRows < LARGE) : plans;
  const parts = chosen.flatMap((plan) => {
    const references = quick ? 5 : plan.references;
    const perPart = Math.max(1, Math.floor(WINDOWS_PER_PART / plan.windowsPerReference));
    return Array.from({ length: Math.ceil(references / perPart) }, (_, part) => ({
      ...plan,
      references: Math.min(perPart, references - part * perPart),
    }));
  });
  return parts.map((plan, index) => ({ ...plan, seed: 5000 + index }));
}

/** Rough number of values that a task draws. */
export function costOf({ referenceRows, references, windowRows, windowsPerReference, features }: WindowTask): number {
  const drawn = referenceRows + windowsPerReference * windowRows.reduce((sum, rows) => sum + rows, 0);
  return references * Math.max(...features) * (drawn + referenceRows * windowsPerReference);
}

/** Counts of all windows that were drawn alike. */
export interface WindowCell extends WindowCounts, Pick<WindowTask, 'referenceRows' | 'correlation' | 'shift'> {}

/** Adds up what the parts of a plan counted. */
export function windowCells(tasks: readonly WindowTask[], results: readonly WindowResult[]): WindowCell[] {
  const cells = new Map<string, WindowCell>();
  for (const [index, { referenceRows, correlation, shift }] of tasks.entries()) {
    for (const counts of results[index]?.counts ?? []) {
      const key = [referenceRows, correlation, shift, counts.windowRows, counts.features].join(' ');
      const before = cells.get(key);
      const cell = { ...counts, referenceRows, correlation, shift };
      cells.set(key, before === undefined ? cell : { ...cell, ...addedCounts(before, counts) });
    }
  }
  return [...cells.values()];
}

function addedCounts(a: WindowCounts, b: WindowCounts): Omit<WindowCounts, 'windowRows' | 'features'> {
  return {
    windows: a.windows + b.windows,
    dataset: sums(a.dataset, b.dataset),
    anyFeature: sums(a.anyFeature, b.anyFeature),
    falseFeatures: sums(a.falseFeatures, b.falseFeatures),
    foundFeatures: sums(a.foundFeatures, b.foundFeatures),
  };
}

/** Counts by shape over the tasks without a shift whose references have so many rows. */
export function shapesOf(tasks: readonly WindowTask[], results: readonly WindowResult[], referenceRows: number): ShapeCounts[] {
  const shapes = new Map<string, ShapeCounts>();
  for (const [index, task] of tasks.entries()) {
    if (task.referenceRows !== referenceRows || task.shift !== 0 || task.correlation !== 0) continue;
    for (const counts of results[index]?.shapes ?? []) {
      const key = `${counts.shape} ${counts.windowRows}`;
      const before = shapes.get(key);
      const sum = (one: ShapeCounts) => ({ ...counts, windows: one.windows + counts.windows, drifted: sums(one.drifted, counts.drifted) });
      shapes.set(key, before === undefined ? counts : sum(before));
    }
  }
  return [...shapes.values()];
}

function sums(a: readonly number[], b: readonly number[]): number[] {
  return rulesCompared.map((_, place) => (a[place] ?? 0) + (b[place] ?? 0));
}

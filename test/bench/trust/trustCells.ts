import type { ColumnKind } from './trustColumns.ts';
import { type TrustCounts, type TrustMethod, type TrustTask, trustCorrections } from './trustTask.ts';

/** What one cell of a table is about. */
export interface TrustCell {
  readonly method: TrustMethod;
  readonly kind: ColumnKind;
  readonly rows: number;
  readonly shift: number;
}

/** Shares of the runs of a cell, by correction. */
export interface TrustShares {
  readonly alarm: readonly number[];
  readonly found: readonly number[];
  readonly dataset: readonly number[];
}

interface Group {
  readonly kind: ColumnKind;
  readonly methods: readonly TrustMethod[];
  readonly sizes: readonly number[];
  readonly runs: { readonly still: number; readonly moved: number };
}

const SIZES = [100, 1000, 10_000];
const SHIFTS = [0, 0.1, 0.2, 0.3, 0.5, 1];
const FEATURES = 20;
/** Runs of a part: small enough that the threads finish together. */
const RUNS_PER_PART = 50;
const MANY = { still: 1000, moved: 200 };
/** Permutation tests are slow. */
const FEW = { still: 100, moved: 100 };
const NUMERIC: readonly TrustMethod[] = ['auto', 'ks', 'wasserstein', 'jensenshannon', 'psi', 'kl_div', 'hellinger'];
const NUMERIC_ONLY: readonly TrustMethod[] = ['t_test', 'mannw', 'anderson', 'cramer_von_mises', 'es', 'ed'];

const groups: readonly Group[] = [
  { kind: 'numeric', methods: [...NUMERIC, ...NUMERIC_ONLY], sizes: SIZES, runs: MANY },
  { kind: 'numeric', methods: ['empirical_mmd'], sizes: [100], runs: FEW },
  {
    kind: 'five categories',
    methods: ['auto', 'chisquare', 'g_test', 'jensenshannon', 'psi', 'kl_div', 'hellinger'],
    sizes: SIZES,
    runs: MANY,
  },
  { kind: 'five categories', methods: ['TVD'], sizes: [100], runs: FEW },
  { kind: 'two categories', methods: ['z', 'fisher_exact'], sizes: SIZES, runs: MANY },
];

/** Every cell that is simulated. */
export function trustCells(): TrustCell[] {
  return groups.flatMap(({ methods, kind, sizes }) =>
    methods.flatMap((method) => sizes.flatMap((rows) => SHIFTS.map((shift) => ({ method, kind, rows, shift })))),
  );
}

/** @param divisor the runs of a cell are divided by it, for a quick look */
export function trustTasks(divisor: number): TrustTask[] {
  const wholes = groups.flatMap(({ sizes, runs, ...group }) =>
    sizes.flatMap((rows) =>
      SHIFTS.map((shift) => ({ ...group, rows, shift, runs: Math.ceil((shift === 0 ? runs.still : runs.moved) / divisor) })),
    ),
  );
  const parts = wholes.flatMap((whole) =>
    Array.from({ length: Math.ceil(whole.runs / RUNS_PER_PART) }, (_, part) => ({
      ...whole,
      features: FEATURES,
      runs: Math.min(RUNS_PER_PART, whole.runs - part * RUNS_PER_PART),
    })),
  );
  return parts.map((task, index) => ({ ...task, seed: 1000 + index }));
}

/** The shares of a cell over all its parts. */
export function addedCounts(cell: TrustCell, tasks: readonly TrustTask[], counts: readonly (readonly TrustCounts[])[]): TrustShares {
  const parts = tasks.flatMap((task, index) => {
    const place = task.kind === cell.kind && task.rows === cell.rows && task.shift === cell.shift ? task.methods.indexOf(cell.method) : -1;
    const found = counts[index]?.[place];
    return found === undefined ? [] : [{ runs: task.runs, found }];
  });
  const runs = parts.reduce((sum, part) => sum + part.runs, 0);
  const share = (field: keyof TrustCounts) =>
    trustCorrections.map((_, place) => parts.reduce((sum, { found }) => sum + (found[field][place] ?? 0), 0) / runs);
  return { alarm: share('falseAlarms'), found: share('found'), dataset: share('dataset') };
}

import type { ColumnReport, ContributionsReport } from '@modelmonitor/api';
import type { Explainer, Model, ModelContract } from '@modelmonitor/models';
import type { Column, Table } from '@modelmonitor/tables';
import { driftStrength } from './driftStrength.ts';
import { importanceByPermutation } from './importanceByPermutation.ts';
import { type ModelRows, modelRows } from './modelRows.ts';
import { rankedContributions } from './rankedContributions.ts';
import { shapleyImportance } from './shapleyImportance.ts';

/** Rows of each side that importance is measured on, unless the caller chooses another number. */
const DEFAULT_ROWS = 1000;

/** Predictions that estimated contributions of one side may take, so that models which predict slowly do not take hours. */
const MOST_PREDICTIONS = 200_000;

/** Fewer would say nothing of a mean. */
const FEWEST_ROWS = 50;

export interface ContributionsInput {
  readonly model: Model;
  readonly contract: ModelContract;
  readonly reference: Table;
  readonly current: Table;
  /** Drift of the features, by name. */
  readonly reports: Readonly<Record<string, ColumnReport>>;
  /** Labels of each side, as long as its table; only models without exact contributions need them. */
  readonly labels?: { readonly reference?: Column | undefined; readonly current?: Column | undefined };
  /** Rows of each side to measure on at most; 1,000 when absent. The background of exact contributions is the whole reference. */
  readonly maxRows?: number;
}

/** Per feature, on both sides; null where it cannot be said. */
interface Importances {
  readonly method: ContributionsReport['method'];
  readonly reference: Float64Array | null;
  readonly current: Float64Array | null;
  readonly reason?: string;
}

/** How much each feature matters to the model, and which to look at first. What cannot be measured is null, and the reason says why. */
export async function contributionsReport(input: ContributionsInput): Promise<ContributionsReport> {
  const method = input.model.explainer === undefined ? 'permutation' : 'tree_shap';
  try {
    const explainer = await input.model.explainer?.(rowsOf({ ...input, maxRows: Number.POSITIVE_INFINITY }, 'reference'));
    const limited = { ...input, maxRows: explainedRows(input, explainer) };
    const sides = { reference: rowsOf(limited, 'reference'), current: rowsOf(limited, 'current') };
    const importances = await importancesOf(input, sides, explainer);
    return section(input, importances, { reference: sides.reference.count, current: sides.current.count });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { method, rows: { reference: 0, current: 0 }, features: [], reason: error.message };
  }
}

function rowsOf({ model, contract, maxRows = DEFAULT_ROWS, ...tables }: ContributionsInput, side: 'reference' | 'current'): ModelRows {
  return modelRows(tables[side], { features: contract.features, categories: model.categories, maxRows });
}

type Sides = Readonly<Record<'reference' | 'current', ModelRows>>;

function explainedRows({ contract, maxRows = DEFAULT_ROWS }: ContributionsInput, explainer: Explainer | undefined): number {
  if (explainer?.orders === undefined) return maxRows;
  const affordable = Math.floor(MOST_PREDICTIONS / (explainer.orders * (contract.features.length + 1)));
  return Math.min(maxRows, Math.max(FEWEST_ROWS, affordable));
}

async function importancesOf(
  { model, contract, labels }: ContributionsInput,
  { reference, current }: Sides,
  explainer: Explainer | undefined,
): Promise<Importances> {
  if (explainer !== undefined) {
    return { method: 'tree_shap', reference: shapleyImportance(explainer, reference), current: shapleyImportance(explainer, current) };
  }
  const permuted = {
    reference: await importanceByPermutation(model, contract, { rows: reference, labels: labels?.reference }),
    current: await importanceByPermutation(model, contract, { rows: current, labels: labels?.current }),
  };
  const unmeasured = permuted.reference === null && permuted.current === null;
  return {
    method: 'permutation',
    ...permuted,
    ...(unmeasured ? { reason: 'the model gives no exact contributions, and permutation importance needs labelled rows' } : {}),
  };
}

function section(
  { contract, reports }: ContributionsInput,
  { method, reference, current, reason }: Importances,
  rows: ContributionsReport['rows'],
): ContributionsReport {
  const features = contract.features.map(({ name }, index) => {
    const report = Object.hasOwn(reports, name) ? reports[name] : undefined;
    return {
      name,
      importance: { reference: reference?.[index] ?? null, current: current?.[index] ?? null },
      drift: report === undefined ? null : driftStrength(report),
    };
  });
  return { method, rows, features: rankedContributions(features), ...(reason === undefined ? {} : { reason }) };
}

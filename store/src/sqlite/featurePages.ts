import type { DatabaseSync } from 'node:sqlite';
import type { Column, Table } from '@modelmonitor/tables';
import type { SourceColumn } from '@modelmonitor/tables/counted';
import type { RowPart } from '../countingStore.ts';
import type { RowContract } from '../rowContract.ts';
import type { RowRange } from '../rowPage.ts';
import type { StoredBatch } from './batchRecord.ts';
import type { Contracts } from './contracts.ts';
import { rowsInRange } from './rowRuns.ts';
import { listBatches, readFeatures } from './storedBatches.ts';

export interface FeaturePages {
  readonly range: RowRange;
  readonly columns: readonly SourceColumn[];
  readonly part: RowPart | undefined;
  /** Number of the last batch that counts: later ones are of a later state. */
  readonly last: number;
  readonly contracts: Contracts;
}

/** Features of the rows of a range, a page for each batch, in no order: without ids and labels, since counting needs neither. */
export function* featurePages(database: DatabaseSync, { range, columns, part, last, contracts }: FeaturePages): Generator<Table> {
  const within = part !== undefined && 'version' in part ? { ...range, version: part.version } : range;
  for (const { number, contract: contractNumber } of listBatches(database, range)) {
    const batch = number > last ? undefined : readFeatures(database, number);
    if (batch === undefined) continue;
    const contract = contracts.read(contractNumber);
    const rows = rowsOfPart(batch, contract, { part, rows: rowsInRange(batch, within) });
    if (rows.length === 0) continue;
    yield { rows: rows.length, columns: columns.map((column) => columnOf(batch, contract, { column, rows })) };
  }
}

type Features = Pick<StoredBatch, 'features' | 'predictions' | 'unseen'>;

function rowsOfPart(
  batch: Features,
  contract: RowContract,
  { part, rows }: { readonly part: RowPart | undefined; readonly rows: readonly number[] },
): readonly number[] {
  if (part === undefined) return rows;
  if ('version' in part) return rows.filter((row) => !Number.isNaN(batch.predictions[row]));
  const { values } = columnOf(batch, contract, { column: { name: part.feature, type: 'categorical' }, rows });
  const categories = new Set<unknown>(part.categories);
  return rows.filter((_, place) => categories.has(values[place]));
}

/** A feature of some rows. It is missing where the contract lacks it, or has it with another type. */
function columnOf(
  { features, unseen }: Features,
  contract: RowContract,
  { column: { name, type }, rows }: { readonly column: SourceColumn; readonly rows: readonly number[] },
): Column {
  const [width, place] = [contract.features.length, contract.features.findIndex((own) => own.name === name && own.type === type)];
  if (type === 'numeric') {
    const values = new Float64Array(rows.length).fill(Number.NaN);
    if (place >= 0) for (let at = 0; at < rows.length; at++) values[at] = features[(rows[at] as number) * width + place] as number;
    return { name, type, values };
  }
  const categories = contract.features[place]?.categories ?? [];
  const others = new Map(unseen.flatMap(({ row, feature, text }) => (feature === place ? [[row, text] as const] : [])));
  const values = rows.map((row) => others.get(row) ?? categories[features[row * width + place] as number] ?? null);
  return { name, type: 'categorical', values };
}

import type { RowContract } from '@modelmonitor/store';

/** What a Parquet file of archived rows says about itself: JSON in its metadata, under the key `modelmonitor`. */
export interface ArchiveHeader {
  readonly version: 1;
  readonly monitor: { readonly namespace: string; readonly name: string };
  readonly rows: number;
  /** `digestText` of all rows. */
  readonly digest: string;
  /** Contracts of the rows, which refer to them by the column `contract`, an index into these. */
  readonly contracts: readonly RowContract[];
  /** Names of the versions in the rows. */
  readonly versions: readonly string[];
  readonly columns: readonly ArchiveColumn[];
}

/** A column of the file, in the order of the file, and what it is in the rows of each contract that has it. */
export interface ArchiveColumn {
  readonly name: string;
  readonly type: 'text' | 'number' | 'time' | 'truth' | 'index';
  readonly role: ArchiveRole;
  /** Feature or class that it holds in the rows of a contract. */
  readonly of?: readonly { readonly contract: number; readonly index: number }[];
}

export type ArchiveRole =
  | 'id'
  | 'time'
  | 'version'
  | 'feature'
  | 'prediction'
  | 'probability'
  | 'label'
  | 'labelTime'
  | 'refused'
  | 'contract';

export const HEADER_KEY = 'modelmonitor';

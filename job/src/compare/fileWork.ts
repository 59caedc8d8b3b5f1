import type { CheckSettings } from '@modelmonitor/drift';
import type { Profile, ReadType } from '@modelmonitor/tables';
import type { DataSource, DuckDbLimits } from '@modelmonitor/tables/files';

/** What columns are compared with: files, or a profile of such. */
export type ReferenceSource =
  | { readonly kind: 'files'; readonly source: DataSource }
  | { readonly kind: 'profile'; readonly profile: Profile };

/** Everything a thread needs to compare columns of files. Plain data. */
export interface FileWork {
  readonly reference: ReferenceSource;
  readonly current: DataSource;
  /** How columns are read, where the user said so. */
  readonly types: Readonly<Record<string, ReadType>>;
  readonly settings: CheckSettings;
  /** Of the database of each thread. */
  readonly limits: DuckDbLimits;
}

/** Where a store is, as it is sent to the thread that opens it. */
export type StoreSettings = FileStoreSettings;

/** What every store is opened with. */
export interface SharedStoreSettings {
  readonly monitor: { readonly namespace: string; readonly name: string };
  /** Most ids with a label that wait for their row; 1,000,000 when absent. */
  readonly maxWaitingLabels?: number;
}

/** A store in an SQLite file. */
export interface FileStoreSettings extends SharedStoreSettings {
  readonly kind: 'file';
  /** The file; SQLite keeps others beside it, with `-wal` and `-shm` behind the name. */
  readonly path: string;
}

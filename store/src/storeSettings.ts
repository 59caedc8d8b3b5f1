/** Where a store is, as it is sent to the thread that opens it. */
export type StoreSettings = FileStoreSettings | PostgresStoreSettings;

/** What every store is opened with. */
export interface SharedStoreSettings {
  readonly monitor: { readonly namespace: string; readonly name: string };
  /** Most ids with a label that wait for their row; 1,000,000 when absent. */
  readonly maxWaitingLabels?: number;
}

/** A store in an SQLite file. */
export interface FileStoreSettings extends SharedStoreSettings {
  readonly kind: 'file';
  /** The file; SQLite keeps others beside it, with `-wal` and `-shm` behind the name, and `-reserve` holds space for a full disk. */
  readonly path: string;
}

/** A store in a PostgreSQL database. */
export interface PostgresStoreSettings extends SharedStoreSettings {
  readonly kind: 'postgres';
  /** The URL with user and password, or the file that has it, which is read again at each connect. */
  readonly url: { readonly file: string } | { readonly text: string };
  /** File with certificates of authorities in PEM; with it the connection is encrypted and verified, whatever the URL says. */
  readonly authorities?: string;
  /** What names the URL, for messages: a field of a resource or an option. */
  readonly what: string;
  /** Whether a batch counts as written when it is on the disk of the server: true when absent. */
  readonly synchronousCommit?: boolean;
}

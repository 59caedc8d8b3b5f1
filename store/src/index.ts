export type { ForwardedMethod, RecordedRows, StoreClient, StoreStatus } from './client/storeClient.ts';
export type { QueueLimits, SpillSettings, StoreClientOptions, StoreLog } from './client/storeClientOptions.ts';
export { StoreOutcomeUnknown, StoreRefusedRows, StoreTooNew, StoreUnavailable } from './errors.ts';
export type { LabelBatch, LabelOutcome } from './labelBatch.ts';
export type { RowBatch, RowIdentifiers, UnseenText } from './rowBatch.ts';
export type { RowContract, RowFeature } from './rowContract.ts';
export { maxPageRows, type RowCounts, type RowPage, type RowRange } from './rowPage.ts';
export type { LedgerEntry, Store, StoreHealth, WriterAccount } from './store.ts';
export type { FileStoreSettings, SharedStoreSettings, StoreSettings } from './storeSettings.ts';

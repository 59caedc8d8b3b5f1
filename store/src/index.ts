export { StoreOutcomeUnknown, StoreRefusedRows, StoreUnavailable } from './errors.ts';
export type { LabelBatch, LabelOutcome } from './labelBatch.ts';
export type { RowBatch, RowIdentifiers, UnseenText } from './rowBatch.ts';
export type { RowContract, RowFeature } from './rowContract.ts';
export type { RowCounts, RowPage, RowRange } from './rowPage.ts';
export type { LedgerEntry, Store, StoreHealth, WriterAccount } from './store.ts';

export { checkLedger, type WriterFinding } from './checkLedger.ts';
export type { Claim } from './claim.ts';
export { createStoreClient } from './client/createStoreClient.ts';
export type { ForwardedMethod, RecordedRows, StoreClient, StoreStatus } from './client/storeClient.ts';
export type { QueueLimits, SpillSettings, StoreClientOptions, StoreLog } from './client/storeClientOptions.ts';
export type { CountingStore, RowPart, StartedCounting } from './countingStore.ts';
export { StoreOutcomeUnknown, StoreRefusedRows, StoreTooNew, StoreUnavailable } from './errors.ts';
export type { HourQuery, HourRecord } from './hourRecord.ts';
export type { LabelBatch, LabelOutcome } from './labelBatch.ts';
export type { StoreCall } from './measureStore.ts';
export { type DatabaseToMigrate, migrateDatabase, migrationText } from './migrateDatabase.ts';
export { type OpenStoreOptions, openStore } from './openStore.ts';
export { pagesWithLabel } from './pagesWithLabel.ts';
export { type PageWindowOptions, pageWindow } from './pageWindow.ts';
export type { UpdateOptions } from './performance/performanceMethods.ts';
export type { PerformanceRecord } from './performance/performanceRecord.ts';
export type { PerformanceQuery, PeriodLength, SavedPerformance } from './performance/performanceTables.ts';
export { type Day, dayNamed, dayOf } from './retention/day.ts';
export {
  claimRetention,
  type RetentionBounds,
  type RetentionOptions,
  type RetentionOutcome,
  restoredClaim,
  retentionPass,
} from './retention/retentionPass.ts';
export type { RowBatch, RowIdentifiers, UnseenText } from './rowBatch.ts';
export type { RowContract, RowFeature } from './rowContract.ts';
export { isGivenId, parseRowId } from './rowId.ts';
export { newSeries, type RowNames, rowNames } from './rowNames.ts';
export { maxPageRows, type RowCounts, type RowPage, type RowRange } from './rowPage.ts';
export { selectPageRows } from './selectPageRows.ts';
export type { LedgerEntry, Store, StoreHealth, WriterAccount } from './store.ts';
export type { StoreQuery } from './storeQuery.ts';
export type { FileStoreSettings, PostgresStoreSettings, SharedStoreSettings, StoreSettings } from './storeSettings.ts';
export { storeSettingsOf } from './storeSettingsOf.ts';

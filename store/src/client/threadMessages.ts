import type { StoreCall } from '../measureStore.ts';
import type { RowBatch } from '../rowBatch.ts';
import type { RowContract } from '../rowContract.ts';
import type { RowPage, RowRange } from '../rowPage.ts';
import type { WriterAccount } from '../store.ts';
import type { StoreQuery } from '../storeQuery.ts';
import type { StoreSettings } from '../storeSettings.ts';
import type { SeenRows, WriterEvent } from '../writer/writerEvents.ts';
import type { LostBatch } from '../writer/writerOptions.ts';
import type { ForwardedMethod } from './storeClient.ts';
import type { SpillSettings, StoreLog } from './storeClientOptions.ts';

/** What the thread starts with. */
export interface ThreadData {
  readonly settings: StoreSettings;
  readonly writer: string;
  readonly startedAt: number;
  readonly spill: SpillSettings | undefined;
  readonly spillRows: number;
  readonly before: { readonly account: WriterAccount; readonly lost: readonly LostBatch[] } | undefined;
}

/** Methods that are forwarded as one call with one result. */
export type CalledMethod = Exclude<ForwardedMethod, 'readPages'>;

/** To the thread. A contract is sent once, and batches refer to it by its number. */
export type ToThread =
  | { readonly type: 'contract'; readonly number: number; readonly contract: RowContract }
  | { readonly type: 'batch'; readonly contract: number; readonly batch: Omit<RowBatch, 'contract'>; readonly seen: SeenRows }
  | { readonly type: 'account'; readonly seen: SeenRows }
  | { readonly type: 'call'; readonly call: number; readonly method: CalledMethod; readonly parameters: readonly unknown[] }
  | { readonly type: 'pages'; readonly call: number; readonly pages: number; readonly range: RowRange }
  | { readonly type: 'nextPage'; readonly call: number; readonly pages: number }
  | { readonly type: 'endPages'; readonly pages: number }
  | { readonly type: 'close'; readonly milliseconds: number };

/** From the thread. */
export type FromThread =
  | { readonly type: 'event'; readonly event: WriterEvent }
  | { readonly type: 'query'; readonly query: StoreQuery }
  | { readonly type: 'log'; readonly entry: Parameters<StoreLog> }
  | { readonly type: 'measured'; readonly measured: StoreCall }
  | { readonly type: 'result'; readonly call: number; readonly result: unknown }
  | { readonly type: 'page'; readonly call: number; readonly page: RowPage | undefined }
  | { readonly type: 'error'; readonly call: number; readonly name: string; readonly message: string }
  | { readonly type: 'closed'; readonly account: WriterAccount };

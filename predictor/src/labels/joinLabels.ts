import type { StoreClient, LabelOutcome as StoredOutcome } from '@modelmonitor/store';
import { StoreTooNew, StoreUnavailable } from '@modelmonitor/store';
import type { Capture } from '../capture/capture.ts';
import { ProblemError } from '../problem.ts';
import type { Tally } from '../telemetry/tally.ts';

/** The label of a prediction. */
export interface Label {
  readonly id: string;
  /** Class index, or value; NaN while there is none. */
  readonly actual: number;
}

/** Whether a value may be the id of a prediction. */
export function isLabelId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= 160 && !id.includes('\0');
}

/** What became of labels. */
export interface JoinedLabels {
  readonly received: number;
  /** Labels whose prediction is in the buffer or the store. */
  readonly joined: number;
  /** Labels among these that replaced a different one. */
  readonly changed: number;
  /** Labels without a value. */
  readonly missing: number;
  /** Ids without a prediction, the first of them; their labels wait for it. */
  readonly unknown: readonly string[];
}

export interface JoinLabelsOptions {
  readonly capture: () => Capture;
  readonly store: () => Pick<StoreClient, 'addLabels'> | undefined;
  readonly outcomes: Tally;
  /** Counts labels that waited in the store and were dropped. */
  readonly countDropped: (labels: number) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Joins labels to predictions in memory and in the store. */
export type JoinLabels = (labels: readonly Label[], source: string) => Promise<JoinedLabels>;

/** Most unknown ids in a response. */
export const mostUnknownListed = 100;

/** @throws ProblemError (503) while the store cannot be reached: it has none of the labels, those of rows in memory are joined there */
export function createLabelJoin({ capture, store, outcomes, countDropped, now }: JoinLabelsOptions): JoinLabels {
  return async (labels, source) => {
    const given = labels.filter(({ actual }) => !Number.isNaN(actual));
    const current = capture();
    const inMemory = given.map(({ id, actual }) => current.label(id, actual));
    const { classes } = current.contract;
    const stored = await storeLabels(store(), {
      ids: given.map(({ id }) => id),
      actuals: given.map(({ actual }) => classes[actual] ?? actual),
      time: now(),
      source,
    });
    countDropped(stored?.dropped ?? 0);
    // A row that was predicted just now may be in memory only.
    const unknownToStore = stored === undefined ? given.keys() : stored.unknown;
    const unknown: string[] = [];
    let unknownCount = 0;
    let changed = stored?.changed ?? 0;
    for (const index of unknownToStore) {
      if (inMemory[index] === 'changed') changed++;
      if (inMemory[index] !== 'unknown') continue;
      unknownCount++;
      if (unknown.length < mostUnknownListed) unknown.push((given[index] as Label).id);
    }
    const joined = given.length - unknownCount;
    const missing = labels.length - given.length;
    const counts = { joined: joined - changed, changed, missing, unknown: unknownCount };
    for (const [outcome, count] of Object.entries(counts)) if (count > 0) outcomes.add([outcome], count);
    return { received: labels.length, joined, changed, missing, unknown };
  };
}

type StoredLabels = Parameters<StoreClient['addLabels']>[0];

async function storeLabels(store: Pick<StoreClient, 'addLabels'> | undefined, labels: StoredLabels): Promise<StoredOutcome | undefined> {
  if (store === undefined || labels.ids.length === 0) return undefined;
  try {
    return await store.addLabels(labels);
  } catch (cause) {
    refuse(cause);
  }
}

/** @throws ProblemError (503) while the store cannot be used; other errors as they are */
export function refuse(cause: unknown): never {
  if (!(cause instanceof StoreUnavailable) && !(cause instanceof StoreTooNew)) throw cause;
  throw new ProblemError('store_unavailable', 'the store does not answer: captured rows and labels can be neither read nor stored now', {
    cause,
    headers: { 'Retry-After': '5' },
  });
}

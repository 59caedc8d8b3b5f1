import type { Environment } from '../environment.ts';
import type { Log } from '../log/logRecord.ts';
import type { LiveServing } from '../serving/liveServing.ts';
import type { Capture } from './capture.ts';
import { captureWindow } from './captureWindow.ts';
import type { Snapshot } from './snapshot.ts';

/** Interval at which changed captured rows are written, in milliseconds: the most that a crash can lose. */
const saveIntervalMilliseconds = 10_000;

export interface KeepSnapshotOptions {
  readonly snapshot: Snapshot;
  readonly serving: Pick<LiveServing, 'live' | 'restore'>;
  /** Whether a store keeps the rows: then no snapshot is written, and an earlier one is removed. */
  readonly isStored: () => boolean;
  readonly environment: Environment;
  readonly log: Log;
}

/** Captured rows that are saved regularly where no store keeps them. */
export interface KeptSnapshot {
  /** Saves the rows one last time. */
  stop(): Promise<void>;
}

/** Restores the rows of the last run, then saves them every few seconds when they changed. */
export async function keepSnapshot(options: KeepSnapshotOptions): Promise<KeptSnapshot> {
  const { serving, environment, log, isStored } = options;
  if (!isStored()) await restore(options);
  let saved = changeMark(serving);
  const saveIfChangedNow = async () => {
    if (isStored()) return options.snapshot.remove();
    const mark = changeMark(serving);
    if (mark.capture === saved.capture && mark.count === saved.count) return;
    await save(options);
    saved = mark;
  };
  // Sequentially: two saves at a time would write the same file.
  let saving: Promise<void> = Promise.resolve();
  const saveIfChanged = () => {
    saving = saving.catch(() => undefined).then(saveIfChangedNow);
    return saving;
  };
  const timer = environment.every(saveIntervalMilliseconds, () =>
    saveIfChanged().catch((error: Error) => log('error', 'the snapshot of captured rows could not be written', { reason: error.message })),
  );
  return {
    async stop() {
      timer.stop();
      await saveIfChanged();
    },
  };
}

async function restore({ snapshot, serving, log }: KeepSnapshotOptions): Promise<void> {
  const window = await snapshot.load();
  if (window === undefined) return;
  try {
    serving.restore(window);
    log('info', 'captured rows restored from the snapshot', { rows: window.rows });
  } catch (error) {
    await snapshot.reject((error as Error).message);
  }
}

async function save({ snapshot, serving, environment }: KeepSnapshotOptions): Promise<void> {
  const { capture, state } = serving.live();
  await snapshot.save(
    captureWindow(capture, { monitor: state.monitor.metadata, maxRows: Number.POSITIVE_INFINITY, now: environment.now() }),
  );
}

/** Changes with each new or refused row or label, and with a new buffer: then the file may hold rows that must no longer be kept. */
function changeMark(serving: Pick<LiveServing, 'live'>): { capture: Capture; count: number } {
  const { capture } = serving.live();
  return { capture, count: capture.account.captured + capture.account.labelled + capture.account.refused };
}

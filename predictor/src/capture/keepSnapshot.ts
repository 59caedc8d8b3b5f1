import type { Environment } from '../environment.ts';
import type { Log } from '../log/logRecord.ts';
import { restoredCapture } from '../serving/captureFor.ts';
import type { LiveServing } from '../serving/liveServing.ts';
import type { Capture } from './capture.ts';
import { captureWindow } from './captureWindow.ts';
import type { Snapshot } from './snapshot.ts';

/** How often the captured rows are written when they changed, in milliseconds: what a crash can lose at most. */
const saveIntervalMilliseconds = 10_000;

export interface KeepSnapshotOptions {
  readonly snapshot: Snapshot;
  readonly serving: LiveServing;
  readonly environment: Environment;
  readonly log: Log;
}

/** Keeps the captured rows on disk from now on. */
export interface KeptSnapshot {
  /** Writes the rows a last time. */
  stop(): Promise<void>;
}

/** Brings the rows of the last run back, then saves them every few seconds when they changed. */
export async function keepSnapshot(options: KeepSnapshotOptions): Promise<KeptSnapshot> {
  const { serving, environment, log } = options;
  await restore(options);
  let saved = changeMark(serving);
  const saveIfChangedNow = async () => {
    const mark = changeMark(serving);
    if (mark.capture === saved.capture && mark.count === saved.count) return;
    await save(options);
    saved = mark;
  };
  // One after the other: two at a time would write the same file.
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

async function restore({ snapshot, serving, environment, log }: KeepSnapshotOptions): Promise<void> {
  const window = await snapshot.load();
  if (window === undefined) return;
  try {
    serving.use(restoredCapture(serving.live().state, environment, { window }));
    log('info', 'captured rows are back from the snapshot', { rows: window.rows });
  } catch (error) {
    await snapshot.reject((error as Error).message);
  }
}

async function save({ snapshot, serving, environment }: KeepSnapshotOptions): Promise<void> {
  const { capture, state } = serving.live();
  await snapshot.save(captureWindow(capture, { monitor: state.monitor.metadata, maxRows: capture.ring.size, now: environment.now() }));
}

/** Differs whenever rows or labels came, or another buffer took over: then what is on disk may be what must no longer be kept. */
function changeMark(serving: LiveServing): { capture: Capture; count: number } {
  const { capture } = serving.live();
  return { capture, count: capture.account.captured + capture.account.labelled };
}

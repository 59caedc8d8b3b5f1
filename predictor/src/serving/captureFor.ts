import { newSeries } from '@modelmonitor/store';
import type { Window } from '@modelmonitor/tables';
import { type Capture, type CaptureOptions, createCapture } from '../capture/capture.ts';
import { type CaptureAccount, emptyAccount } from '../capture/captureAccount.ts';
import { captureWindow } from '../capture/captureWindow.ts';
import { restoreWindow, snapshotIds } from '../capture/restoreWindow.ts';
import type { Environment } from '../environment.ts';
import { type ServingState, sameModel } from './servingState.ts';

/** What every capture of a process has in common. */
export interface CaptureLog extends Required<Pick<CaptureOptions, 'store' | 'waiting'>> {
  readonly environment: Pick<Environment, 'now' | 'random' | 'randomBytes'>;
}

/** A capture and the state it was created for. */
export interface CaptureBefore {
  readonly capture: Capture;
  readonly state: ServingState;
}

/**
 * The capture for a new state. A capture for the same model and bounds is reused; otherwise a new one replaces it, with the rows where the
 * model has the same inputs and without them where it does not. Counts continue either way.
 */
export function captureFor(state: ServingState, log: CaptureLog, before?: CaptureBefore): Capture {
  if (before === undefined) return freshCapture(state, log, { account: emptyAccount() });
  const { capture } = before;
  const unchanged =
    JSON.stringify([before.state.contract, before.state.monitor.spec.capture]) ===
    JSON.stringify([state.contract, state.monitor.spec.capture]);
  if (unchanged) return capture;
  const { metadata, spec } = state.monitor;
  const sameRedaction = JSON.stringify(before.state.monitor.spec.capture.redact) === JSON.stringify(spec.capture.redact);
  if (!sameModel(before.state.monitor, state.monitor) || !sameRedaction) {
    capture.account.evicted.model_changed += capture.ring.size;
    return freshCapture(state, log, { account: capture.account });
  }
  const window = captureWindow(capture, { monitor: metadata, maxRows: spec.capture.maxRows, now: log.environment.now() });
  capture.account.evicted.rows += capture.ring.size - window.rows;
  return captureOfWindows(state, log, { windows: [window], account: capture.account });
}

/** Rows of another buffer, a snapshot or a store, oldest first, and the counts that continue. */
export interface RestoredRows {
  readonly windows: readonly Window[];
  readonly account?: CaptureAccount;
}

/** A capture that starts with the rows of windows; throws when they are not rows of this monitor's model. */
export function captureOfWindows(state: ServingState, log: CaptureLog, { windows, account = emptyAccount() }: RestoredRows): Capture {
  const capture = freshCapture(state, log, { account, restoredIds: windows.flatMap(snapshotIds) });
  for (const window of windows) restoreWindow(capture, window, state.monitor.metadata);
  return capture;
}

function freshCapture(
  { contract, monitor }: ServingState,
  { environment: { now, random, randomBytes }, store, waiting }: CaptureLog,
  continued: Pick<CaptureOptions, 'account' | 'restoredIds'>,
): Capture {
  return createCapture({
    contract,
    spec: monitor.spec.capture,
    now,
    random,
    series: newSeries(randomBytes),
    store,
    waiting,
    ...continued,
  });
}

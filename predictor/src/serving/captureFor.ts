import type { Window } from '@modelmonitor/tables';
import { type Capture, type CaptureAccount, type CaptureOptions, createCapture, emptyAccount } from '../capture/capture.ts';
import { captureWindow } from '../capture/captureWindow.ts';
import { restoreWindow, snapshotIds } from '../capture/restoreWindow.ts';
import type { Environment } from '../environment.ts';
import { type ServingState, sameModel } from './servingState.ts';

/** A capture and the state it was created for. */
export interface CaptureBefore {
  readonly capture: Capture;
  readonly state: ServingState;
}

/**
 * The capture for a new state. A capture for the same model and bounds is reused; otherwise a new one replaces it, with the rows where the
 * model has the same inputs and without them where it does not. Counts continue either way.
 */
export function captureFor(state: ServingState, environment: Environment, before?: CaptureBefore): Capture {
  if (before === undefined) return freshCapture(state, environment, { account: emptyAccount() });
  const { capture } = before;
  const unchanged =
    JSON.stringify([before.state.contract, before.state.monitor.spec.capture]) ===
    JSON.stringify([state.contract, state.monitor.spec.capture]);
  if (unchanged) return capture;
  const { metadata, spec } = state.monitor;
  const sameRedaction = JSON.stringify(before.state.monitor.spec.capture.redact) === JSON.stringify(spec.capture.redact);
  if (!sameModel(before.state.monitor, state.monitor) || !sameRedaction) {
    capture.account.evicted.model_changed += capture.ring.size;
    return freshCapture(state, environment, { account: capture.account });
  }
  const window = captureWindow(capture, { monitor: metadata, maxRows: spec.capture.maxRows, now: environment.now() });
  capture.account.evicted.rows += capture.ring.size - window.rows;
  return captureOfWindow(state, environment, { window, account: capture.account });
}

/** Rows of another buffer or of a snapshot, and the counts that continue. */
export interface RestoredRows {
  readonly window: Window;
  readonly account?: CaptureAccount;
}

/** A capture that starts with the rows of a window; throws when they are not rows of this monitor's model. */
export function captureOfWindow(
  state: ServingState,
  environment: Environment,
  { window, account = emptyAccount() }: RestoredRows,
): Capture {
  const capture = freshCapture(state, environment, { account, restoredIds: snapshotIds(window) });
  restoreWindow(capture, window, state.monitor.metadata);
  return capture;
}

function freshCapture(
  { contract, monitor }: ServingState,
  { now, random, randomBytes }: Environment,
  continued: Pick<CaptureOptions, 'account' | 'restoredIds'>,
): Capture {
  return createCapture({ contract, spec: monitor.spec.capture, now, random, series: randomBytes(4).toString('hex'), ...continued });
}

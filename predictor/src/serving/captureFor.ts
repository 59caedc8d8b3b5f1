import type { Window } from '@modelmonitor/tables';
import { type Capture, type CaptureAccount, type CaptureOptions, createCapture, emptyAccount } from '../capture/capture.ts';
import { captureWindow } from '../capture/captureWindow.ts';
import { restoredIds, restoreWindow } from '../capture/restoreWindow.ts';
import type { Environment } from '../environment.ts';
import { type ServingState, sameModel } from './servingState.ts';

/** The capture and the state it was made for. */
export interface CaptureBefore {
  readonly capture: Capture;
  readonly state: ServingState;
}

/**
 * The capture for a new state. One made for the same model and the same bounds goes on as it is; otherwise a new one takes over, with the
 * rows where the model takes the same inputs, without them where it does not. Counts go on either way.
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
  return restoredCapture(state, environment, { window, account: capture.account });
}

/** Rows of another buffer or of a snapshot, and the counts that go on. */
export interface RestoredRows {
  readonly window: Window;
  readonly account?: CaptureAccount;
}

/** A capture that starts with the rows of a window; throws when they are not rows of this monitor's model. */
export function restoredCapture(
  state: ServingState,
  environment: Environment,
  { window, account = emptyAccount() }: RestoredRows,
): Capture {
  const capture = freshCapture(state, environment, { account, restoredIds: restoredIds(window) });
  restoreWindow(capture, window, state.monitor.metadata);
  return capture;
}

function freshCapture(
  { contract, monitor }: ServingState,
  { now, random, randomBytes }: Environment,
  takenOver: Pick<CaptureOptions, 'account' | 'restoredIds'>,
): Capture {
  return createCapture({ contract, spec: monitor.spec.capture, now, random, series: randomBytes(4).toString('hex'), ...takenOver });
}

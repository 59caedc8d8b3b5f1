import { durationMilliseconds, type ModelMonitor } from '@modelmonitor/api';
import type { Window } from '@modelmonitor/tables';
import type { Capture } from './capture.ts';
import { rowsAfter } from './captureRing.ts';
import { captureWindow } from './captureWindow.ts';

/** The window that a drift check of a monitor compares, with what the buffer has beside it. */
export function checkWindow(capture: Capture, { metadata, spec }: ModelMonitor, now: number): Window {
  const { maxRows, maxAge } = spec.drift.window;
  const window = captureWindow(capture, { monitor: metadata, maxRows, now });
  const since = now - durationMilliseconds(maxAge);
  const seen = rowsAfter(capture.ring, since).count + rowsAfter(capture.refused.ring, since).count;
  return { ...window, account: { seen, missing: { ...capture.account.dropped } } };
}

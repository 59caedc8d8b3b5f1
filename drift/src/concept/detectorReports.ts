import type { DetectorReport } from '@modelmonitor/api';
import {
  createAdwin,
  createDdm,
  createEddm,
  createKswin,
  createPageHinkley,
  type StreamDetector,
  type StreamEvent,
  streamEvents,
} from '@modelmonitor/stats/detectors';
import type { DetectorStreams } from './detectorStreams.ts';

const MOST_EVENTS = 20;
const KSWIN_WINDOW = 100;
const EDDM_ERRORS = 30;

export interface DetectorReportsOptions {
  /** Milliseconds since 1970 of each value of the stream; null where they are not known. */
  readonly times: Float64Array | null;
  /** Seed of KSWIN's draw. */
  readonly seed: number;
}

interface Voice {
  readonly name: DetectorReport['detector'];
  readonly detector: StreamDetector;
  readonly values: Float64Array;
  /** What it lacks to say anything; null when nothing. */
  readonly lacking: string | null;
}

/** Runs the five detectors, with River's defaults, over a stream. */
export function detectorReports({ wrong, losses }: DetectorStreams, { times, seed }: DetectorReportsOptions): DetectorReport[] {
  const errors = wrong.reduce((sum, value) => sum + value, 0);
  const voices: Voice[] = [
    { name: 'ddm', detector: createDdm(), values: wrong, lacking: null },
    {
      name: 'eddm',
      detector: createEddm(),
      values: wrong,
      lacking: errors > EDDM_ERRORS ? null : `needs more than ${EDDM_ERRORS} errors, got ${errors}`,
    },
    { name: 'page_hinkley', detector: createPageHinkley(), values: losses, lacking: null },
    { name: 'adwin', detector: createAdwin(), values: losses, lacking: null },
    {
      name: 'kswin',
      detector: createKswin({ seed: seed >>> 0 }),
      values: losses,
      lacking: losses.length >= KSWIN_WINDOW ? null : `needs ${KSWIN_WINDOW} rows, got ${losses.length}`,
    },
  ];
  return voices.map((voice) => reportOf(voice, times));
}

function reportOf({ name, detector, values, lacking }: Voice, times: Float64Array | null): DetectorReport {
  if (lacking !== null) return { detector: name, verdict: 'unknown', events: [], n_events: 0, reason: lacking };
  const events = streamEvents(detector, values);
  const verdict = events.some(({ kind }) => kind === 'drift') ? 'drifted' : events.length > 0 ? 'warning' : 'stable';
  return { detector: name, verdict, events: events.slice(-MOST_EVENTS).map((event) => timeOf(event, times)), n_events: events.length };
}

function timeOf({ kind, index }: StreamEvent, times: Float64Array | null): DetectorReport['events'][number] {
  const time = new Date(times?.[index] ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? { kind, row: index } : { kind, row: index, time: time.toISOString() };
}

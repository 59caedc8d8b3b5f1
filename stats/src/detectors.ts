// Detectors of drift in streams. An entry of its own: most comparisons need none of it.
export { type AdwinDetector, type AdwinOptions, createAdwin } from './detectors/adwin.ts';
export { createDdm, type DdmOptions } from './detectors/ddm.ts';
export { createEddm, type EddmOptions } from './detectors/eddm.ts';
export { createKswin, type KswinOptions } from './detectors/kswin.ts';
export { createPageHinkley, type PageHinkleyOptions } from './detectors/pageHinkley.ts';
export type { StreamDetector, StreamSignal } from './detectors/streamDetector.ts';
export { type StreamEvent, streamEvents } from './detectors/streamEvents.ts';

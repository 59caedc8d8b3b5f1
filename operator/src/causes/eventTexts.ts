import type { RawObject } from '@modelmonitor/kube';
import { foreignText } from './foreignText.ts';

/** Events of a pod that waits for its volumes or its sandbox. */
const mountReasons = [
  'FailedMount',
  'FailedAttachVolume',
  'FailedMapVolume',
  'FailedCreatePodSandBox',
  'FailedCreatePodSandbox',
  'NetworkNotReady',
];

/** Events of a Job whose pods are refused. */
const runReasons = ['FailedCreate'];

/** What the kubelet reports of the volumes of a pod that does not start; undefined when it reports none. */
export function mountText(events: readonly RawObject[]): string | undefined {
  return newestNote(events, mountReasons);
}

/** Why the pods of a Job are refused; undefined when none is. */
export function runText(events: readonly RawObject[]): string | undefined {
  const note = newestNote(events, runReasons);
  return note === undefined ? undefined : refusalText(note);
}

/** The message of the API server in that of a controller; pods that are tried again and again have another name each time. */
export function refusalText(message: string): string {
  return foreignText(message)
    .replace(/^Error creating: /, '')
    .replace(/^(pods "[^"]*-)[a-z0-9]{5}(" is forbidden)/, '$1…$2');
}

function newestNote(events: readonly RawObject[], reasons: readonly string[]): string | undefined {
  const found = events.filter((event) => reasons.includes(String(event['reason'])));
  const newest = found.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1)).at(-1);
  return newest === undefined ? undefined : foreignText(String(newest['note'] ?? ''));
}

/** When an event last occurred, as text that sorts. */
function timeOf(event: RawObject): string {
  const { series, deprecatedLastTimestamp, eventTime, metadata } = event as RawObject & {
    readonly series?: { readonly lastObservedTime?: string };
    readonly deprecatedLastTimestamp?: string;
    readonly eventTime?: string;
  };
  return series?.lastObservedTime ?? deprecatedLastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';
}

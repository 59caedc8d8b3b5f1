import type { PodStatus } from '@modelmonitor/api';
import { clippedText, printable } from '@modelmonitor/api/plain';

/** Versions that are read of one pod: a resource has ten, and a pod of an earlier configuration others. */
const mostVersions = 20;

/** Longest text that is kept, in characters: it may appear in conditions. */
const mostCharacters = 1024;

/**
 * Reads what a pod responded. A pod may be of another version or of another program: numbers are finite, names are those a version can have, and other texts are cut and without
 * control characters.
 *
 * @throws Error for anything but a status
 */
export function parsePodStatus(body: string): PodStatus {
  const { newRows, firstNewAt, versions, store, checkRequestedAgo } = fieldsOf(parseJson(body));
  const isStatus = isCount(newRows) && (firstNewAt === null || isCount(firstNewAt)) && Array.isArray(versions);
  const read = isStatus ? versions.slice(0, mostVersions).map(versionOf) : [undefined];
  if (!isStatus || read.includes(undefined)) throw new Error('expected the status of a pod, got something else');
  return {
    newRows,
    firstNewAt,
    versions: read.filter((version) => version !== undefined),
    ...(isCount(checkRequestedAgo) ? { checkRequestedAgo } : {}),
    ...storeOf(store),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Its message would quote the pod.
    return undefined;
  }
}

function versionOf(value: unknown): PodStatus['versions'][number] | undefined {
  const { name, loaded, previous, error } = fieldsOf(value);
  const isName = typeof name === 'string' && /^[-A-Za-z0-9_.]{1,63}$/.test(name);
  if (!isName || typeof loaded !== 'boolean' || (error !== undefined && typeof error !== 'string')) return undefined;
  return { name, loaded, ...(previous === true ? { previous } : {}), ...(error === undefined ? {} : { error: shortText(error) }) };
}

/** What the pod reports of its store; nothing where it reports none. */
function storeOf(value: unknown): Pick<PodStatus, 'store'> {
  const { connected, reason } = fieldsOf(value);
  if (typeof connected !== 'boolean') return {};
  return { store: { connected, ...(typeof reason === 'string' ? { reason: shortText(reason) } : {}) } };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return (value ?? {}) as Readonly<Record<string, unknown>>;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function shortText(text: string): string {
  return clippedText(printable(text.slice(0, 2 * mostCharacters)), mostCharacters);
}

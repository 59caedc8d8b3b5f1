import { failureAnnotation, type RunFailure, reportKeys, runAnnotation } from '@modelmonitor/api';
import { eachMember, type JsonBounds, type JsonPart, type OwnerReference, parsePart, type Rest, wholePart } from '@modelmonitor/kube';

/** What is read of the ConfigMap that holds a report, or of an archive: nothing else of it is parsed. */
export interface StoredReport {
  readonly resourceVersion: string;
  /** The run its annotation names. */
  readonly run: string | undefined;
  readonly failure: RunFailure | undefined;
  readonly ownerReferences: readonly OwnerReference[] | undefined;
  /** Values that a job writes, as JSON texts, by their key. */
  readonly data: ReadonlyMap<string, JsonPart>;
  readonly binaryData: ReadonlyMap<string, JsonPart>;
}

/** An object is at most 1.5 MiB in etcd; as JSON it may be six times as much, where every character is escaped. */
export const mostObjectBytes = 16 * 1024 * 1024;

const bounds: JsonBounds = { nodes: 2_000_000, depth: 64 };

/** Longest failure that is read, in bytes: jobs write a thousand characters. */
const mostFailureBytes = 16 * 1024;

const keys: ReadonlySet<string> = new Set(Object.values(reportKeys));

/** @throws SyntaxError or RangeError for anything but an object of reasonable size */
export async function readStoredReport(bytes: Buffer, rest: Rest): Promise<StoredReport> {
  const parts = await membersOf(wholePart(bytes), new Set(['metadata', 'data', 'binaryData']), rest);
  const metadata = await membersOf(parts.get('metadata'), new Set(['resourceVersion', 'annotations', 'ownerReferences']), rest);
  const annotations = await membersOf(metadata.get('annotations'), new Set([runAnnotation, failureAnnotation]), rest);
  const owners = metadata.get('ownerReferences');
  return {
    resourceVersion: textOf(metadata.get('resourceVersion'), 256) ?? '',
    run: textOf(annotations.get(runAnnotation), 256),
    failure: failureIn(textOf(annotations.get(failureAnnotation), mostFailureBytes)),
    ownerReferences: owners === undefined ? undefined : (parsePart(owners, 64 * 1024) as OwnerReference[]),
    data: await membersOf(parts.get('data'), keys, rest),
    binaryData: await membersOf(parts.get('binaryData'), keys, rest),
  };
}

/** The members of an object that are of interest. @throws SyntaxError when one of them is there twice */
export async function membersOf(part: JsonPart | undefined, names: ReadonlySet<string>, rest: Rest): Promise<Map<string, JsonPart>> {
  const found = new Map<string, JsonPart>();
  if (part === undefined) return found;
  const keep = (name: string, value: JsonPart) => {
    if (!names.has(name)) return;
    if (found.has(name)) throw new SyntaxError(`it has ${name} twice`);
    found.set(name, value);
  };
  await eachMember(part, keep, { bounds, rest });
  return found;
}

/** A text of at most so many bytes; undefined for what is longer, or no text. */
function textOf(part: JsonPart | undefined, mostBytes: number): string | undefined {
  if (part === undefined || part.end - part.start > mostBytes) return undefined;
  const value = parsePart(part, mostBytes);
  return typeof value === 'string' ? value : undefined;
}

/** Why the newest run failed, as the annotation says; undefined when it says nothing that a job would write. */
export function failureIn(text: string | undefined): RunFailure | undefined {
  if (text === undefined || text.length > mostFailureBytes) return undefined;
  try {
    const { time, message } = (JSON.parse(text) ?? {}) as Partial<RunFailure>;
    const isFailure = typeof time === 'string' && Number.isFinite(Date.parse(time)) && typeof message === 'string';
    return isFailure ? { time: new Date(time).toISOString(), message: message.slice(0, 1000) } : undefined;
  } catch {
    return undefined;
  }
}

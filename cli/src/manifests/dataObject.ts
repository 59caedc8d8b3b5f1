import { fieldPath, shown } from '@modelmonitor/api';
import { didYouMean } from '../nearest.ts';
import type { Keys, Manifest, ManifestProblem } from './manifest.ts';

/** A ConfigMap or Secret with its values as bytes. */
export interface DataObject {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly namespace: string;
  readonly entries: ReadonlyMap<string, Uint8Array>;
  readonly manifest: Manifest;
}

/** Most bytes the values of one ConfigMap or Secret may have together; the API server refuses more. */
const largestBytes = 1_048_576;

const OBJECT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const textFields = { ConfigMap: 'data', Secret: 'stringData' } as const;
const base64Fields = { ConfigMap: 'binaryData', Secret: 'data' } as const;

/** Whether a text may name a ConfigMap or Secret. */
export function isObjectName(name: string): boolean {
  return OBJECT_NAME.test(name) && name.length <= 253;
}

/** Whether a text may be a key of a ConfigMap or Secret; `..` and what starts with it is kept for the volume's own use. */
export function isDataKey(key: string): boolean {
  return /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..');
}

/** Decodes a ConfigMap or Secret, and says everything the API server would refuse about it. */
export function dataObjectOf(manifest: Manifest, kind: DataObject['kind']): { object: DataObject; problems: readonly ManifestProblem[] } {
  const problems: ManifestProblem[] = [];
  const refuse = (keys: Keys, message: string) =>
    problems.push({ file: manifest.file, line: manifest.lineOf(keys), path: fieldPath(keys), message });
  const fields = manifest.value as Record<string, unknown>;
  refuseUnknownFields(fields, kind, refuse);
  if (manifest.apiVersion !== 'v1') refuse(['apiVersion'], `must be v1, got ${shown(fields['apiVersion'])}`);
  if (!isObjectName(manifest.name)) {
    refuse(['metadata', 'name'], `must be lower-case letters, digits, - and ., as Kubernetes names are, got ${shown(manifest.name)}`);
  }
  // A Secret's stringData overrides its data, so the text comes last.
  const decoded = [
    ...decodedField(fields, base64Fields[kind], { refuse, decode: fromBase64 }),
    ...decodedField(fields, textFields[kind], { refuse, decode: (text) => Buffer.from(text, 'utf8') }),
  ];
  const entries = new Map(decoded);
  if (kind === 'ConfigMap' && entries.size < decoded.length) refuse(['binaryData'], 'has a key that stands in data already');
  const bytes = [...entries.values()].reduce((sum, value) => sum + value.length, 0);
  if (bytes > largestBytes) refuse([], `${kind} ${manifest.name} must have at most 1 MiB (${largestBytes} bytes), got ${bytes} bytes`);
  return { object: { kind, name: manifest.name, namespace: manifest.namespace, entries, manifest }, problems };
}

type Refuse = (keys: Keys, message: string) => void;

function refuseUnknownFields(fields: Record<string, unknown>, kind: DataObject['kind'], refuse: Refuse): void {
  const known = [
    'apiVersion',
    'kind',
    'metadata',
    'immutable',
    textFields[kind],
    base64Fields[kind],
    ...(kind === 'Secret' ? ['type'] : []),
  ];
  for (const field of Object.keys(fields).filter((name) => !known.includes(name))) {
    refuse([field], `is not a field of a ${kind}; known here: ${[...known].sort().join(', ')}${didYouMean(field, known)}`);
  }
}

function decodedField(
  fields: Record<string, unknown>,
  field: string,
  { refuse, decode }: { refuse: Refuse; decode: (text: string) => Uint8Array | undefined },
): [string, Uint8Array][] {
  const values = fields[field] ?? {};
  if (typeof values !== 'object' || Array.isArray(values)) {
    refuse([field], `must be an object of keys and texts, got ${shown(values)}`);
    return [];
  }
  return Object.entries(values).flatMap(([key, value]) => {
    const at = [field, key];
    if (!isDataKey(key)) {
      refuse(at, 'is not a key: letters, digits, -, _ and . are wanted, not starting with ..');
      return [];
    }
    const bytes = typeof value === 'string' ? decode(value) : undefined;
    if (bytes === undefined) {
      refuse(
        at,
        typeof value === 'string' ? `must be base64, got ${shown(value)}` : `must be text (put it in quotes), got ${shown(value)}`,
      );
    }
    // A refused value still counts as there, so that who refers to it is not told a second time.
    return [[key, bytes ?? new Uint8Array()] as [string, Uint8Array]];
  });
}

function fromBase64(text: string): Uint8Array | undefined {
  const packed = text.replaceAll(/\s/g, '');
  return BASE64.test(packed) ? Buffer.from(packed, 'base64') : undefined;
}

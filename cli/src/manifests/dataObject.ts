import { fieldPath, ownValue, valueText } from '@modelmonitor/api';
import { didYouMean } from '../nearest.ts';
import type { Keys, Manifest, ManifestProblem } from './manifest.ts';

/** A ConfigMap or Secret with its values as bytes. */
export interface DataObject {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly namespace: string;
  readonly entries: ReadonlyMap<string, Uint8Array>;
}

/** Total size of the values of one ConfigMap or Secret that the API server accepts, in bytes. */
const largestBytes = 1_048_576;

const OBJECT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const textFields = { ConfigMap: 'data', Secret: 'stringData' } as const;
const base64Fields = { ConfigMap: 'binaryData', Secret: 'data' } as const;

/** Whether a text may name a ConfigMap or Secret. */
export function isObjectName(name: string): boolean {
  return OBJECT_NAME.test(name) && name.length <= 253;
}

/** Whether a text may be a key of a ConfigMap or Secret; names that start with `..` are reserved for the volume. */
export function isDataKey(key: string): boolean {
  return /^[-._a-zA-Z0-9]{1,253}$/.test(key) && key !== '.' && !key.startsWith('..');
}

/** Decodes a ConfigMap or Secret and lists everything that the API server would reject in it. */
export function dataObjectOf(manifest: Manifest, kind: DataObject['kind']): { object: DataObject; problems: readonly ManifestProblem[] } {
  const problems: ManifestProblem[] = [];
  const report = (keys: Keys, message: string) =>
    problems.push({ file: manifest.file, line: manifest.lineOf(keys), path: fieldPath(keys), message });
  const fields = manifest.value as Record<string, unknown>;
  reportUnknownFields(fields, kind, report);
  if (manifest.apiVersion !== 'v1') report(['apiVersion'], `expected v1, got ${valueText(fields['apiVersion'])}`);
  if (!isObjectName(manifest.name)) {
    report(
      ['metadata', 'name'],
      `expected a Kubernetes name of lower-case letters, digits, dots and hyphens, got ${valueText(manifest.name)}`,
    );
  }
  // A Secret's stringData overrides its data, so the text comes last.
  const values = [
    ...decodeField(fields, base64Fields[kind], { report, decode: fromBase64 }),
    ...decodeField(fields, textFields[kind], { report, decode: (text) => Buffer.from(text, 'utf8') }),
  ];
  const entries = new Map(values);
  if (kind === 'ConfigMap' && entries.size < values.length) report(['binaryData'], 'expected unique keys, got one that data has too');
  const bytes = [...entries.values()].reduce((sum, value) => sum + value.length, 0);
  if (bytes > largestBytes) report([], `expected at most 1 MiB (${largestBytes} bytes) in ${kind} ${manifest.name}, got ${bytes} bytes`);
  return { object: { kind, name: manifest.name, namespace: manifest.namespace, entries }, problems };
}

type Report = (keys: Keys, message: string) => void;

function reportUnknownFields(fields: Record<string, unknown>, kind: DataObject['kind'], report: Report): void {
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
    report([field], `unknown field of a ${kind}; expected one of ${[...known].sort().join(', ')}${didYouMean(field, known)}`);
  }
}

function decodeField(
  fields: Record<string, unknown>,
  field: string,
  { report, decode }: { report: Report; decode: (text: string) => Uint8Array | undefined },
): [string, Uint8Array][] {
  const values = ownValue(fields, field) ?? {};
  if (typeof values !== 'object' || Array.isArray(values)) {
    report([field], `expected an object of keys and texts, got ${valueText(values)}`);
    return [];
  }
  return Object.entries(values).flatMap(([key, value]) => {
    const at = [field, key];
    if (!isDataKey(key)) {
      report(at, `expected a key of letters, digits, dots, hyphens and underscores that does not start with .., got ${valueText(key)}`);
      return [];
    }
    const bytes = typeof value === 'string' ? decode(value) : undefined;
    if (bytes === undefined) {
      report(
        at,
        typeof value === 'string'
          ? `expected base64, got ${valueText(value)}`
          : `expected text (put it in quotes), got ${valueText(value)}`,
      );
    }
    // An invalid value still counts as present, so that references to it are not reported as well.
    return [[key, bytes ?? new Uint8Array()] as [string, Uint8Array]];
  });
}

function fromBase64(text: string): Uint8Array | undefined {
  const packed = text.replaceAll(/\s/g, '');
  return BASE64.test(packed) ? Buffer.from(packed, 'base64') : undefined;
}

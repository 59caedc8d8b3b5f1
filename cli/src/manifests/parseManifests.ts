import { valueText } from '@modelmonitor/api';
import { type Document, LineCounter, parseAllDocuments, type YAMLError } from 'yaml';
import { lineOfKeys, plainTextOfKeys } from './lineOfKeys.ts';
import type { Keys, Manifest, ManifestProblem } from './manifest.ts';
import { yamlPitfalls } from './yamlPitfalls.ts';

/** The contents of one file. */
export interface ParsedManifests {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly ManifestProblem[];
}

/** Number of aliases a document may expand: enough for any manifest, too few for a file that grows without bound. */
const aliasLimit = 100;

/**
 * Parses YAML (or JSON, which YAML contains) of any number of documents; the items of a `kind: List` become objects of their own.
 * A document that does not parse is a problem and does not hide the others.
 */
export function parseManifests(text: string, file: string): ParsedManifests {
  const lines = new LineCounter();
  const documents = documentsOf(text, lines);
  if (documents instanceof Error) {
    return { manifests: [], problems: [{ file, line: 1, path: '', message: `the YAML could not be read: ${documents.message}` }] };
  }
  const parsed = documents.map((document) => parseDocument(document, lines, file));
  return { manifests: parsed.flatMap(({ manifests }) => manifests), problems: parsed.flatMap(({ problems }) => problems) };
}

function parseDocument(document: Document.Parsed, lines: LineCounter, file: string): ParsedManifests {
  const problemAt = (offset: number, message: string) => ({ file, line: lines.linePos(offset).line, path: '', message });
  // The first error only: those that follow are mostly caused by it.
  const [error] = document.errors;
  if (error !== undefined) return { manifests: [], problems: [problemAt(error.pos[0], errorMessage(error))] };
  const value = jsonOf(document);
  if (value instanceof Error) return { manifests: [], problems: [problemAt(document.contents?.range?.[0] ?? 0, tooManyAliases)] };
  const placed = objectsOf(value).map(({ object, keys }) => {
    const lineOf = (inner: Keys) => lineOfKeys(document, lines, [...keys, ...inner]);
    const plainTextOf = (inner: Keys) => plainTextOfKeys(document, [...keys, ...inner]);
    return isRecord(object)
      ? manifestOf(object, { file, line: lineOf([]), lineOf, plainTextOf })
      : notAnObject(object, { file, line: lineOf([]) });
  });
  return {
    manifests: placed.filter((one) => 'kind' in one),
    problems: [
      ...placed.filter((one) => 'message' in one),
      ...yamlPitfalls(document).map(({ offset, path, message }) => ({ ...problemAt(offset, message), path })),
    ],
  };
}

function notAnObject(value: unknown, place: { file: string; line: number }): ManifestProblem {
  return { ...place, path: '', message: `expected an object with apiVersion, kind and metadata, got ${valueText(value)}` };
}

const tooManyAliases = `expected aliases that expand to at most ${aliasLimit} nodes, got more`;

function documentsOf(text: string, lineCounter: LineCounter): Document.Parsed[] | Error {
  try {
    // Keys are strings, as in the JSON that Kubernetes converts YAML to.
    const documents = parseAllDocuments(text, {
      lineCounter,
      prettyErrors: false,
      merge: true,
      stringKeys: true,
      uniqueKeys: false,
      logLevel: 'silent',
    });
    return 'empty' in documents ? [] : documents;
  } catch (error) {
    return error as Error;
  }
}

function jsonOf(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: aliasLimit });
  } catch (error) {
    return error;
  }
}

/** The objects of a document: none in an empty one, the items of a list, otherwise the document itself. */
function objectsOf(value: unknown): { object: unknown; keys: Keys }[] {
  if (value === null || value === undefined) return [];
  if (isRecord(value) && value['kind'] === 'List' && Array.isArray(value['items'])) {
    return value['items'].map((object, index) => ({ object, keys: ['items', index] }));
  }
  return [{ object: value, keys: [] }];
}

function manifestOf(value: Record<string, unknown>, place: Pick<Manifest, 'file' | 'line' | 'lineOf' | 'plainTextOf'>): Manifest {
  const metadata = isRecord(value['metadata']) ? value['metadata'] : {};
  const text = (candidate: unknown, otherwise: string) => (typeof candidate === 'string' ? candidate : otherwise);
  return {
    ...place,
    apiVersion: text(value['apiVersion'], ''),
    kind: text(value['kind'], ''),
    name: text(metadata['name'], ''),
    namespace: text(metadata['namespace'], 'default'),
    value,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function errorMessage({ code, message }: YAMLError): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'expected indentation by spaces, got a tab';
    default:
      return `is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
  }
}

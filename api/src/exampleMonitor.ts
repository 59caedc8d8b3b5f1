import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Fields {
  [key: string]: unknown;
}

/**
 * The full example resource as its author writes it, with some fields changed: into anything, also what no schema allows.
 *
 * @param changes by the path of the field, keys and indices parted by dots; undefined removes it
 * @example
 * exampleMonitor({ 'spec.model.versions.0.traffic': 70, 'spec.drift.every': undefined })
 */
export function exampleMonitor(changes: Readonly<Record<string, unknown>> = {}): unknown {
  const document: Fields = parse(readFileSync(join(import.meta.dirname, '../fixtures/monitor.yaml'), 'utf8'));
  for (const [path, value] of Object.entries(changes)) change(document, path.split('.'), value);
  return document;
}

function change(within: Fields, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length > 0) {
    within[key] ??= {};
    change(within[key] as Fields, rest, value);
  } else if (value === undefined) delete within[key];
  else within[key] = value;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { TestCase } from '../testCases.ts';
import { storedZip } from '../zip/storedZip.ts';

type Entry = { readonly text: string } | { readonly base64: string };

/** A small model of one kind, and what scikit-learn answers; `entries` is what its zip holds. */
export interface SkopsKind {
  readonly name: string;
  readonly testCase: TestCase;
  readonly entries: Readonly<Record<string, Entry>>;
}

/** The kinds that `models/fixtures/make/make_skops_kinds.py` wrote. */
export function readSkopsKinds(): readonly SkopsKind[] {
  const path = join(import.meta.dirname, '..', '..', 'fixtures', 'skops-kinds.json.br');
  const kinds: (TestCase & Pick<SkopsKind, 'entries'>)[] = JSON.parse(brotliDecompressSync(readFileSync(path)).toString('utf8'));
  return kinds.map((kind) => ({ name: kind.name, testCase: kind, entries: kind.entries }));
}

/** The skops file of a kind. */
export function skopsFile(entries: SkopsKind['entries']): Buffer {
  return storedZip(
    Object.entries(entries).map(([name, entry]) => [
      name,
      'text' in entry ? Buffer.from(entry.text, 'utf8') : Buffer.from(entry.base64, 'base64'),
    ]),
  );
}

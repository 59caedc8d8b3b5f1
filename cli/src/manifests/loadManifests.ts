import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '../errors.ts';
import type { Manifest, ManifestProblem } from './manifest.ts';
import { type ManifestFile, manifestFiles } from './manifestFiles.ts';
import { type ParsedManifests, parseManifests } from './parseManifests.ts';
import { readSourceFiles } from './readSourceFiles.ts';

/** The manifests of some directories and files. */
export interface LoadedManifests {
  /** The paths as the user gave them. */
  readonly paths: readonly string[];
  /** Objects in the order of the files. */
  readonly manifests: readonly Manifest[];
  /** Absolute paths of the files beside them that they name. */
  readonly sourceFiles: readonly string[];
  /** What could not be read or parsed. */
  readonly problems: readonly ManifestProblem[];
}

/** Largest manifest file; etcd stores at most 1.5 MiB per object, so this is many objects. */
const largestBytes = 16 * 1024 * 1024;

/**
 * Reads the manifests of directories and files (see `manifestFiles`). Every error becomes a problem; nothing is thrown.
 *
 * @param paths directories and files, relative ones from `cwd`
 */
export async function loadManifests(paths: readonly string[], cwd: string): Promise<LoadedManifests> {
  const manifests: Manifest[] = [];
  const problems: ManifestProblem[] = [];
  const sourceFiles: string[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    const found = filesOrProblem(path, cwd);
    if (!Array.isArray(found)) problems.push(found);
    // A file that is named twice is read once.
    for (const file of Array.isArray(found) ? found.filter((candidate) => !seen.has(candidate.path)) : []) {
      seen.add(file.path);
      const parsed = await readManifestFile(file);
      for (const manifest of parsed.manifests) {
        const files = manifest.kind === 'ModelMonitor' ? await readSourceFiles(manifest.value, dirname(file.path)) : undefined;
        manifests.push(files === undefined ? manifest : { ...manifest, files });
        sourceFiles.push(...(files ?? new Map()).keys().map((path) => join(dirname(file.path), path)));
      }
      problems.push(...parsed.problems);
    }
  }
  return { paths, manifests, sourceFiles, problems };
}

function filesOrProblem(path: string, cwd: string): ManifestFile[] | ManifestProblem {
  try {
    const files = manifestFiles(path, cwd);
    return files.length > 0 ? files : { file: path, path: '', message: 'there is no manifest in this directory (*.yaml, *.yml, *.json)' };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { file: path, path: '', message: error.message };
  }
}

async function readManifestFile({ shown, path, bytes }: ManifestFile): Promise<ParsedManifests> {
  const problem = (message: string) => ({ manifests: [], problems: [{ file: shown, path: '', message }] });
  if (bytes > largestBytes) return problem(`expected a manifest file of at most 16 MiB, got ${bytes} bytes`);
  try {
    return parseManifests(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)), shown);
  } catch (error) {
    return problem(reasonOf(error as NodeJS.ErrnoException));
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'is not UTF-8 text' : `could not be read: ${message}`;
}

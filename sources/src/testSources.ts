import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Source } from '@modelmonitor/api';
import { createSources, type Sources } from './createSources.ts';

/** Sources of a test: a directory that `close` deletes, and pauses that are noted instead of waited for. */
export interface TestSources {
  readonly directory: string;
  readonly pauses: number[];
  /** Reads with the cache of the directory, as a process does after a start. */
  start(options?: { readonly allowLocalAddresses?: boolean; readonly cached?: boolean; readonly warn?: (text: string) => void }): Sources;
  close(): Promise<void>;
}

export async function testSources(): Promise<TestSources> {
  const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-sources-'));
  const pauses: number[] = [];
  const sleep = async (milliseconds: number) => void pauses.push(milliseconds);
  return {
    directory,
    pauses,
    start({ allowLocalAddresses = true, cached = true, ...hooks } = {}) {
      const place = {
        configDirectory: directory,
        allowLocalAddresses,
        ...(cached ? { sourcesDirectory: join(directory, 'sources') } : {}),
      };
      return createSources(place, { now: Date.now, random: () => 0.5, sleep }, hooks);
    },
    close: () => rm(directory, { recursive: true }),
  };
}

/** A source of kind `http`. */
export function httpSource(url: string, more: Omit<NonNullable<Source['http']>, 'url'> = {}): Source {
  return { http: { url, ...more } };
}

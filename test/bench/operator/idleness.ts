import { setTimeout } from 'node:timers/promises';
import type { RunningServer } from '../server.ts';
import type { BenchPlane } from './benchPlane.ts';
import { changedBetween, objectVersions } from './objectVersions.ts';
import { type Requests, requestsOf, scrape } from './scrape.ts';

/** What an operator did while nothing happened. */
export interface Idleness {
  readonly requests: Requests;
  /** Processor time in cores. */
  readonly cores: number;
  /** Objects that were written, by whomever. */
  readonly changed: readonly string[];
}

export async function idleness({ api }: BenchPlane, operator: RunningServer, milliseconds: number): Promise<Idleness> {
  const versions = await objectVersions(api);
  const before = requestsOf(await scrape(operator));
  const processorBefore = (await operator.processorSeconds()) ?? 0;
  await setTimeout(milliseconds);
  const processorAfter = (await operator.processorSeconds()) ?? 0;
  const requests = requestsOf(await scrape(operator), before);
  const cores = (processorAfter - processorBefore) / (milliseconds / 1000);
  return { requests, cores, changed: changedBetween(versions, await objectVersions(api)) };
}

import type { Rollout } from '@modelmonitor/api';
import type { Log } from '../log/logRecord.ts';
import type { ServingState } from '../serving/servingState.ts';
import { newestText } from './newestText.ts';

/**
 * Stops a rollout whose pods would serve less than those before them: while a version is missing here that pods of the earlier generation serve,
 * this pod is not ready. Where they lack it too, the other versions are served. Once complete, a pod never waits again.
 */
export interface RolloutGate {
  /** What is missing; undefined when nothing is. */
  readonly missing: (state: Pick<ServingState, 'failed'>) => string | undefined;
  /** Reads `rollout.json` again; what cannot be read holds up no pod. */
  reload(): Promise<void>;
}

export async function createRolloutGate({ configDirectory, log }: { configDirectory: string; log: Log }): Promise<RolloutGate> {
  let versions: ReadonlySet<string> = new Set();
  let isComplete = false;
  const reload = async () => {
    try {
      versions = versionsIn(await newestText(configDirectory, 'rollout.json'));
    } catch (error) {
      versions = new Set();
      log('error', 'rollout.json cannot be used: this pod does not wait for versions of the earlier generation', {
        reason: (error as Error).message,
      });
    }
  };
  await reload();
  return {
    reload,
    missing({ failed }) {
      const lacks = isComplete ? [] : failed.filter(({ name }) => versions.has(name));
      isComplete = lacks.length === 0;
      if (isComplete) return undefined;
      return lacks
        .map(({ name, error }) => `${name} is served by the pods of the earlier generation, and missing here: ${error}`)
        .join('; ');
    },
  };
}

/** @throws Error with the expected form */
function versionsIn(text: string | undefined): ReadonlySet<string> {
  if (text === undefined) return new Set();
  const { versions } = (JSON.parse(text) ?? {}) as Partial<Record<keyof Rollout, unknown>>;
  if (Array.isArray(versions) && versions.every((name) => typeof name === 'string')) return new Set(versions);
  throw new Error('expected an object with the list "versions"');
}

import { durationMilliseconds, type Version } from '@modelmonitor/api';
import type { Environment } from '../environment.ts';
import type { LiveServing } from './liveServing.ts';
import type { ServingState } from './servingState.ts';

/** How often it is checked whether a version is due, in milliseconds. */
const checkMilliseconds = 1000;

/** Time until a version that could not be read is tried again, at first and at most, in milliseconds. */
const [firstRetry, longestRetry] = [5000, 60_000];

export interface RefreshOptions {
  readonly serving: Pick<LiveServing, 'live' | 'refresh'>;
  readonly environment: Pick<Environment, 'every' | 'monotonicSeconds' | 'random'>;
}

/**
 * Looks for newer models: of versions with `refresh` as often as that says, give or take a tenth, so that many pods do not ask at once; and of
 * those whose source could not be read, ever less often.
 */
export function refreshVersions({ serving, environment }: RefreshOptions): { stop(): void } {
  const { every, monotonicSeconds, random } = environment;
  const looks = new Map<string, Look>();
  const look = (failures: number): Look => ({ at: monotonicSeconds() * 1000, failures, jitter: 0.9 + 0.2 * random() });
  return every(checkMilliseconds, async () => {
    const { state } = serving.live();
    const due = state.monitor.spec.model.versions.filter((version) => {
      const { at, failures, jitter } = looks.get(version.name) ?? look(0);
      if (!looks.has(version.name)) looks.set(version.name, { at, failures, jitter });
      const pause = pauseOf(version, state, failures);
      return pause !== undefined && monotonicSeconds() * 1000 - at >= pause * jitter;
    });
    if (due.length === 0) return;
    await serving.refresh(new Set(due.map(({ name }) => name)));
    for (const { name } of due) looks.set(name, look(isUnread(serving.live().state, name) ? (looks.get(name)?.failures ?? 0) + 1 : 0));
  });
}

/** When a version was last looked at. */
interface Look {
  /** Milliseconds of a clock that never goes back. */
  readonly at: number;
  /** Times in a row that its source could not be read. */
  readonly failures: number;
  /** What the pause until the next look is multiplied with. */
  readonly jitter: number;
}

/** Milliseconds until the next look; undefined for a version that only changes with the resource. */
function pauseOf({ name, source, refresh }: Version, state: ServingState, failures: number): number | undefined {
  const regular = refresh === undefined ? undefined : durationMilliseconds(refresh.every);
  const isHere = source.configMap !== undefined || source.file !== undefined;
  if (isHere || !isUnread(state, name)) return regular;
  return Math.min(regular ?? longestRetry, longestRetry, firstRetry * 2 ** failures);
}

/** Whether the source of a version could not be read, or holds nothing that was ever loaded. */
function isUnread({ versions, failed }: ServingState, name: string): boolean {
  const replacement = versions.get(name)?.replacement;
  return failed.some((version) => version.name === name) || (replacement !== undefined && replacement.mark === undefined);
}

import { ProblemError } from '../problem.ts';
import type { ServingState } from './servingState.ts';
import type { LoadedVersion } from './version.ts';

/** What a caller may say about who answers. */
export interface VersionWish {
  /** Name of a version. */
  readonly version?: string | undefined;
  /** Text that always gets the same version, such as a customer number. */
  readonly key?: string | undefined;
}

/**
 * The version that answers a request.
 *
 * @throws ProblemError 404 for a version the resource does not name, 503 for one that is not loaded or when none is
 */
export function chooseVersion({ split, versions, failed, monitor }: ServingState, { version, key }: VersionWish): LoadedVersion {
  if (version !== undefined) return namedVersion({ versions, failed, monitor }, version);
  const name = key === undefined ? split?.next() : split?.sticky(key);
  const chosen = name === undefined ? undefined : versions.get(name);
  if (chosen !== undefined) return chosen;
  throw noneLoaded({ failed, monitor });
}

/** The refusal where no version that answers is loaded. */
export function noneLoaded({ failed, monitor }: Pick<ServingState, 'failed' | 'monitor'>): ProblemError {
  const reasons = failed.map(({ name, error }) => `${name}: ${error}`).join('; ');
  return new ProblemError('not_loaded', `no version of ${monitor.metadata.name} is loaded: ${reasons}`);
}

function namedVersion({ versions, failed, monitor }: Pick<ServingState, 'versions' | 'failed' | 'monitor'>, name: string): LoadedVersion {
  const found = versions.get(name);
  if (found !== undefined && !found.shadow) return found;
  const failure = failed.find((version) => version.name === name && !version.shadow);
  if (failure !== undefined) throw new ProblemError('not_loaded', `version ${name} is not loaded: ${failure.error}`);
  const answering = monitor.spec.model.versions.filter(({ shadow }) => !shadow);
  const known = answering.map((version) => version.name).join(', ');
  throw new ProblemError('unknown_version', `a version of ${known} is wanted, got ${JSON.stringify(name.slice(0, 60))}`);
}

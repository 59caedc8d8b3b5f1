import { kindOf } from '@modelmonitor/kube';
import { ChildConflictError } from '../errors.ts';
import type { Outcome } from './outcome.ts';

/** Failures in a row from which a server in trouble is worth a word in the status. */
const patience = 3;

/** How often it is looked whether somebody else's object has gone, in milliseconds. */
const conflictMilliseconds = 60_000;

/**
 * The failures a status tells of: what the API server refuses, and what belongs to somebody else. A lost connection says nothing of the
 * monitor, and a server in trouble only when it lasts.
 */
export function tellingFailures(failures: readonly Error[], failuresBefore: number): Error[] {
  return failures.filter((error) => {
    if (error instanceof ChildConflictError) return true;
    const kind = kindOf(error);
    return kind === 'refused' || kind === 'forbidden' || (kind !== 'unreachable' && kind !== 'throttled' && failuresBefore >= patience);
  });
}

/** What failures mean for the next look: as soon as any of them may go away by itself, it is tried again. */
export function outcomeOf(failures: readonly Error[]): Outcome {
  const passing = failures.find((error) => !(error instanceof ChildConflictError) && kindOf(error) !== 'refused');
  if (passing !== undefined) return { kind: 'retry', error: passing };
  const conflict = failures.find((error) => error instanceof ChildConflictError);
  if (conflict !== undefined) return { kind: 'wait', milliseconds: conflictMilliseconds };
  const [error] = failures;
  return error === undefined ? { kind: 'done' } : { kind: 'giveUp', error };
}

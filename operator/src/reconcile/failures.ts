import { isRefusal, kindOf, type Outcome } from '@modelmonitor/kube';
import { ChildConflictError } from '../errors.ts';

/** Failures in a row after which an error of the API server itself is reported. */
const patience = 3;

/** How often a conflict with another owner's object is checked again, in milliseconds. */
const conflictMilliseconds = 60_000;

/**
 * The failures that the status reports: refusals of the API server, and objects of another owner. A lost connection has nothing to do with the
 * monitor; errors of the API server itself are reported when they last.
 */
export function reportableFailures(failures: readonly Error[], failuresBefore: number): Error[] {
  return failures.filter((error) => {
    if (error instanceof ChildConflictError || isRefusal(error)) return true;
    const kind = kindOf(error);
    return kind !== 'unreachable' && kind !== 'throttled' && failuresBefore >= patience;
  });
}

/** How a turn with these failures ends: it is retried when any of them may go away by itself. */
export function outcomeOf(failures: readonly Error[]): Outcome {
  const transient = failures.find((error) => !(error instanceof ChildConflictError) && kindOf(error) !== 'refused');
  if (transient !== undefined) return { kind: 'retry', error: transient };
  const conflict = failures.find((error) => error instanceof ChildConflictError);
  if (conflict !== undefined) return { kind: 'wait', milliseconds: conflictMilliseconds };
  const [error] = failures;
  return error === undefined ? { kind: 'done' } : { kind: 'giveUp', error };
}

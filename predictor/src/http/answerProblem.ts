import type { Context } from 'koa';
import { ProblemError, type ProblemKind, problemDetails } from '../problem.ts';

/** Refusals with status 5xx that are no failure of the server: their cause is known and already reported. */
const reported: readonly ProblemKind[] = [
  'not_loaded',
  'overloaded',
  'store_unavailable',
  'no_store',
  'remote_unavailable',
  'no_reports',
  'not_explainable',
];

/** Answers a thrown error as problem details. @returns the refusal */
export function answerProblem(context: Context, thrown: unknown, logError: (message: string, error: unknown) => void): ProblemError {
  const error = thrown instanceof ProblemError ? thrown : new ProblemError('internal', 'unexpected error', { cause: thrown });
  if (error.status >= 500 && !reported.includes(error.kind)) logError(`${context.method} ${context.path} failed`, thrown);
  const details = problemDetails(error);
  context.status = error.status;
  context.set(error.headers);
  // The Open Inference Protocol expects the message under `error`; problem details allow additional members.
  context.body = context.path.startsWith('/v2') ? { ...details, error: details.detail } : details;
  context.type = 'application/problem+json';
  return error;
}

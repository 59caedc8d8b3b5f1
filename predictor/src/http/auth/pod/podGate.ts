import type { Middleware } from 'koa';
import { newestText } from '../../../config/newestText.ts';
import type { Log } from '../../../log/logRecord.ts';
import { ProblemError } from '../../../problem.ts';
import { type PodCallers, podCallers } from './podCallers.ts';
import { tokenRefusal } from './tokenRefusal.ts';

/** Admits the service accounts in `callers.json` to the internal port, and no one else. */
export interface PodGate {
  /** Admits those that may read captured rows. */
  readonly forRows: Middleware;
  /** Admits those that may read the status. */
  readonly forStatus: Middleware;
  /** What is wrong with `callers.json`; undefined when nothing is, or when there is none. */
  readonly problem: () => string | undefined;
  /** Reads `callers.json` again. An unusable file admits no one, earlier callers included. */
  reload(): Promise<void>;
}

export interface PodGateOptions {
  readonly configDirectory: string;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What was read, and the reasons of refusals logged since: each once, however often a request comes. */
interface CallersFile {
  readonly callers?: PodCallers;
  readonly problem?: string;
  readonly logged: Set<string>;
}

export async function createPodGate({ configDirectory, log, now }: PodGateOptions): Promise<PodGate> {
  let current: CallersFile = { logged: new Set() };
  const reload = async () => {
    current = await readCallers(configDirectory);
    if (current.problem !== undefined)
      log('error', 'callers.json cannot be used: no one may read captured rows', { reason: current.problem });
  };
  await reload();
  const gate =
    (admitted: 'subjects' | 'observers'): Middleware =>
    async (context, next) => {
      const file = current;
      const reason = await refusalReason(context.get('Authorization'), { callers: file.callers, admitted, now: now() });
      if (reason === undefined) return next();
      if (!file.logged.has(reason))
        log('warn', 'a request to the internal port was refused; further ones for this reason are not logged', { reason });
      file.logged.add(reason);
      throw new ProblemError('unauthorized', 'expected a token of an admitted service account', {
        headers: { 'WWW-Authenticate': 'Bearer' },
      });
    };
  return {
    reload,
    forRows: gate('subjects'),
    forStatus: gate('observers'),
    problem: () => (current.problem === undefined ? undefined : `callers.json: ${current.problem}`),
  };
}

interface Admission {
  readonly callers: PodCallers | undefined;
  readonly admitted: 'subjects' | 'observers';
  /** Milliseconds since 1970. */
  readonly now: number;
}

async function refusalReason(authorization: string, { callers, admitted, now }: Admission): Promise<string | undefined> {
  if (callers === undefined) return 'there is no usable callers.json';
  const token = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  return token === undefined ? 'it has no bearer token' : tokenRefusal(token, { ...callers, subjects: callers[admitted] }, now);
}

async function readCallers(configDirectory: string): Promise<CallersFile> {
  const logged = new Set<string>();
  try {
    const text = await newestText(configDirectory, 'callers.json');
    return text === undefined ? { logged } : { callers: await podCallers(text), logged };
  } catch (error) {
    return { problem: (error as Error).message, logged };
  }
}

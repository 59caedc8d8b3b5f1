import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Middleware } from 'koa';
import type { Log } from '../../../log/logRecord.ts';
import { ProblemError } from '../../../problem.ts';
import { type PodCallers, podCallers } from './podCallers.ts';
import { tokenRefusal } from './tokenRefusal.ts';

/** Lets the service accounts that `callers.json` names ask for captured rows, and nobody else. */
export interface PodGate {
  /** Lets those pass who may ask for captured rows. */
  readonly forRows: Middleware;
  /** Lets those pass who may ask for the status. */
  readonly forStatus: Middleware;
  /** What is wrong with `callers.json`; undefined when nothing is, or when there is none. */
  readonly problem: () => string | undefined;
  /** Reads `callers.json` anew. A file that cannot be used lets nobody in, those of before neither. */
  reload(): Promise<void>;
}

export interface PodGateOptions {
  readonly configDirectory: string;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What was read, and the refusals that were said since: each reason once, however often somebody knocks. */
interface Read {
  readonly callers?: PodCallers;
  readonly problem?: string;
  readonly said: Set<string>;
}

export async function createPodGate({ configDirectory, log, now }: PodGateOptions): Promise<PodGate> {
  let current: Read = { said: new Set() };
  const reload = async () => {
    current = await read(configDirectory);
    if (current.problem !== undefined)
      log('error', 'callers.json cannot be used: nobody may ask for captured rows', { reason: current.problem });
  };
  await reload();
  const gate =
    (admitted: 'subjects' | 'observers'): Middleware =>
    (context, next) => {
      const reason = refusal(context.get('Authorization'), { read: current, admitted, now: now() });
      if (reason === undefined) return next();
      if (!current.said.has(reason))
        log('warn', 'a request to the internal port was refused; the next ones for this reason are not said', { reason });
      current.said.add(reason);
      throw new ProblemError('unauthorized', 'a token that may ask for this is wanted', { headers: { 'WWW-Authenticate': 'Bearer' } });
    };
  return {
    reload,
    forRows: gate('subjects'),
    forStatus: gate('observers'),
    problem: () => (current.problem === undefined ? undefined : `callers.json: ${current.problem}`),
  };
}

function refusal(
  authorization: string,
  { read: { callers }, admitted, now }: { read: Read; admitted: 'subjects' | 'observers'; now: number },
): string | undefined {
  if (callers === undefined) return 'there is no callers.json that can be used';
  const token = /^bearer +(\S+) *$/i.exec(authorization)?.[1];
  return token === undefined ? 'it came without a bearer token' : tokenRefusal(token, { ...callers, subjects: callers[admitted] }, now);
}

async function read(configDirectory: string): Promise<Read> {
  const said = new Set<string>();
  try {
    const text = await newestText(configDirectory);
    return text === undefined ? { said } : { callers: podCallers(text), said };
  } catch (error) {
    return { problem: (error as Error).message, said };
  }
}

/** Through `..data` where there is one: a kubelet turns that link first, and makes the link to a file that is new only afterwards. */
async function newestText(configDirectory: string): Promise<string | undefined> {
  const name = 'callers.json';
  return (await textIfThere(join(configDirectory, '..data', name))) ?? textIfThere(join(configDirectory, name));
}

async function textIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
    throw new Error(`it cannot be read (${cause.code})`, { cause });
  });
}

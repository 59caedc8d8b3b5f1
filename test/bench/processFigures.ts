import { readdir, readFile } from 'node:fs/promises';

/** Resident set of a process, in bytes; undefined where the system does not say. @see proc_pid_status(5), VmRSS in KiB */
export function residentBytes(pid: number): Promise<number | undefined> {
  return statusBytes(pid, 'VmRSS');
}

/** Largest resident set it ever had, in bytes; undefined where the system does not say. @see proc_pid_status(5), VmHWM in KiB */
export function peakBytes(pid: number): Promise<number | undefined> {
  return statusBytes(pid, 'VmHWM');
}

async function statusBytes(pid: number, field: string): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

/**
 * Processor time its threads have used so far, in seconds; undefined where the system does not say.
 *
 * @see proc_pid_schedstat: nanoseconds on a processor come first, per thread
 */
export async function processorSeconds(pid: number): Promise<number | undefined> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  return secondsOf(pid, threads);
}

/** Processor time of its first thread, which in Node runs JavaScript, in seconds; undefined where the system does not say. */
export function firstThreadSeconds(pid: number): Promise<number | undefined> {
  return secondsOf(pid, [`${pid}`]);
}

async function secondsOf(pid: number, threads: readonly string[]): Promise<number | undefined> {
  const texts = await Promise.all(threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')));
  const nanoseconds = texts.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0);
  return nanoseconds > 0 ? nanoseconds / 1e9 : undefined;
}

/** Files and sockets it holds open; undefined where the system does not say. */
export async function openFiles(pid: number): Promise<number | undefined> {
  return (await readdir(`/proc/${pid}/fd`).catch(() => undefined))?.length;
}

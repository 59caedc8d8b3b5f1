import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** What a figure depends on, in one line; nothing that names the host. */
export function machineLine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${model}, ${availableParallelism()} cores, ${memory}; Node ${process.version}; ${type()} ${release()}, ${arch()}`;
}

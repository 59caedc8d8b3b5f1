import { type RunningServer, type ServerOptions, startServer } from './server.ts';

/** Starts servers, lets them be used, and ends every one of them whatever happens. */
export async function withServers<T>(
  servers: ReadonlyMap<string, ServerOptions>,
  use: (running: ReadonlyMap<string, RunningServer>) => Promise<T>,
): Promise<T> {
  const running = new Map<string, RunningServer>();
  try {
    for (const [name, options] of servers) running.set(name, await startServer(options));
    return await use(running);
  } finally {
    await Promise.all([...running.values()].map((server) => server.stop()));
  }
}

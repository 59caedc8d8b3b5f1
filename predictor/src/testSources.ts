import type { ReadSource, Sources } from '@modelmonitor/sources';
import type { LoadContext } from './serving/loadVersion.ts';

/** Sources of a test that reads them itself, with the time of loads. */
export function testSources(read: ReadSource, now = () => 0): LoadContext {
  const readNewer: Sources['readNewer'] = async (source, known) => {
    const bytes = await read(source);
    return bytes.sha256 === known.sha256 ? undefined : bytes;
  };
  const connect = () => Promise.reject(new Error('there is no server'));
  return { sources: { read, readNewer, connect }, now, monotonicSeconds: () => now() / 1000, turn: async () => undefined };
}

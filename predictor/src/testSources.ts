import type { ReadSource, Sources } from '@modelmonitor/sources';

/** Sources of a test that reads them itself, with the time of loads. */
export function testSources(
  read: ReadSource,
  now = () => 0,
): { sources: Pick<Sources, 'read' | 'readNewer' | 'connect'>; now: () => number; monotonicSeconds: () => number } {
  const readNewer: Sources['readNewer'] = async (source, known) => {
    const bytes = await read(source);
    return bytes.sha256 === known.sha256 ? undefined : bytes;
  };
  const connect = () => Promise.reject(new Error('there is no server'));
  return { sources: { read, readNewer, connect }, now, monotonicSeconds: () => now() / 1000 };
}

import { parseArgs } from 'node:util';
import type { Placement } from '@modelmonitor/api';

/**
 * The placement of a predictor from its arguments, as `planFor` writes them.
 *
 * @throws RangeError that names the wrong or missing argument
 */
export function placementFromArgv(argv: readonly string[]): Placement {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      config: { type: 'string' },
      clients: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8000' },
      'internal-port': { type: 'string' },
      data: { type: 'string' },
      'store-directory': { type: 'string' },
      'archive-directory': { type: 'string' },
      'mounted-reports': { type: 'string' },
      sources: { type: 'string' },
      'allow-local-addresses': { type: 'boolean' },
      'kept-models': { type: 'string' },
      'drain-wait': { type: 'string' },
    },
  });
  if (values.config === undefined) throw new RangeError('expected --config DIR, the directory with monitor.json, got none');
  const internal = values['internal-port'];
  return {
    configDirectory: values.config,
    ...(values.clients === undefined ? {} : { clientsDirectory: values.clients }),
    host: values.host,
    port: portFrom('--port', values.port),
    ...(internal === undefined ? {} : { internalPort: portFrom('--internal-port', internal) }),
    ...(values.data === undefined ? {} : { dataDirectory: values.data }),
    ...(values['store-directory'] === undefined ? {} : { storeDirectory: values['store-directory'] }),
    ...(values['archive-directory'] === undefined ? {} : { archiveDirectory: values['archive-directory'] }),
    ...(values['mounted-reports'] === undefined ? {} : { mountedReportsDirectory: values['mounted-reports'] }),
    ...(values.sources === undefined ? {} : { sourcesDirectory: values.sources }),
    ...(values['allow-local-addresses'] === undefined ? {} : { allowLocalAddresses: true }),
    ...(values['kept-models'] === undefined ? {} : { keptModelsDirectory: values['kept-models'] }),
    ...(values['drain-wait'] === undefined ? {} : { drainSeconds: secondsFrom('--drain-wait', values['drain-wait']) }),
  };
}

function secondsFrom(name: string, text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0 && seconds <= 3600) return seconds;
  throw new RangeError(`${name}: expected a number of seconds from 0 to 3600, got ${JSON.stringify(text)}`);
}

/** With 0 the system chooses. */
function portFrom(name: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new RangeError(`${name}: expected a port number from 0 to 65535, got ${JSON.stringify(text)}`);
}

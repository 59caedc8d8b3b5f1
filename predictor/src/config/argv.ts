import { parseArgs } from 'node:util';
import type { Placement } from '@modelmonitor/api';

/**
 * Where a predictor runs, from its arguments: the ones `planFor` writes.
 *
 * @throws RangeError naming the argument that is wrong or missing
 */
export function placementFromArgv(argv: readonly string[]): Placement {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      config: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8000' },
      'internal-port': { type: 'string' },
      data: { type: 'string' },
    },
  });
  if (values.config === undefined) throw new RangeError('--config DIR is needed: the directory with monitor.json');
  const internal = values['internal-port'];
  return {
    configDirectory: values.config,
    host: values.host,
    port: portFrom('--port', values.port),
    ...(internal === undefined ? {} : { internalPort: portFrom('--internal-port', internal) }),
    ...(values.data === undefined ? {} : { dataDirectory: values.data }),
  };
}

/** 0 lets the system choose. */
function portFrom(name: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new RangeError(`${name} needs a port number from 0 to 65535, got ${JSON.stringify(text)}`);
}

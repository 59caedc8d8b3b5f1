import { join } from 'node:path';
import { errorText, type ModelMonitor, type Validate } from '@modelmonitor/api/plain';
import { SourceError } from './errors.ts';
import { readBytes } from './readBytes.ts';

/**
 * Reads the resolved resource of a configuration directory.
 *
 * @param validate says whether it is one, and what is wrong
 * @throws SourceError naming every problem
 */
export async function readMonitor(configDirectory: string, validate: Validate): Promise<ModelMonitor> {
  const path = join(configDirectory, 'monitor.json');
  const { bytes } = await readBytes(path, 'the resolved ModelMonitor');
  const { monitor, problems } = validate(parseJson(bytes, path));
  if (monitor !== undefined) return monitor;
  throw new SourceError(
    `${path} is not a valid ModelMonitor: ${problems.map(({ path: field, message }) => `${field} ${message}`.trim()).join('; ')}`,
  );
}

function parseJson(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new SourceError(`${path} is not JSON: ${errorText(cause)}`, { cause });
  }
}

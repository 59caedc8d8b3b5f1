import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelMonitor, Validate } from '@modelmonitor/api';

/**
 * Reads the resolved resource from a configuration directory.
 *
 * @throws Error naming every problem
 */
export async function readMonitor(configDirectory: string, validate: Validate): Promise<ModelMonitor> {
  const path = join(configDirectory, 'monitor.json');
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new Error(`monitor.json is needed in the configuration directory, and could not be read: ${cause.message}`, { cause });
  });
  const { monitor, problems } = validate(parsed(text));
  if (monitor !== undefined) return monitor;
  throw new Error(
    `monitor.json is not a valid ModelMonitor: ${problems.map(({ path: field, message }) => `${field} ${message}`).join('; ')}`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`monitor.json is not JSON: ${(cause as Error).message}`, { cause });
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createValidator, type ModelMonitor } from '@modelmonitor/api';
import { parseDocument } from 'yaml';
import { yamlOptions } from '../manifests/yamlText.ts';

/** The monitor of a directory of manifests; undefined where there is no valid one. */
export async function directoryMonitor(directory: string): Promise<ModelMonitor | undefined> {
  const text = await readFile(join(directory, 'monitor.yaml'), 'utf8').catch(() => '');
  const document = parseDocument(text, yamlOptions);
  return document.errors.length > 0 ? undefined : createValidator()(document.toJS()).monitor;
}

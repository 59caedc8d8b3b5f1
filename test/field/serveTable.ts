import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../controlPlane/freePort.ts';
import { bin, modelmonitor, reasonOf } from './fieldCommand.ts';
import type { FieldTable } from './fieldTables.ts';
import { targetOf } from './targetOf.ts';

/** How far the commands that `train` suggests led; `right` when the report of fifty rows of the same file is no alarm. */
export interface ServeOutcome {
  readonly target: string;
  /** `nothing`: a table of a date or a row number and the target has nothing to learn from, as `train` reports. */
  readonly failed?: 'nothing' | 'train' | 'validate' | 'run' | 'traffic' | 'report';
  readonly reason?: string;
  readonly seconds: number;
}

const rows = 50;

/** train → validate → run → fifty rows of the file → report, as a user would, without an option beyond the target. */
export async function serveTable(table: FieldTable, folder: string): Promise<ServeOutcome> {
  const target = targetOf(table);
  if (target === undefined) return { target: '', failed: 'nothing', reason: 'no column can be a target', seconds: 0 };
  const place = join(folder, `${table.name}.served`);
  rmSync(place, { recursive: true, force: true });
  const startedAt = Date.now();
  const trained = await modelmonitor(folder, [
    'train',
    '--data',
    table.files.whole,
    '--target',
    target,
    '--manifest',
    place,
    '--name',
    'field',
  ]);
  const seconds = (Date.now() - startedAt) / 1000;
  if (trained.code !== 0) {
    const reason = reasonOf(trained);
    return { target, failed: reason.includes('at least one column to learn from') ? 'nothing' : 'train', reason, seconds };
  }
  const valid = await modelmonitor(folder, ['validate', '-f', place]);
  if (valid.code !== 0) return { target, failed: 'validate', reason: reasonOf(valid), seconds };
  return { target, seconds, ...(await serve(table, { place, target, folder })) };
}

async function serve(
  { files }: FieldTable,
  { place, target, folder }: { readonly place: string; readonly target: string; readonly folder: string },
): Promise<Pick<ServeOutcome, 'failed' | 'reason'>> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [bin, 'run', '-f', place, '--port', String(port), '--data-dir', `${place}-data`], {
    stdio: 'ignore',
  });
  try {
    if (!(await isReady(address))) return { failed: 'run', reason: 'the predictor is not ready after 30 s' };
    const args = ['--url', `${address}/predict`, '--data', files.whole, '--exclude', target, '--count', String(rows), '--rate', '1000'];
    const sent = await modelmonitor(folder, ['traffic', ...args]);
    const refused = /^(4\d\d|5\d\d) +\d.*$/m.exec(sent.stdout)?.[0];
    if (sent.code !== 0 || refused !== undefined) return { failed: 'traffic', reason: refused ?? reasonOf(sent) };
    const response = await fetch(`${address}/generate_reports`, { method: 'POST' });
    const report = (await response.json()) as { verdict?: string; detail?: string };
    return report.verdict === undefined || report.verdict === 'drifted'
      ? { failed: 'report', reason: report.verdict ?? report.detail ?? `status ${response.status}` }
      : {};
  } finally {
    child.kill('SIGKILL');
  }
}

async function isReady(address: string): Promise<boolean> {
  for (let tries = 0; tries < 300; tries++) {
    const response = await fetch(`${address}/readyz`).catch(() => undefined);
    if (response?.ok === true) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dashboardFiles } from '@modelmonitor/monitoring';
import { linterRules } from '../../monitoring/src/dashboards/lint/linterRules.ts';
import { describeWithTools } from '../tools/describeWithTools.ts';

const folder = join(import.meta.dirname, '../../dashboards');
const run = promisify(execFile);

await describeWithTools('the dashboards', ['dashboard-linter'], ({ 'dashboard-linter': linter }) => {
  const lint = (path: string) => run(linter, ['lint', '--strict', path]);

  test.each([...dashboardFiles().keys()])('dashboard-linter finds nothing in %s, strictly and with nothing excluded', async (name) => {
    await expect(lint(join(folder, name))).resolves.toBeDefined();
  });

  test('it would say so', async () => {
    const spoiled = mkdtempSync(join(tmpdir(), 'modelmonitor-dashboard-'));
    const path = join(spoiled, 'fleet.json');
    writeFileSync(path, readFileSync(join(folder, 'fleet.json'), 'utf8').replace('[$__rate_interval]', '[5m]'));
    await expect(lint(path)).rejects.toMatchObject({ stdout: expect.stringContaining('should use $__rate_interval') });
    rmSync(spoiled, { recursive: true });
  });

  test('its rules are the ones that hold without it', async () => {
    const { stdout } = await run(linter, ['rules']);
    const names = [...stdout.matchAll(/^\* `(.+?)`/gm)].map(([, name]) => name);
    expect(names.toSorted()).toEqual(Object.keys(linterRules).toSorted());
  });
});

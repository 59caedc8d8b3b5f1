import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dashboardFiles } from '@modelmonitor/monitoring';
import { linterRules } from '../../monitoring/src/dashboards/lint/linterRules.ts';
import { command, runProgram } from '../command.ts';
import { describeWithTools } from '../tools/describeWithTools.ts';

const folder = join(import.meta.dirname, '../../dashboards');

await describeWithTools('the dashboards', ['dashboard-linter'], ({ 'dashboard-linter': linter }) => {
  const lint = (path: string) => command(linter, ['lint', '--strict', path]);

  test.each([...dashboardFiles().keys()])('dashboard-linter finds nothing in %s, strictly and with nothing excluded', async (name) => {
    expect(await lint(join(folder, name))).toMatchObject({ code: 0 });
  });

  test('it would say so', async () => {
    const spoiled = mkdtempSync(join(tmpdir(), 'modelmonitor-dashboard-'));
    const path = join(spoiled, 'fleet.json');
    writeFileSync(path, readFileSync(join(folder, 'fleet.json'), 'utf8').replace('[$__rate_interval]', '[5m]'));
    const { code, stdout } = await lint(path);
    expect(code).not.toBe(0);
    expect(stdout).toContain('should use $__rate_interval');
    rmSync(spoiled, { recursive: true });
  });

  test('its rules are the ones that hold without it', async () => {
    const names = [...(await runProgram(linter, ['rules'])).matchAll(/^\* `(.+?)`/gm)].map(([, name]) => name);
    expect(names.toSorted()).toEqual(Object.keys(linterRules).toSorted());
  });
});

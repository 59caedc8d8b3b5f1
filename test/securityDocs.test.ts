import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { harmlessPodAnnotations } from '../api/src/plan/podAnnotations.ts';
import { clusterWideRules, leaseRules, operatorRules } from '../operator/src/rbac/operatorRules.ts';

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** Rows of the table below a heading, without its head. */
function rowsBelow(heading: string): string[][] {
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const lines = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  return lines
    .filter((line) => !line.startsWith('| --- '))
    .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '')));
}

test('every threat names tests, and they exist', () => {
  const [, ...threats] = rowsBelow('Threats');
  expect(threats.length).toBeGreaterThan(15);
  for (const [who, what, , tests = ''] of threats) {
    const files = [...tests.matchAll(/\]\(\.\.\/([^)]+\.test\.ts)\)/g)].map(([, file = '']) => file);
    expect({ who, what, files: files.length > 0, missing: files.filter((file) => !existsSync(join(root, file))) }).toEqual({
      ...{ who, what },
      ...{ files: true, missing: [] },
    });
  }
});

test('every kind of attacker has threats', () => {
  const who = new Set(rowsBelow('Threats').map(([first]) => first));
  for (const one of ['caller', 'neighbour namespace', 'author of a ModelMonitor', "model's author", 'network']) expect(who).toContain(one);
});

test('every right of the operator is listed, and none that it does not have', () => {
  const rights = rowsBelow('Rights of the programs').map(([first = '']) => first);
  const listed = rights.flatMap((cell) => [...cell.matchAll(/`([a-z]+(?:\/[a-z]+)?)`/g)].map(([, resource]) => resource));
  const rules = [...operatorRules(), ...clusterWideRules(), ...leaseRules('a')].flatMap(({ resources }) => resources);
  expect([...new Set(listed)].sort()).toEqual([...new Set(rules)].sort());
});

test('every annotation that pods may have is listed', () => {
  expect(harmlessPodAnnotations.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

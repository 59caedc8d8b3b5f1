import { globSync } from 'node:fs';
import { join } from 'node:path';
import check from '../jest.check.config.ts';
import all from '../jest.config.ts';
import programs from '../jest.programs.config.ts';
import { importsOf } from './importsOf.ts';
import { sourceFiles } from './sourceFiles.ts';

const root = join(import.meta.dirname, '..');
const suites = globSync('**/*.test.ts', { cwd: root, exclude: (path) => path.endsWith('node_modules') }).map((path) =>
  path.replaceAll('\\', '/'),
);

/** What finds or starts a program of others, and what a suite that imports it has in its name. */
const starters: Readonly<Record<string, RegExp>> = {
  controlPlaneBinaries: /\.apiserver\.test\.ts$/,
  describeWithControlPlane: /\.apiserver\.test\.ts$/,
  startControlPlane: /\.apiserver\.test\.ts$/,
  describeWithTools: /\.programs\.test\.ts$/,
  toolPaths: /\.(programs|apiserver)\.test\.ts$/,
  findChromium: /\.(browser|apiserver)\.test\.ts$/,
  pythonEnvironment: /\.python\.test\.ts$/,
};

/** They test the search itself, in folders of their own. */
const searches = ['test/chromium.test.ts', 'test/controlPlane/controlPlaneBinaries.test.ts', 'test/tools/toolPaths.test.ts'];

test('every suite runs in exactly one of the two lanes of `make test`', () => {
  const matches = (patterns: readonly string[], path: string) => patterns.some((pattern) => new RegExp(pattern).test(`/${path}`));
  const found = suites
    .map((path) => {
      const isListed = all.roots.some((folder) => `<rootDir>/${path}`.startsWith(`${folder}/`));
      const lanes = [
        isListed && !matches(check.testPathIgnorePatterns, path) ? ['check'] : [],
        isListed && matches(programs.testRegex, path) ? ['programs'] : [],
      ].flat();
      return { path, lanes };
    })
    .filter(({ lanes }) => lanes.length !== 1);
  expect(found).toEqual([]);
});

test('a suite that starts a program of others says so in its name', () => {
  const files = sourceFiles().filter(({ path }) => path.endsWith('.test.ts') && !searches.includes(path));
  const found = files.flatMap(({ path, parsed }) =>
    importsOf(parsed)
      .flatMap(({ names }) => names)
      .filter((name) => starters[name]?.test(path) === false)
      .map((name) => `${path} imports ${name}`),
  );
  expect(found).toEqual([]);
});

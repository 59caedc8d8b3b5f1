import { ambientUses } from './ambientUses.ts';
import type { Placed } from './parsed.ts';
import { sourceFiles } from './sourceFiles.ts';

/** Files that hand the process, the clock and randomness to the rest. */
const edge = /(^|\/)(main|bin|[^/]+\.worker)\.ts$|^examples\/build\.ts$|^examples\/[^/]+\/generate\.ts$/;
const files = sourceFiles().filter(({ isTest }) => !isTest);

test('only main.ts, bin.ts and workers read the process, the clock and randomness', () => {
  const found = files
    .filter(({ path }) => !edge.test(path))
    .flatMap(({ path, parsed }) => ambientUses(parsed).map((use) => `${path}:${use}`));
  expect(found).toEqual([]);
});

test('no module keeps state in a variable of its own', () => {
  const isTopLevel = ({ parent }: Placed): boolean =>
    parent === undefined || (['Module', 'ExportDeclaration'].includes(parent.node.type) && isTopLevel(parent));
  const found = files.flatMap(({ path, parsed }) =>
    parsed.nodes
      .filter((placed) => placed.node.type === 'VariableDeclaration' && placed.node['kind'] !== 'const' && isTopLevel(placed))
      .map(({ node }) => `${path}:${parsed.lineOf(node)} ${String(node['kind'])} at the level of the module`),
  );
  expect(found).toEqual([]);
});

test('nothing is of type any', () => {
  const found = sourceFiles().flatMap(({ path, parsed }) =>
    parsed
      .all('TsKeywordType')
      .filter((node) => node['kind'] === 'any')
      .map((node) => `${path}:${parsed.lineOf(node)} any`),
  );
  expect(found).toEqual([]);
});

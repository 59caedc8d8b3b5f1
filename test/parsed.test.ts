import { Parsed } from './parsed.ts';

test('knows the lines and the text of a node, also after other files and behind comments', () => {
  for (const before of ['', '// é\n', '#!/usr/bin/env node\n\n', '/* 1\n2 */\n']) {
    const parsed = new Parsed(`${before}const one = 1;\nfunction two() {\n  return 'ü';\n}\n`);
    const [node] = parsed.all('FunctionDeclaration');
    const lines = before.split('\n').length - 1;
    expect(node && [parsed.lineOf(node), parsed.linesOf(node), parsed.textOf(node)]).toEqual([
      lines + 2,
      3,
      "function two() {\n  return 'ü';\n}",
    ]);
  }
});

test('knows what a node stands in', () => {
  const parsed = new Parsed('export let a = 1;\nconst f = () => { let b = 2; };');
  const declared = parsed.nodes.filter(({ node }) => node.type === 'VariableDeclaration');
  expect(declared.map(({ node, parent }) => [node['kind'], parent?.node.type])).toEqual([
    ['let', 'ExportDeclaration'],
    ['const', 'Module'],
    ['let', 'FunctionBody'],
  ]);
});

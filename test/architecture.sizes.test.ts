import type { Node, Parsed } from './parsed.ts';
import { type SourceFile, sourceFiles } from './sourceFiles.ts';

const files = sourceFiles();
const lineCount = ({ text }: SourceFile) => text.split('\n').length - 1;

test('no file is longer than 250 lines', () => {
  expect(files.filter((file) => lineCount(file) > 250).map((file) => `${file.path}: ${lineCount(file)} lines`)).toEqual([]);
});

test('nine files in ten have at most 150 lines', () => {
  const long = files.filter((file) => lineCount(file) > 150).map((file) => `${file.path}: ${lineCount(file)} lines`);
  expect(long.length > files.length / 10 ? long : []).toEqual([]);
});

test('no function is longer than 60 lines; a suite of tests is none', () => {
  const found = files.flatMap(({ path, parsed }) =>
    functionsOf(parsed)
      .filter((node) => parsed.linesOf(node) > 60 && !/^\s*(test|step)(\.\w+)*\(/m.test(parsed.textOf(node)))
      .map((node) => `${path}:${parsed.lineOf(node)} a function of ${parsed.linesOf(node)} lines`),
  );
  expect(found).toEqual([]);
});

test('no function takes more than three parameters; rows of a test table may', () => {
  const found = files
    .filter(({ isTest }) => !isTest)
    .flatMap(({ path, parsed }) =>
      functionsOf(parsed)
        .filter((node) => parametersOf(node) > 3)
        .map((node) => `${path}:${parsed.lineOf(node)} takes ${parametersOf(node)} parameters`),
    );
  expect(found).toEqual([]);
});

/** Functions and methods; SWC keeps a method's parameters and body in an inner function without a type. */
function functionsOf(parsed: Parsed): Node[] {
  return parsed.all(
    'FunctionDeclaration',
    'FunctionExpression',
    'ArrowFunctionExpression',
    'ClassMethod',
    'PrivateMethod',
    'MethodProperty',
    'Constructor',
  );
}

function parametersOf(node: Node): number {
  const { params } = (node['function'] ?? node) as { params?: readonly unknown[] };
  return params?.length ?? 0;
}

import type { Node, Parsed } from './parsed.ts';

/** An import or re-export of a file. */
export interface Import {
  readonly from: string;
  readonly names: readonly string[];
  readonly line: number;
  /** Whether only types are imported, so that nothing is loaded. */
  readonly isType: boolean;
  /** Whether it is `import('…')`, loaded when it is reached. */
  readonly isDynamic: boolean;
}

/** Everything a file imports, also `import('…')`, as a value or a type. */
export function importsOf(parsed: Parsed): Import[] {
  const declared = parsed.all('ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration').flatMap((node) => {
    const source = node['source'] as { value: string } | null | undefined;
    return source
      ? [{ from: source.value, names: namesOf(node), line: parsed.lineOf(node), isType: isTypeOnly(node), isDynamic: false }]
      : [];
  });
  const called = parsed.all('CallExpression').flatMap((node) => {
    const [argument] = node['arguments'] as { expression: Node }[];
    const isImport = (node['callee'] as Node).type === 'Import' && argument?.expression.type === 'StringLiteral';
    return isImport
      ? [{ from: String(argument.expression['value']), names: [], line: parsed.lineOf(node), isType: false, isDynamic: true }]
      : [];
  });
  const types = parsed.all('TsImportType').map((node) => ({
    from: String((node['argument'] as Node)['value']),
    names: [],
    line: parsed.lineOf(node),
    isType: true,
    isDynamic: false,
  }));
  return [...declared, ...called, ...types];
}

function namesOf(node: Node): string[] {
  const specifiers = (node['specifiers'] ?? []) as { imported?: { value: string } | null; local?: { value: string } }[];
  return specifiers.map(({ imported, local }) => imported?.value ?? local?.value ?? '');
}

function isTypeOnly(node: Node): boolean {
  const specifiers = (node['specifiers'] ?? []) as { isTypeOnly?: boolean }[];
  return node['typeOnly'] === true || (specifiers.length > 0 && specifiers.every(({ isTypeOnly }) => isTypeOnly === true));
}

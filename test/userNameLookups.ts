import type { Node, Parsed, Placed } from './parsed.ts';

/** What variables and members are called that hold a name which users choose: of a column, a class, a version, a key of a ConfigMap. */
const userNames = ['name', 'key', 'target', 'className', 'id'];

/** Objects whose names are fixed: by us, or because they are the object's own. */
const fixedNames = [
  ...['methodFacts', 'codes', 'LINES', 'HEADINGS', 'summary', 'before', 'after'],
  // Metrics, by their names.
  ...['metrics', 'judged'],
  // Properties of texts.
  ...['texts', 'reference', 'current', 'properties', 'found'],
  // Fields of the schema.
  ...['candidate', 'inner', '(value as Record<string, unknown> | null)', 'body'],
  // An example row has every feature, these bins are of this column, and these names are those of the object.
  ...['example', 'referenceBins({ rows: sample.values.length, columns: [sample] }, [name]).features', 'features', 'one'],
  // Without a prototype, or a list.
  ...['lists', 'node.items', 'row', 'widths', 'classes'],
];

/**
 * Where a file uses a user's name as a name of a plain object: `LINE what`. Such an object inherits `constructor`, `toString` and more, so
 * `types[name]` finds a function for a column of that name, and assigning to `__proto__` loses the value. `ownValue(types, name)`, a check by
 * `Object.hasOwn`, `Object.fromEntries`, spread and maps are fine.
 */
export function userNameLookups(parsed: Parsed): string[] {
  const lookups = parsed.nodes.flatMap((placed) => {
    const { node } = placed;
    if (node.type !== 'MemberExpression' || (node['property'] as Node).type !== 'Computed') return [];
    const index = (node['property'] as Node)['expression'] as Node;
    const [object, name] = [parsed.textOf(node['object'] as Node), parsed.textOf(index)];
    if (!isUserName(index) || fixedNames.includes(object) || isGuarded(placed, object, parsed)) return [];
    return [`${parsed.lineOf(node)} ${object}[${name}]`];
  });
  const filled = parsed
    .all('VariableDeclarator')
    .filter(({ init }) => (init as Node | null)?.type === 'ObjectExpression' && ((init as Node)['properties'] as unknown[]).length === 0)
    .map((node) => `${parsed.lineOf(node)} ${parsed.textOf(node)}: fill a map, or use Object.fromEntries`);
  const assigned = parsed
    .all('CallExpression')
    .filter((node) => parsed.textOf(node).startsWith('Object.assign({}'))
    .map((node) => `${parsed.lineOf(node)} Object.assign({}, …): use spread or Object.fromEntries`);
  return [...lookups, ...filled, ...assigned];
}

function isUserName(index: Node): boolean {
  if (index.type === 'Identifier') return userNames.includes(String(index['value']));
  return index.type === 'MemberExpression' && userNames.includes(String((index['property'] as Node)['value']));
}

/** Whether a condition around the place checks that the name is the object's own. */
function isGuarded({ parent }: Placed, text: string, parsed: Parsed): boolean {
  const object = text.replace(/^\((\w+) as .*\)$/, '$1');
  for (let around = parent; around !== undefined; around = around.parent) {
    const isCondition = ['ConditionalExpression', 'BinaryExpression', 'IfStatement'].includes(around.node.type);
    if (isCondition && parsed.textOf(around.node).includes(`Object.hasOwn(${object},`)) return true;
    if (around.node.type.includes('Function')) return false;
  }
  return false;
}

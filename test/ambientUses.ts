import { importsOf } from './importsOf.ts';
import type { Node, Parsed } from './parsed.ts';

const timers = ['setTimeout', 'setInterval', 'setImmediate'];
const objects = ['process', 'console', 'performance'];
const ofGlobal = [...timers, ...objects, 'crypto', 'Date', 'Math'];
const members = ['Date.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues'];
const modules = ['node:process', 'node:timers', 'node:timers/promises', 'node:perf_hooks', 'node:console'];
const randomness = ['randomBytes', 'randomInt', 'randomUUID', 'randomFillSync', 'randomFill'];

/** Where a file reads the process, the clock, timers, randomness or the console instead of getting them as parameters: `LINE what`. */
export function ambientUses(parsed: Parsed): string[] {
  const imported = importsOf(parsed)
    .filter(({ from, names }) => modules.includes(from) || (from === 'node:crypto' && names.some((name) => randomness.includes(name))))
    .map(({ from, line, names }) => `${line} imports ${names.join(', ')} from ${from}`);
  const bound = ownNames(parsed);
  const used = parsed.all('MemberExpression', 'NewExpression', 'CallExpression').flatMap((node) => {
    const what = ambientName(node, bound);
    return what === undefined ? [] : [`${parsed.lineOf(node)} uses ${what}`];
  });
  const passed = parsed.nodes
    .filter(({ node, parent }) => parent !== undefined && [...objects, 'globalThis'].includes(nameOf(node)) && isValue(node, parent.node))
    .filter(({ node }) => !bound.has(nameOf(node)))
    .map(({ node }) => `${parsed.lineOf(node)} passes ${nameOf(node)} on`);
  return [...imported, ...used, ...passed];
}

/** Names the file binds itself, as a parameter for instance: SWC gives only those a place for a type. */
function ownNames(parsed: Parsed): ReadonlySet<string> {
  return new Set(
    parsed
      .all('Identifier')
      .filter((node) => 'typeAnnotation' in node)
      .map(nameOf),
  );
}

/** Whether a name stands for its value: as an argument, in a declaration (`const { env } = process`), in an object. */
function isValue(node: Node, parent: Node): boolean {
  if (parent.type === 'VariableDeclarator') return parent['init'] === node;
  if (parent.type === 'KeyValueProperty') return parent['value'] === node;
  if (parent.type === 'CallExpression') return parent['callee'] !== node;
  return ['NewExpression', 'ObjectExpression', 'ArrayExpression', 'SpreadElement', 'ReturnStatement'].includes(parent.type);
}

function ambientName(node: Node, bound: ReadonlySet<string>): string | undefined {
  if (node.type === 'MemberExpression') {
    const object = nameOf(node['object'] as Node);
    const member = `${object}.${nameOf(node['property'] as Node)}`;
    const isGlobal = object === 'globalThis' && ofGlobal.some((name) => member.endsWith(`.${name}`));
    return (!bound.has(object) && (objects.includes(object) || members.includes(member))) || isGlobal ? member : undefined;
  }
  const callee = nameOf(node['callee'] as Node);
  if (node.type === 'NewExpression') {
    return callee === 'Date' && ((node['arguments'] ?? []) as unknown[]).length === 0 ? 'new Date()' : undefined;
  }
  return (timers.includes(callee) || callee === 'Date') && !bound.has(callee) ? callee : undefined;
}

function nameOf(node: Node): string {
  return node.type === 'Identifier' ? String(node['value']) : '';
}

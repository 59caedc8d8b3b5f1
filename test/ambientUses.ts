import { importsOf } from './importsOf.ts';
import type { Node, Parsed } from './parsed.ts';

const timers = ['setTimeout', 'setInterval', 'setImmediate'];
const objects = ['process', 'console', 'performance'];
const members = ['Date.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues'];
const modules = ['node:process', 'node:timers', 'node:timers/promises', 'node:perf_hooks', 'node:console'];
const randomness = ['randomBytes', 'randomInt', 'randomUUID', 'randomFillSync', 'randomFill'];

/** Where a file takes the process, the clock, timers, randomness or the console from the air: `LINE what`. */
export function ambientUses(parsed: Parsed): string[] {
  const imported = importsOf(parsed)
    .filter(({ from, names }) => modules.includes(from) || (from === 'node:crypto' && names.some((name) => randomness.includes(name))))
    .map(({ from, line, names }) => `${line} imports ${names.join(', ')} from ${from}`);
  const bound = boundNames(parsed);
  const used = parsed.all('MemberExpression', 'NewExpression', 'CallExpression').flatMap((node) => {
    const what = ambientName(node, bound);
    return what === undefined ? [] : [`${parsed.lineOf(node)} uses ${what}`];
  });
  return [...imported, ...used];
}

/** Names the file binds itself, as a parameter for instance: SWC gives only those a place for a type. */
function boundNames(parsed: Parsed): ReadonlySet<string> {
  return new Set(
    parsed
      .all('Identifier')
      .filter((node) => 'typeAnnotation' in node)
      .map(nameOf),
  );
}

function ambientName(node: Node, bound: ReadonlySet<string>): string | undefined {
  if (node.type === 'MemberExpression') {
    const object = nameOf(node['object'] as Node);
    const member = `${object}.${nameOf(node['property'] as Node)}`;
    const isTimer = object === 'globalThis' && timers.some((name) => member.endsWith(`.${name}`));
    return (!bound.has(object) && (objects.includes(object) || members.includes(member))) || isTimer ? member : undefined;
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

import type { SecretUse } from './secretUses.ts';

/** CEL: the parts of a use that the old object lacks. */
export function addedExpression(use: SecretUse): string {
  const parts = (root: Root) => partsExpression(root, use);
  // An element of a list that is a text, or a part that is compared as a whole.
  const key = (part: string) =>
    use.members.length === 0 ? part : `[${use.members.map((member) => memberExpression(part, member)).join(', ')}]`;
  const besides = use.beside === undefined ? '' : ` || ${differsExpression(use.beside)}`;
  return `${parts('object')}.filter(now, oldObject == null${besides} || !(${key('now')} in ${parts('oldObject')}.map(old, ${key('old')})))`;
}

/** CEL: whether a part differs from that of the old object, and is not only left out. */
export function changedExpression(path: string): string {
  return `${partExpression('object', path)}.exists(now, oldObject == null || !(now in ${partExpression('oldObject', path)}))`;
}

/** CEL: whether a part differs from that of the old object, or is only in one of them. */
function differsExpression(path: string): string {
  return `${partExpression('object', path)} != ${partExpression('oldObject', path)}`;
}

/** CEL: lists of the names of Secrets in the added parts of a use. */
export function nameExpressions(use: SecretUse): string[] {
  const added = `variables.${variableOf(use)}`;
  return use.names.map((name) =>
    name.length === 0 ? added : `${added}.map(part, part.?${name.join('.?')}.hasValue(), part.${name.join('.')})`,
  );
}

/** CEL: whether an added part of a use has an identity. */
export function identityExpressions(use: SecretUse): string[] {
  return use.identities.map((path) => `variables.${variableOf(use)}.exists(part, part.?${path.join('.?')}.hasValue())`);
}

/** Name of the variable with the added parts of a use. */
export function variableOf({ list = [], path }: SecretUse): string {
  const [first = '', ...others] = [...list, ...path].slice(1);
  return [first, ...others.map((member) => `${member.charAt(0).toUpperCase()}${member.slice(1)}`)].join('');
}

type Root = 'object' | 'oldObject';

/** CEL: a list with the part at a path, or without an element. */
function partExpression(root: Root, path: string): string {
  return `[?${root}.?${path.replaceAll('.', '.?')}]`;
}

function partsExpression(root: Root, { list, path }: SecretUse): string {
  if (list === undefined) return partExpression(root, path.join('.'));
  const elements = `${root}.?${list.join('.?')}.orValue([])`;
  return path.length === 0 ? elements : `${elements}.map(e, e.?${path.join('.?')}.hasValue(), e.${path.join('.')})`;
}

/** Of a reference to an image the registry: it gets the credentials. */
function memberExpression(part: string, member: string): string {
  return member === 'reference' ? `dyn(${part}.reference.split('/')[0])` : `${part}.?${member}.orValue(null)`;
}

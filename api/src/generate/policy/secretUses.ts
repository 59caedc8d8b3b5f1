import type { SchemaNode } from '../../validation/schemaNode.ts';

/** A part of the resource that hands Secrets, or the identity of a pod, to a process or to a server. */
export interface SecretUse {
  /** Path of the list whose elements contain the part; undefined where it is in no list. */
  readonly list: readonly string[] | undefined;
  /** Path of the part: from an element of the list, or from the top. */
  readonly path: readonly string[];
  /** Its members that decide where its Secrets go: a change of any of them counts like a Secret that is added. */
  readonly members: readonly string[];
  /** Path of what else decides that, beside the list; undefined without such. */
  readonly beside: string | undefined;
  /** Paths of the names of Secrets in it. */
  readonly names: readonly (readonly string[])[];
  /** Paths of identities in it: what a pod proves with a token of its service account. */
  readonly identities: readonly (readonly string[])[];
}

/** Parts of which each member is a kind of its own, such as `source.http`. */
const kinded = ['source', 'receivers[]'];

/** Members whose change sends the Secrets of their part nowhere else, by the name of the part. All others count. */
const harmless: Readonly<Record<string, readonly string[]>> = {
  http: ['sha256'],
  s3: ['key', 'versionId', 'sha256', 'prefix'],
  oci: ['path'],
  mlflow: ['model', 'alias', 'version', 'stage', 'fallback', 'run', 'path'],
  remote: ['model', 'version', 'timeout', 'maxInFlight', 'idempotent', 'contentType', 'outputs'],
  email: ['to', 'from', 'username'],
  slack: ['channel'],
  postgres: ['port', 'synchronousCommit'],
};

/** What decides beside the elements of a list where their Secrets go: the Alertmanager that the labels select sends the alerts. */
const besideList: Readonly<Record<string, string>> = { 'spec.alerts.receivers': 'spec.alerts.labels' };

const identity = 'webIdentity';

/**
 * Every part of a resource that names a Secret or an identity. A member with `secret` in its name is a Secret: an object with a `name`, a
 * text, or a list of either.
 *
 * @throws Error where a Secret is in a map, or in a list within a list: the policy has no expression for those yet
 */
export function secretUses(schema: SchemaNode): SecretUse[] {
  const uses = new Map<string, { path: readonly string[]; inner: (readonly string[])[] }>();
  for (const name of secretNames(schema, [])) {
    const path = useOf(name);
    const { inner } = uses.get(path.join('.')) ?? { inner: [] };
    uses.set(path.join('.'), { path, inner: [...inner, name.slice(path.length)] });
  }
  return [...uses.values()].map(({ path, inner }) => {
    const [list, ...lists] = path.flatMap((member, index) => (member.endsWith('[]') ? [index] : []));
    const nested = inner.find((one) => one.some((member) => member.endsWith('[]')));
    if (lists.length > 0 || nested !== undefined)
      throw new Error(`expected Secrets in one list at most, got ${[...path, ...(nested ?? [])].join('.')}`);
    const isIdentity = (name: readonly string[]) => name.at(-1) === identity;
    const ofList = list === undefined ? undefined : path.slice(0, list + 1).map((member) => member.replace('[]', ''));
    return {
      list: ofList,
      beside: besideList[ofList?.join('.') ?? ''],
      path: list === undefined ? path : path.slice(list + 1),
      members: Object.keys(nodeAt(schema, path).properties ?? {}).filter((member) => !harmless[path.at(-1) ?? '']?.includes(member)),
      names: inner.filter((name) => !isIdentity(name)),
      identities: inner.filter(isIdentity),
    };
  });
}

/** Paths of the names of Secrets, and of identities; a list has `[]` behind its name. */
export function secretNames(node: SchemaNode, path: readonly string[]): (readonly string[])[] {
  if (typeof node.additionalProperties === 'object' && secretNames(node.additionalProperties, path).length > 0)
    throw new Error(`expected no Secrets in a map, got ${path.join('.')}`);
  return Object.entries(node.properties ?? {}).flatMap(([member, value]) => {
    const [element, at] = value.items === undefined ? [value, [...path, member]] : [value.items, [...path, `${member}[]`]];
    if (member === identity) return [at];
    if (!/secret/i.test(member)) return secretNames(element, at);
    if (element.properties?.['name'] !== undefined) return [[...at, 'name']];
    return element.type === 'string' ? [at] : secretNames(element, at);
  });
}

/** The part that a name belongs to: one kind of a source or receiver, the element of a list, or a member of a member of `spec`. */
function useOf(name: readonly string[]): readonly string[] {
  const kind = name.findIndex((member) => kinded.includes(member));
  if (kind >= 0) return name.slice(0, kind + 2);
  const list = name.findIndex((member) => member.endsWith('[]'));
  return name.slice(0, list >= 0 ? list + 1 : 3);
}

function nodeAt(schema: SchemaNode, path: readonly string[]): SchemaNode {
  return path.reduce((node, member) => {
    const next = node.properties?.[member.replace('[]', '')] ?? {};
    return member.endsWith('[]') ? (next.items ?? {}) : next;
  }, schema);
}

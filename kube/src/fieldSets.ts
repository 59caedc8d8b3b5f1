/** Fields that one manager owns of an object (`fieldsV1` of an entry of `managedFields`), parsed; equal ones are held once. */
export interface FieldSet {
  readonly [path: string]: FieldSet;
}

/** Finds the field set of a text; objects of the same shape share one, so that a hundred thousand objects have some dozens. */
export interface FieldSets {
  /** @param text as the API server wrote it; undefined for none @param owner UID in the keys of owner references, which differs by object */
  of(text: string | undefined, owner: string | undefined): FieldSet | undefined;
}

/** A text that is longer is none of an object that this process applied. */
const longestText = 128 * 1024;

/** Different texts that are remembered: more than all shapes of objects there are. */
const mostTexts = 10_000;

/** In place of the UID of the owner. */
const anyOwner = 'owner';

export function createFieldSets(): FieldSets {
  const known = new Map<string, FieldSet>();
  return {
    of(text, owner) {
      if (text === undefined || text.length > longestText) return undefined;
      const shape = owner === undefined ? text : text.replaceAll(owner, anyOwner);
      const before = known.get(shape);
      if (before !== undefined) return before;
      // Others can write objects of ever new shapes.
      if (known.size === mostTexts) known.clear();
      const parsed = parseFields(shape);
      if (parsed !== undefined) known.set(shape, parsed);
      return parsed;
    },
  };
}

function parseFields(text: string): FieldSet | undefined {
  try {
    return JSON.parse(text) as FieldSet;
  } catch {
    return undefined;
  }
}

/** Fields that identify an object, and are owned by none. */
const identity: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'name', 'namespace']);

/**
 * Whether a manager still owns every field it applied. When another manager changes or removes a field, the API server takes it from all
 * others: as long as it is owned, it has the value that was applied.
 *
 * @param applied the object as it was applied
 */
export function ownsAll(
  fields: FieldSet,
  { metadata = {}, ...rest }: { readonly metadata?: object; readonly [field: string]: unknown },
): boolean {
  const members = (value: object) => Object.fromEntries(Object.entries(value).filter(([name]) => !identity.has(name)));
  return owns(fields, { ...members(rest), metadata: members(metadata) });
}

function owns(fields: FieldSet | undefined, value: unknown): boolean {
  if (fields === undefined) return false;
  if (typeof value !== 'object' || value === null) return true;
  const paths = Object.keys(fields);
  // Owned as a whole.
  if (paths.length === 0) return true;
  if (Array.isArray(value)) return value.every((element) => ownsElement(fields, element));
  const members = value as Readonly<Record<string, unknown>>;
  return Object.keys(members).every((name) => members[name] === undefined || owns(fields[`f:${name}`], members[name]));
}

/** Elements are found by the values of their keys, some of which may have been filled in by the API server, or by their own value. */
function ownsElement(fields: FieldSet, element: unknown): boolean {
  if (typeof element !== 'object' || element === null) return fields[`v:${JSON.stringify(element)}`] !== undefined;
  const members = element as Readonly<Record<string, unknown>>;
  const isOf = (path: string) => {
    if (!path.startsWith('k:')) return false;
    const keys = Object.entries(JSON.parse(path.slice(2)) as Record<string, unknown>);
    return keys.every(([name, key]) => members[name] === undefined || members[name] === key || key === anyOwner);
  };
  return Object.entries(fields).some(([path, of]) => isOf(path) && owns(of, element));
}

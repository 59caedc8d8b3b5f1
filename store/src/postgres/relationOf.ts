import { type Relation, type RelationColumn, sqlLiteral } from '@modelmonitor/databases';
import type { SourceColumn } from '@modelmonitor/tables/counted';
import type { RowPart } from '../countingStore.ts';
import type { RowContract, RowFeature } from '../rowContract.ts';
import type { RowRange } from '../rowPage.ts';
import { rangeSql, rowTable } from './rangeSql.ts';

export interface RelationOptions {
  readonly monitor: string;
  readonly range: RowRange;
  /** Features to compare. */
  readonly columns: readonly SourceColumn[];
  /** All contracts of the monitor, by number. */
  readonly contracts: ReadonlyMap<number, RowContract>;
  /** Only these rows of the range. */
  readonly part?: RowPart;
}

/** Rows of a range, refused ones included, with the values of features as SQL, whatever contracts the rows have: a feature that a contract lacks is missing. */
export function relationOf({ monitor, range, columns, contracts, part }: RelationOptions): Relation {
  const found = columns.map(({ name, type }): [string, RelationColumn] => {
    const places = placesOf(contracts, { name, type });
    return [name, type === 'categorical' ? categoricalColumn(places) : { expression: byContract(places, value, 'float8'), type }];
  });
  return { from: `${rowTable} where ${rangeSql(monitor, range)}${partSql(part, contracts)}`, parameters: [], columns: new Map(found) };
}

/** A condition behind that of the range. */
function partSql(part: RowPart | undefined, contracts: RelationOptions['contracts']): string {
  if (part === undefined) return '';
  if ('version' in part) return ` and p.version = ${sqlLiteral(part.version)} and p.prediction is not null`;
  const { feature: name, categories } = part;
  const texts = categories.map(sqlLiteral).join(', ');
  const conditions = placesOf(contracts, { name, type: 'categorical' }).map((place) => {
    const known = (place.feature.categories ?? []).flatMap((category, index) => (categories.includes(category) ? [index] : []));
    const unseen = `coalesce(${other(place)} in (${texts}), false)`;
    return `p.contract = ${place.number} and (${known.length === 0 ? '' : `${value(place)} in (${known.join(', ')}) or `}${unseen})`;
  });
  return categories.length === 0 || conditions.length === 0 ? ' and false' : ` and (${conditions.join(' or ')})`;
}

/** Where the contracts have a feature of a type. */
function placesOf(contracts: RelationOptions['contracts'], { name, type }: SourceColumn): FeaturePlace[] {
  return [...contracts].flatMap(([number, { features }]) => {
    const place = features.findIndex((feature) => feature.name === name && feature.type === type);
    return place < 0 ? [] : [{ number, place, feature: features[place] as RowFeature }];
  });
}

/** Where the rows of a contract have a feature. */
interface FeaturePlace {
  readonly number: number;
  readonly place: number;
  readonly feature: RowFeature;
}

const value = ({ place }: FeaturePlace) => `p.features[${place + 1}]`;
const other = ({ place }: FeaturePlace) => `p.unseen->>'${place}'`;

/** The index of the category where all contracts have the same categories, so that texts are not made for every row; else its text. */
function categoricalColumn(places: readonly FeaturePlace[]): RelationColumn {
  const lists = new Map(places.map(({ feature }) => [JSON.stringify(feature.categories), feature.categories ?? []]));
  const others = byContract(places, other, 'text');
  const [categories] = lists.values();
  if (lists.size <= 1)
    return { expression: byContract(places, value, 'float8'), type: 'categorical', categories: categories ?? [], others };
  const text = (place: FeaturePlace) => {
    const list = (place.feature.categories ?? []).map(sqlLiteral).join(', ');
    return `coalesce(${other(place)}, (array[${list}]::text[])[(${value(place)})::int4 + 1])`;
  };
  return { expression: byContract(places, text, 'text'), type: 'categorical' };
}

function byContract(places: readonly FeaturePlace[], expression: (place: FeaturePlace) => string, type: string): string {
  const cases = places.map((place) => ` when ${place.number} then ${expression(place)}`);
  return cases.length === 0 ? `null::${type}` : `case p.contract${cases.join('')} end`;
}

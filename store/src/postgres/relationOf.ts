import { type Relation, type RelationColumn, sqlLiteral } from '@modelmonitor/databases';
import type { SourceColumn } from '@modelmonitor/tables/counted';
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
}

/** Rows of a range, refused ones included, with the values of features as SQL, whatever contracts the rows have: a feature that a contract lacks is missing. */
export function relationOf({ monitor, range, columns, contracts }: RelationOptions): Relation {
  const found = columns.map(({ name, type }): [string, RelationColumn] => {
    const places = [...contracts].flatMap(([number, { features }]) => {
      const place = features.findIndex((feature) => feature.name === name && feature.type === type);
      return place < 0 ? [] : [{ number, place, feature: features[place] as RowFeature }];
    });
    return [name, type === 'categorical' ? categoricalColumn(places) : { expression: byContract(places, value, 'float8'), type }];
  });
  return { from: `${rowTable} where ${rangeSql(monitor, range)}`, parameters: [], columns: new Map(found) };
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

import type { Panel, Query, Step, Words } from '../panel.ts';

/** A change to some fields of a panel. */
export interface Override {
  readonly matcher: { readonly id: string; readonly options: string };
  readonly properties: { readonly id: string; readonly value: unknown }[];
}

/** Letter of a query. */
export function refId(index: number): string {
  return String.fromCharCode(65 + index);
}

export function stepsOf(steps: readonly Step[]): { value: number | null; color: string }[] {
  return steps.map(({ from, color }) => ({ value: from ?? null, color }));
}

export function mappingsOf(words: Words): object[] {
  const options = Object.entries(words).map(([value, { text, color }], index) => [value, { text, color, index }]);
  return [{ type: 'value', options: Object.fromEntries(options) }];
}

/** Colours of a graph's series, and dashes for its thresholds; units, colours and links for columns of a table. */
export function fieldOverrides(panel: Panel): Override[] {
  if (panel.kind === 'table')
    return [...panel.queries.map(columnOverride), ...linkOverrides(panel)].filter(({ properties: { length } }) => length > 0);
  return panel.queries.flatMap((query, index) => {
    const properties = seriesProperties(query);
    return properties.length === 0 ? [] : [{ matcher: { id: 'byFrameRefID', options: refId(index) }, properties }];
  });
}

function seriesProperties({ color, isLimit = false }: Query): Override['properties'] {
  return [
    ...(color === undefined ? [] : [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }]),
    ...(isLimit
      ? [
          { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 8] } },
          { id: 'custom.lineWidth', value: 1 },
          { id: 'custom.fillOpacity', value: 0 },
        ]
      : []),
  ];
}

function columnOverride({ legend, column: { unit, steps, words } = {} }: Query): Override {
  return {
    matcher: { id: 'byName', options: legend },
    properties: [
      ...(unit === undefined ? [] : [{ id: 'unit', value: unit }]),
      ...(words === undefined ? [] : [{ id: 'mappings', value: mappingsOf(words) }]),
      ...(steps === undefined ? [] : [{ id: 'thresholds', value: { mode: 'absolute', steps: stepsOf(steps) } }]),
      ...(steps === undefined && words === undefined ? [] : [{ id: 'custom.cellOptions', value: { type: 'color-text' } }]),
    ],
  };
}

/** A link on the last of the columns that identify a row. */
function linkOverrides({ leadsTo, labels = {} }: Panel): Override[] {
  const last = Object.keys(labels).at(-1);
  if (leadsTo === undefined || last === undefined) return [];
  const variables = Object.entries(labels).map(([title, label]) => `&var-${label}=\${__data.fields["${title}"]}`);
  const url = `/d/${leadsTo}?\${datasource:queryparam}${variables.join('')}&\${__url_time_range}`;
  return [{ matcher: { id: 'byName', options: last }, properties: [{ id: 'links', value: [{ title: 'Details', url }] }] }];
}

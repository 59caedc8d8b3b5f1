import type { Panel as GrafanaPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { ThresholdsConfigBuilder, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Panel, Query } from '../panel.ts';
import { fieldOverrides, mappingsOf, refId, stepsOf } from './fieldOverrides.ts';
import { panelBuilder } from './panelBuilder.ts';

/** The data source chosen in the dashboard. */
export const datasource = { type: 'prometheus', uid: '$datasource' };

/** A panel as Grafana stores it, without its position. */
export function panelJson(panel: Panel): GrafanaPanel {
  const { title, description, unit, needs, steps = [{ color: 'text' }], minimum, maximum, decimals, words, queries } = panel;
  const builder = panelBuilder(panel)
    .title(title)
    .description(needs === undefined ? description : `${description} Needs ${needs}.`)
    .datasource(datasource)
    .unit(unit)
    .noValue('no data')
    .thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(stepsOf(steps)))
    .targets(queries.map((query, index) => target(panel, query, refId(index))));
  if (minimum !== undefined) builder.min(minimum);
  if (maximum !== undefined) builder.max(maximum);
  if (decimals !== undefined) builder.decimals(decimals);
  for (const { matcher, properties } of fieldOverrides(panel)) builder.withOverride({ matcher, properties });
  const json = builder.build();
  // The builder's mappings use an enumeration that the package does not export.
  if (words !== undefined) Object.assign(json.fieldConfig?.defaults ?? {}, { mappings: mappingsOf(words) });
  return panel.kind === 'table' ? { ...json, transformations: transformationsOf(panel) } : json;
}

function target({ kind }: Panel, { expression, legend, areBuckets = false }: Query, id: string): DataqueryBuilder {
  const query = new DataqueryBuilder().refId(id).expr(expression).datasource(datasource);
  if (kind === 'table') return query.instant().format(PromQueryFormat.Table);
  query.legendFormat(legend).format(areBuckets ? PromQueryFormat.Heatmap : PromQueryFormat.TimeSeries);
  // A total over the displayed range is one value.
  return kind === 'bargauge' || expression.includes('[$__range]') ? query.instant() : query.range();
}

/** Tables have one row per combination of labels and one column per query. */
function transformationsOf({ queries, labels = {} }: Panel): { id: string; options: object }[] {
  const value = (index: number) => (queries.length === 1 ? 'Value' : `Value #${refId(index)}`);
  const renamed = [
    ...Object.entries(labels).map(([title, label]) => [label, title] as const),
    ...queries.map(({ legend }, index) => [value(index), legend] as const),
  ];
  return [
    { id: 'merge', options: {} },
    { id: 'filterFieldsByName', options: { include: { names: renamed.map(([name]) => name) } } },
    {
      id: 'organize',
      options: {
        renameByName: Object.fromEntries(renamed),
        indexByName: Object.fromEntries(renamed.map(([name], index) => [name, index])),
      },
    },
  ];
}

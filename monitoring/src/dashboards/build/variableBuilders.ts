import { DatasourceVariableBuilder, QueryVariableBuilder, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board, Variable } from '../panel.ts';
import { datasource } from './panelJson.ts';

/** Data source, the dashboard's own variables, job and instance. */
export function variableBuilders({ variables, targets }: Board): (DatasourceVariableBuilder | QueryVariableBuilder)[] {
  return [
    new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'),
    ...variables.map(queryVariable),
    queryVariable({ name: 'job', label: 'Job', query: `label_values(${targets}, job)`, many: true }),
    queryVariable({ name: 'instance', label: 'Instance', query: `label_values(${withJob(targets)}, instance)`, many: true }),
  ];
}

function queryVariable({ name, label, query, many, all = '.+' }: Variable): QueryVariableBuilder {
  const builder = new QueryVariableBuilder(name)
    .label(label)
    .query({ query, refId: name, qryType: 1 })
    .definition(query)
    .datasource(datasource)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(many)
    .includeAll(many);
  return many ? builder.allValue(all).current({ selected: true, text: ['All'], value: ['$__all'] }) : builder;
}

/** A selector with the chosen jobs beside its own matchers. */
function withJob(targets: string): string {
  return targets.endsWith('}') ? `${targets.slice(0, -1)}, job=~"$job"}` : `${targets}{job=~"$job"}`;
}

import { parsePromql } from '../../promql/parsePromql.ts';
import { type GrafanaDashboard, type GrafanaPanel, type GrafanaTarget, type GrafanaVariable, shownPanels } from './grafanaDashboard.ts';
import { substituteVariables } from './substituteVariables.ts';

/** A rule of dashboard-linter: the parts of a dashboard that break it. */
type LinterRule = (dashboard: GrafanaDashboard) => readonly string[];

const datasource = '$datasource';
const rates = ['rate', 'irate', 'increase'];
/** A placeholder that no dashboard uses. */
const rateInterval = '8869990s';

/** Units of Grafana that we use; the linter knows them all. */
const units = ['none', 'short', 'percentunit', 's', 'cpm', 'reqps', 'ops', 'bytes', 'Bps', 'bool_yes_no'];

/**
 * The rules of dashboard-linter 0.2.0, for machines without it. Rules of panels apply to every kind of panel, not only to those that the
 * linter checks.
 *
 * @see https://github.com/grafana/dashboard-linter/blob/main/docs/index.md
 */
export const linterRules: Readonly<Record<string, LinterRule>> = {
  'template-datasource-rule': ({ templating: { list } }) => {
    const found = list.filter(({ type }) => type === 'datasource');
    const right = found.filter(({ name, label, query }) => name === 'datasource' && label === 'Data source' && query === 'prometheus');
    return right.length === 1 && found.length === 1 ? [] : ['one data source, named datasource and labelled Data source'];
  },
  'template-job-rule': (dashboard) => targetVariable(dashboard, 'job', 'Job'),
  'template-instance-rule': (dashboard) => targetVariable(dashboard, 'instance', 'Instance'),
  'template-label-promql-rule': (dashboard) =>
    queryVariables(dashboard)
      .filter(({ query }) => {
        const [, selector] = /^label_values\((.+), \w+\)$/.exec(textOf(query)) ?? [];
        return selector === undefined || parsePromql(substituteVariables(selector)).problems.length > 0;
      })
      .map(({ name }) => name),
  'template-on-time-change-reload-rule': (dashboard) =>
    queryVariables(dashboard)
      .filter(({ refresh }) => refresh !== 2)
      .map(({ name }) => name),
  'panel-datasource-rule': panelRule((panel) => panel.datasource?.uid === datasource),
  'panel-title-description-rule': panelRule(({ title, description = '' }) => title !== '' && description !== ''),
  'panel-units-rule': panelRule(
    ({ fieldConfig }) => units.includes(fieldConfig?.defaults.unit ?? '') && unitsOfOverridesAreKnown(fieldConfig),
  ),
  'panel-no-targets-rule': panelRule(({ targets = [] }) => targets.length > 0),
  // The two rules about Loki amount to this, since we use none.
  'target-logql-rule': targetRule(({ datasource: { type } }) => type === 'prometheus'),
  'target-logql-auto-rule': targetRule(({ datasource: { type } }) => type === 'prometheus'),
  'target-promql-rule': targetRule(({ expr }) => expr !== '' && parsePromql(substituteVariables(expr)).problems.length === 0),
  'target-rate-interval-rule': selectorRule(
    ({ range, calledBy = '' }) => range === undefined || range === rateInterval || !['rate', 'irate'].includes(calledBy),
  ),
  'target-job-rule': selectorRule(({ matchers }) => matchers.some(is('job'))),
  'target-instance-rule': selectorRule(({ matchers }) => matchers.some(is('instance'))),
  'target-counter-agg-rule': selectorRule(
    ({ metric, range, calledBy = '' }) => !metric.endsWith('_total') || (range !== undefined && rates.includes(calledBy)),
  ),
  'uneditable-dashboard': ({ editable }) => (editable ? ['it is editable'] : []),
};

const textOf = (query: GrafanaVariable['query']) => (typeof query === 'string' ? query : query.query);

function queryVariables({ templating }: GrafanaDashboard): GrafanaVariable[] {
  return templating.list.filter(({ type }) => type === 'query');
}

function targetVariable(dashboard: GrafanaDashboard, expected: string, title: string): string[] {
  const found = queryVariables(dashboard).find(({ name }) => name === expected);
  const right = found?.label === title && found.multi && found.allValue === '.+' && found.datasource?.uid === datasource;
  return right ? [] : [`${expected}: expected the label ${title}, several values, .+ for all, and the chosen data source`];
}

function unitsOfOverridesAreKnown(fieldConfig: GrafanaPanel['fieldConfig']): boolean {
  const properties = fieldConfig?.overrides.flatMap((override) => override.properties) ?? [];
  return properties.every(({ id, value }) => id !== 'unit' || units.includes(value as string));
}

function panelRule(isRight: (panel: GrafanaPanel) => boolean): LinterRule {
  return (dashboard) =>
    shownPanels(dashboard)
      .filter((panel) => !isRight(panel))
      .map(({ title }) => title);
}

function targetRule(isRight: (target: GrafanaTarget) => boolean): LinterRule {
  return panelRule(({ targets = [] }) => targets.every(isRight));
}

type Selector = ReturnType<typeof parsePromql>['selectors'][number];

/** A rule about every selector of every query; target variables are kept. */
function selectorRule(isRight: (selector: Selector) => boolean): LinterRule {
  const kept = { job: '$job', instance: '$instance', __rate_interval: rateInterval };
  return targetRule(({ expr }) => parsePromql(substituteVariables(expr, kept)).selectors.every(isRight));
}

const is =
  (name: string) =>
  ({ label, operator, value }: Selector['matchers'][number]): boolean =>
    label === name && operator === '=~' && value === `$${name}`;

import {
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { alerts } from '../../alerts/alerts.ts';
import type { Board, Panel } from '../panel.ts';
import { datasource, panelJson } from './panelJson.ts';
import { variableBuilders } from './variableBuilders.ts';

const tag = 'modelmonitor';

const gridColumns = 24;
const usualHeight = 8;

/** Annotation query: when alerts of the displayed monitors fire. */
function firing({ variables }: Board): string {
  const shown = variables.filter(({ name }) => name === 'namespace' || name === 'modelmonitor').map(({ name }) => `, ${name}=~"$${name}"`);
  const ours = alerts.map(({ name }) => name).join('|');
  return `max by (alertname, severity, namespace, modelmonitor) (ALERTS{alertstate="firing", alertname=~"${ours}"${shown.join('')}})`;
}

/** A dashboard in the classic JSON form, which Grafana loads from files and ConfigMaps. */
export function dashboardJson(board: Board): object {
  const builder = new DashboardBuilder(board.title)
    .uid(board.uid)
    .description(board.description)
    .tags([tag])
    .readonly()
    .refresh('30s')
    .time({ from: 'now-6h', to: 'now' })
    .tooltip(DashboardCursorSync.Crosshair)
    .variables(variableBuilders(board))
    .link(
      new DashboardLinkBuilder('ModelMonitor')
        .type(DashboardLinkType.Dashboards)
        .tags([tag])
        .asDropdown(true)
        .keepTime(true)
        .includeVars(true),
    )
    .annotation(
      new AnnotationQueryBuilder()
        .name('Alerts')
        .datasource(datasource)
        .enable(true)
        .iconColor('red')
        .expr(firing(board))
        .titleFormat('{{alertname}}')
        .textFormat('{{severity}} {{namespace}}/{{modelmonitor}}'),
    );
  return { ...builder.build(), panels: panelLayout(board) };
}

/** Panels with ids and positions: from left to right, a new row when one is full. */
function panelLayout({ sections }: Board): object[] {
  let id = 0;
  let y = 0;
  return sections.flatMap(({ title, panels }) => {
    const row = { id: ++id, type: 'row', title, collapsed: false, gridPos: { h: 1, w: gridColumns, x: 0, y: y++ }, panels: [] };
    let [x, tallest] = [0, 0];
    const inRow = panels.map((panel: Panel) => {
      const { width, height = usualHeight } = panel;
      if (x + width > gridColumns) [x, y, tallest] = [0, y + tallest, 0];
      const gridPos = { h: height, w: width, x, y };
      [x, tallest] = [x + width, Math.max(tallest, height)];
      return { ...panelJson(panel), id: ++id, gridPos };
    });
    y += tallest;
    return [row, ...inRow];
  });
}

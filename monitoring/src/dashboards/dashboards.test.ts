import { alerts } from '../alerts/alerts.ts';
import { ownSeries } from '../promql/knownSeries.ts';
import { parsePromql } from '../promql/parsePromql.ts';
import { boards } from './boards/boards.ts';
import { type GrafanaPanel, grafanaDashboards, shownPanels } from './lint/grafanaDashboard.ts';
import { substituteVariables } from './lint/substituteVariables.ts';

const dashboards = grafanaDashboards();
const uids = dashboards.map(({ uid }) => uid);

test('uids are fixed and unique: a prefix and the file name', () => {
  expect(uids).toEqual(boards.map(({ file }) => `modelmonitor-${file}`));
  expect(new Set(uids).size).toBe(6);
});

test.each(dashboards)('$title has the classic schema 42 and no fields of one Grafana instance', (dashboard) => {
  expect(dashboard).toMatchObject({ schemaVersion: 42, tags: ['modelmonitor'], description: expect.stringMatching(/\.$/) });
  expect(dashboard).not.toHaveProperty('id');
  expect(dashboard).not.toHaveProperty('version');
  // A ConfigMap holds one mebibyte; the chart creates one per dashboard.
  expect(JSON.stringify(dashboard, undefined, 2).length).toBeLessThan(200_000);
});

test.each(dashboards)('the panels of $title have unique ids and do not overlap', ({ panels }) => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(cellsOf);
  expect(cells.length).toBe(new Set(cells).size);
  expect(panels.every(({ gridPos: { x, w } }) => x >= 0 && x + w <= 24)).toBe(true);
});

test.each(dashboards)('every row of $title is full', ({ panels }) => {
  const cells = panels.flatMap(cellsOf);
  const rows = new Set(cells.map((cell) => cell.split(',')[1]));
  expect(cells.length).toBe(rows.size * 24);
});

test.each(dashboards)('$title starts with numbers, and every panel has a description', (dashboard) => {
  expect(dashboard.panels.slice(0, 2).map(({ type }) => type)).toEqual(['row', 'stat']);
  for (const { description, title } of shownPanels(dashboard)) {
    expect(title).toMatch(/^[A-Z]/);
    expect(description).toMatch(/^[A-Z0-9].*[.)]$/);
  }
});

test.each(dashboards)('links of $title lead to existing dashboards and set existing variables', (dashboard) => {
  expect(dashboard.links).toEqual([expect.objectContaining({ type: 'dashboards', tags: ['modelmonitor'] })]);
  for (const [, uid, query = ''] of JSON.stringify(dashboard).matchAll(/"url":"\/d\/([^?"]+)\?([^\s]*?)"[,}]/g)) {
    const target = dashboards.find((other) => other.uid === uid);
    expect(target?.uid).toBe(uid);
    const names = target?.templating.list.map(({ name }) => name);
    for (const [, name] of query.matchAll(/var-(\w+)=/g)) expect(names).toContain(name);
  }
});

test.each(dashboards)('$title uses exactly its variables', (dashboard) => {
  const names = dashboard.templating.list.map(({ name }) => name);
  const text = JSON.stringify([dashboard.panels, dashboard.templating, dashboard.annotations]);
  const used = new Set([...text.matchAll(/\$\{?([a-z]\w*)/g)].map(([, name]) => name));
  expect([...used].toSorted()).toEqual(names.toSorted());
});

test.each(dashboards)('$title reads our series by existing labels', (dashboard) => {
  for (const { targets = [] } of shownPanels(dashboard))
    for (const { metric, matchers } of targets.flatMap(({ expr }) => parsePromql(substituteVariables(expr)).selectors)) {
      if (/^(modelmonitor|controller_runtime|workqueue|rest_client|leader_election)_/.test(metric))
        expect(ownSeries.has(metric)).toBe(true);
      const own = ownSeries.get(metric);
      if (own !== undefined) expect(own.labels).toEqual(expect.arrayContaining(matchers.map(({ label }) => label)));
    }
});

test('every metric that an alert compares is shown together with its threshold', () => {
  const shown = new Set(
    dashboards.flatMap((dashboard) =>
      shownPanels(dashboard).flatMap(({ targets = [] }) =>
        targets.flatMap(({ expr }) => parsePromql(substituteVariables(expr)).selectors.map(({ metric }) => metric)),
      ),
    ),
  );
  for (const { name, compares } of alerts) {
    expect(compares).toBeDefined();
    expect({ name, shown: shown.has(compares?.quantity ?? '') }).toEqual({ name, shown: true });
    if (typeof compares?.threshold === 'string') expect({ name, shown: shown.has(compares.threshold) }).toEqual({ name, shown: true });
  }
});

function cellsOf({ gridPos: { x, y, w, h } }: GrafanaPanel): string[] {
  return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
}

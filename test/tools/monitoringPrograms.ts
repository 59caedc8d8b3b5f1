import { join } from 'node:path';
import type { BuildableProgram } from '../controlPlane/findOrBuild.ts';
import type { Recipe } from '../controlPlane/recipes.ts';

type MonitoringProgram =
  | 'prometheus'
  | 'promtool'
  | 'alertmanager'
  | 'amtool'
  | 'node_exporter'
  | 'prometheus-operator'
  | 'dashboard-linter';

const folderOf = (name: string) => join(import.meta.dirname, name);
const version = 'github.com/prometheus/common/version.Version';
const build = (of: string, ...more: readonly string[]) => ['build', '-trimpath', '-ldflags', `-s -w -X ${version}=${of}`, ...more];

const prometheus: Recipe = {
  folder: folderOf('prometheus'),
  what: 'Prometheus 3.15.0 (prometheus, promtool)',
  seconds: 320,
  // The module's version is 0.315: Go wants another module path from version 2 on.
  argumentsFor: (out) =>
    build('3.15.0', '-o', `${out}/`, ...['prometheus', 'promtool'].map((name) => `github.com/prometheus/prometheus/cmd/${name}`)),
};

const alertmanager: Recipe = {
  folder: folderOf('alertmanager'),
  what: 'Alertmanager 0.34.2 (alertmanager, amtool)',
  seconds: 80,
  copied: {
    module: 'github.com/prometheus/alertmanager',
    lacking: { 'ui/app/dist/index.html': 'There is no user interface in this build.\n' },
  },
  argumentsFor: (out) => ['-C', 'source', ...build('0.34.2', '-o', `${out}/`, './cmd/alertmanager', './cmd/amtool')],
};

const nodeExporter: Recipe = {
  folder: folderOf('nodeExporter'),
  what: 'node_exporter 1.12.1',
  seconds: 15,
  argumentsFor: (out) => build('1.12.1', '-o', `${out}/`, 'github.com/prometheus/node_exporter'),
};

const prometheusOperator: Recipe = {
  folder: folderOf('prometheusOperator'),
  what: 'the Prometheus operator 0.93.0',
  seconds: 300,
  argumentsFor: (out) =>
    build('0.93.0', '-o', join(out, 'prometheus-operator'), 'github.com/prometheus-operator/prometheus-operator/cmd/operator'),
};

/** Dashboards of the second schema are read by a module of Grafana that the module proxy does not have; ours are of the first. */
const firstSchemaOnly = `package lint

import (
	"encoding/json"
	"errors"
)

func isV2APIVersion(string) bool { return false }

func newDashboardFromV2(json.RawMessage, string) (Dashboard, error) {
	return Dashboard{}, errors.New("the second schema is not built in")
}
`;

const dashboardLinter: Recipe = {
  folder: folderOf('dashboardLinter'),
  what: 'dashboard-linter 0.2.0',
  seconds: 480,
  // It replaces a module, so it is built where its own go.mod counts.
  copied: { module: 'github.com/grafana/dashboard-linter', lacking: { 'lint/v2.go': firstSchemaOnly } },
  argumentsFor: (out) => ['-C', 'source', 'build', '-trimpath', '-ldflags', '-s -w', '-o', join(out, 'dashboard-linter'), '.'],
};

const versionArguments = ['--version'];

/** Programs of a monitoring stack. */
export const monitoringPrograms: readonly BuildableProgram<MonitoringProgram>[] = [
  { name: 'prometheus', versionArguments, oldest: [3, 0], recipe: prometheus },
  { name: 'promtool', versionArguments, oldest: [3, 0], recipe: prometheus },
  { name: 'alertmanager', versionArguments, oldest: [0, 28], recipe: alertmanager },
  { name: 'amtool', versionArguments, oldest: [0, 28], recipe: alertmanager },
  { name: 'node_exporter', versionArguments, oldest: [1, 8], recipe: nodeExporter },
  { name: 'prometheus-operator', versionArguments, oldest: [0, 80], recipe: prometheusOperator },
  // It does not tell its version, so it is always built.
  { name: 'dashboard-linter', versionArguments, oldest: [0, 2], recipe: dashboardLinter },
];

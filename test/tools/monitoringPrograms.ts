import { join } from 'node:path';
import type { BuildableProgram } from '../controlPlane/foundOrBuilt.ts';
import type { Recipe } from '../controlPlane/recipes.ts';

type MonitoringProgram = 'prometheus' | 'promtool' | 'alertmanager' | 'amtool' | 'node_exporter' | 'prometheus-operator';

const folderOf = (name: string) => join(import.meta.dirname, name);
const version = 'github.com/prometheus/common/version.Version';
const build = (of: string, ...more: readonly string[]) => ['build', '-trimpath', '-ldflags', `-s -w -X ${version}=${of}`, ...more];

const prometheus: Recipe = {
  folder: folderOf('prometheus'),
  what: 'Prometheus 3.15.0 (prometheus, promtool)',
  // The module's version is 0.315: Go wants another module path from version 2 on.
  argumentsFor: (out) =>
    build('3.15.0', '-o', `${out}/`, ...['prometheus', 'promtool'].map((name) => `github.com/prometheus/prometheus/cmd/${name}`)),
};

const alertmanager: Recipe = {
  folder: folderOf('alertmanager'),
  what: 'Alertmanager 0.34.2 (alertmanager, amtool)',
  copied: {
    module: 'github.com/prometheus/alertmanager',
    lacking: { 'ui/app/dist/index.html': 'There is no user interface in this build.\n' },
  },
  argumentsFor: (out) => ['-C', 'source', ...build('0.34.2', '-o', `${out}/`, './cmd/alertmanager', './cmd/amtool')],
};

const nodeExporter: Recipe = {
  folder: folderOf('nodeExporter'),
  what: 'node_exporter 1.12.1',
  argumentsFor: (out) => build('1.12.1', '-o', `${out}/`, 'github.com/prometheus/node_exporter'),
};

const prometheusOperator: Recipe = {
  folder: folderOf('prometheusOperator'),
  what: 'the Prometheus operator 0.93.0',
  argumentsFor: (out) =>
    build('0.93.0', '-o', join(out, 'prometheus-operator'), 'github.com/prometheus-operator/prometheus-operator/cmd/operator'),
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
];

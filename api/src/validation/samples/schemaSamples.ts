import { numericMethods } from '../../generated/driftMethods.ts';
import { modelFormats } from '../../generated/modelFormats.ts';
import { podSchemaSamples } from './podSamples.ts';
import type { InvalidSample } from './sample.ts';
import { sourceSamples } from './sourceSamples.ts';

/** Documents that the schema refuses, each for one reason. */
export const schemaSamples: readonly InvalidSample[] = [
  ...podSchemaSamples,
  {
    name: 'an unknown field of spec',
    changes: { 'spec.sering': {} },
    path: 'spec.sering',
    message: 'unknown field; expected one of alerts, capture, class, drift, model, monitoring, serving',
  },
  {
    name: 'an unknown field of the document',
    changes: { data: 1 },
    path: 'data',
    message: 'unknown field; expected one of apiVersion, kind, metadata, spec, status',
  },
  {
    name: 'an unknown field in a list',
    changes: { 'spec.model.versions.0.trafic': 1 },
    path: 'spec.model.versions[0].trafic',
    message: 'unknown field; expected one of format, name, refresh, shadow, source, traffic, verify',
  },
  {
    name: 'text for a whole number',
    changes: { 'spec.serving': { replicas: 'two' } },
    path: 'spec.serving.replicas',
    message: 'expected an integer (Number of predictor pods), got "two"',
  },
  {
    name: 'a fraction for a whole number',
    changes: { 'spec.serving': { replicas: 1.5 } },
    path: 'spec.serving.replicas',
    message: 'expected an integer (Number of predictor pods), got 1.5',
  },
  {
    name: 'text for a number',
    changes: { 'spec.drift.share': '0.5' },
    path: 'spec.drift.share',
    message: 'expected a number (Share of drifted features at which the data set is drifted), got "0.5"',
  },
  {
    name: 'text for a boolean',
    changes: { 'spec.drift.suspend': 'yes' },
    path: 'spec.drift.suspend',
    message: 'expected a boolean (Whether checks are paused), got "yes"',
  },
  {
    name: 'an object for a list',
    changes: { 'spec.model.versions': {} },
    path: 'spec.model.versions',
    message: 'expected an array (Versions loaded side by side), got {}',
  },
  {
    name: 'null for a field without a default',
    changes: { 'spec.drift.reference': null },
    path: 'spec.drift.reference',
    message: 'is required (The data the traffic is compared with (CSV or Parquet with one column per feature, or a profile of such data))',
  },
  {
    name: 'a missing section',
    changes: { 'spec.drift': undefined },
    path: 'spec.drift',
    message: 'is required (When the captured traffic is compared with which reference, and how)',
  },
  {
    name: 'a missing name',
    changes: { 'spec.model.target.name': undefined },
    path: 'spec.model.target.name',
    message: 'is required (text of 1 to 128 characters)',
  },
  {
    name: 'missing metadata',
    changes: { metadata: undefined },
    path: 'metadata',
    serverPath: 'metadata.name',
    message: 'is required (Standard Kubernetes metadata)',
  },
  {
    name: 'an unknown task, without further problems that depend on it',
    changes: { 'spec.model.task': 'clustering' },
    path: 'spec.model.task',
    message: 'expected one of classification, regression, got "clustering"',
  },
  {
    name: 'another kind',
    changes: { kind: 'Monitor' },
    path: 'kind',
    message: 'expected ModelMonitor, got "Monitor"',
  },
  {
    name: 'another version of the resource',
    changes: { apiVersion: 'modelmonitor.dev/v1' },
    path: 'apiVersion',
    serverPath: 'spec',
    message: 'expected modelmonitor.dev/v1alpha1, got "modelmonitor.dev/v1"',
  },
  {
    name: 'a number under its minimum',
    changes: { 'spec.drift.reference.rows': 9 },
    path: 'spec.drift.reference.rows',
    message: 'expected a number >= 10, got 9',
  },
  {
    name: 'a number at an open bound',
    changes: { 'spec.drift.share': 0 },
    path: 'spec.drift.share',
    message: 'expected a number > 0, got 0',
  },
  {
    name: 'a number over its maximum',
    changes: { 'spec.drift.history': 101 },
    path: 'spec.drift.history',
    message: 'expected a number <= 100, got 101',
  },
  {
    name: 'a name that no Kubernetes object may have',
    changes: { 'metadata.name': 'Wine_1' },
    path: 'metadata.name',
    message: 'expected a Kubernetes name of lower-case letters, digits, dots and hyphens, got "Wine_1"',
  },
  {
    name: 'a duration as prose',
    changes: { 'spec.drift.every': '1 hour' },
    path: 'spec.drift.every',
    message: 'expected a duration above zero such as 30s, 10m, 1h30m or 7d, got "1 hour"',
  },
  {
    name: 'a duration of nothing',
    changes: { 'spec.drift.every': '0h00m' },
    path: 'spec.drift.every',
    message: 'expected a duration above zero such as 30s, 10m, 1h30m or 7d, got "0h00m"',
  },
  {
    name: 'a model file in another directory',
    changes: { 'spec.model.versions.0.source': { file: { path: '../wine.forest' } } },
    path: 'spec.model.versions[0].source.file.path',
    message: 'expected a relative path of letters, digits, dots, hyphens, underscores and blanks, without .., got "../wine.forest"',
  },
  ...sourceSamples,
  {
    name: 'a format that no code reads',
    changes: { 'spec.model.versions.0.format': 'pmml' },
    path: 'spec.model.versions[0].format',
    message: `expected one of auto, ${Object.keys(modelFormats).join(', ')}, got "pmml"`,
  },
  {
    name: 'a store that no code writes to',
    changes: { 'spec.capture.store': 'redis' },
    path: 'spec.capture.store',
    message: 'expected one of buffer, file, postgres, got "redis"',
  },
  {
    name: 'an archive above its directory',
    changes: { 'spec.capture.archive': { directory: 'log/../../archive' } },
    path: 'spec.capture.archive.directory',
    message: 'expected a path without .., got "log/../../archive"',
  },
  {
    name: 'no space for the log',
    changes: { 'spec.capture.maxBytes': '0' },
    path: 'spec.capture.maxBytes',
    message: 'expected a whole number of bytes above zero such as 500Mi or 10Gi, got "0"',
  },
  {
    name: 'an empty list',
    changes: { 'spec.model.target.classes': [] },
    path: 'spec.model.target.classes',
    message: 'expected at least 2 entries, got []',
  },
  {
    name: 'a name that is too long, cut',
    changes: { 'spec.model.target.name': 'x'.repeat(129) },
    path: 'spec.model.target.name',
    message: `expected at most 128 characters, got "${'x'.repeat(56)}…`,
  },
  {
    name: 'an empty name',
    changes: { 'spec.model.target.name': '' },
    path: 'spec.model.target.name',
    message: 'expected at least 1 character, got ""',
  },
  {
    name: 'a value of a map, named like an inherited property',
    changes: { 'spec.serving': { resources: { limits: { constructor: 3 } } } },
    path: 'spec.serving.resources.limits.constructor',
    message: 'expected a string (a Kubernetes quantity such as 250m or 256Mi), got 3',
  },
  {
    name: 'a field of a map whose key is no word',
    changes: { 'spec.drift.methods.features.od280/od315_of_diluted_wines': { method: 'magic' } },
    path: 'spec.drift.methods.features[od280/od315_of_diluted_wines].method',
    message: `expected one of auto, ${numericMethods.join(', ')}, got "magic"`,
  },
  {
    name: 'a schedule with no-break spaces',
    changes: { 'spec.drift.every': undefined, 'spec.drift.schedule': '0\u00a0*\u00a0*\u00a0*\u00a0*' },
    path: 'spec.drift.schedule',
    message: 'expected a cron expression of five fields, or @hourly, @daily …, got "0\u00a0*\u00a0*\u00a0*\u00a0*"',
  },
  {
    name: 'a whole number above 64 bits',
    changes: { 'spec.serving.podTemplate.tolerations': [{ tolerationSeconds: 1e19 }] },
    path: 'spec.serving.podTemplate.tolerations[0].tolerationSeconds',
    message: 'expected a number <= 1000000000, got 10000000000000000000',
  },
  {
    name: 'a duplicate value of a set',
    changes: { 'spec.capture.redact': ['ash', 'hue', 'ash'] },
    path: 'spec.capture.redact[2]',
    message: 'expected no duplicates, got "ash" as at [0]',
  },
  {
    name: 'two features of one name',
    changes: { 'spec.model.features.4.name': 'ash' },
    path: 'spec.model.features[4]',
    message: 'expected no duplicates, got name "ash" as at [2]',
  },
  {
    name: 'a mistyped field of metadata',
    changes: { 'metadata.lables': {} },
    path: 'metadata.lables',
    message:
      'unknown field; expected one of annotations, creationTimestamp, deletionGracePeriodSeconds, deletionTimestamp, finalizers, generateName, generation, labels, managedFields, name, namespace, ownerReferences, resourceVersion, selfLink, uid',
  },
  {
    name: 'a label value that is invalid',
    changes: { 'metadata.labels': { team: 'data science' } },
    path: 'metadata.labels.team',
    serverPath: 'metadata.labels',
    message: 'expected at most 63 letters, digits, -, _ and ., a letter or digit first and last, got "data science"',
  },
  {
    name: 'an annotation whose key is no key',
    changes: { 'metadata.annotations': { 'a note': 'x' } },
    path: 'metadata.annotations',
    message: 'expected keys of letters, digits, -, _ and ., such as team or example.com/team, got "a note"',
  },
];

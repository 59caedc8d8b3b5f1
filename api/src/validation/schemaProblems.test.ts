import { exampleMonitor } from '../exampleMonitor.ts';
import { createValidator } from './validate.ts';

const validate = createValidator();

test.each<{ name: string; changes: Readonly<Record<string, unknown>>; path: string; message: string }>([
  {
    name: 'an unknown field of spec',
    changes: { 'spec.sering': {} },
    path: 'spec.sering',
    message: 'is not a known field; known here: alerts, capture, drift, model, monitoring, serving',
  },
  {
    name: 'an unknown field of the document',
    changes: { data: 1 },
    path: 'data',
    message: 'is not a known field; known here: apiVersion, kind, metadata, spec, status',
  },
  {
    name: 'an unknown field in a list',
    changes: { 'spec.model.versions.0.trafic': 1 },
    path: 'spec.model.versions[0].trafic',
    message: 'is not a known field; known here: format, name, shadow, source, traffic',
  },
  {
    name: 'text for a whole number',
    changes: { 'spec.serving': { replicas: 'two' } },
    path: 'spec.serving.replicas',
    message: 'must be an integer (Number of predictor pods), got "two"',
  },
  {
    name: 'a fraction for a whole number',
    changes: { 'spec.serving': { replicas: 1.5 } },
    path: 'spec.serving.replicas',
    message: 'must be an integer (Number of predictor pods), got 1.5',
  },
  {
    name: 'text for a number',
    changes: { 'spec.drift.share': '0.5' },
    path: 'spec.drift.share',
    message: 'must be a number (Share of drifted features from which the data set counts as drifted), got "0.5"',
  },
  {
    name: 'NaN',
    changes: { 'spec.capture.sample': Number.NaN },
    path: 'spec.capture.sample',
    message: 'must be a number (Share of the predictions that is captured), got NaN',
  },
  {
    name: 'text for a boolean',
    changes: { 'spec.drift.suspend': 'yes' },
    path: 'spec.drift.suspend',
    message: 'must be a boolean (Whether checks are paused), got "yes"',
  },
  {
    name: 'an object for a list',
    changes: { 'spec.model.versions': {} },
    path: 'spec.model.versions',
    message: 'must be an array (Versions loaded side by side), got {}',
  },
  {
    name: 'null for a field without a default',
    changes: { 'spec.drift.reference': null },
    path: 'spec.drift.reference',
    message:
      'must be an object (The data the traffic is compared with (CSV or Parquet, one column a feature, or a profile of such data)), got null',
  },
  {
    name: 'a missing section',
    changes: { 'spec.drift': undefined },
    path: 'spec.drift',
    message: 'is required (Drift checks of the captured traffic)',
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
    message: 'is required (Standard Kubernetes metadata)',
  },
  {
    name: 'a task there is not, without a word on what it would have asked for',
    changes: { 'spec.model.task': 'clustering' },
    path: 'spec.model.task',
    message: 'must be one of classification, regression, got "clustering"',
  },
  {
    name: 'another kind',
    changes: { kind: 'Monitor' },
    path: 'kind',
    message: 'must be ModelMonitor, got "Monitor"',
  },
  {
    name: 'another version of the resource',
    changes: { apiVersion: 'modelmonitor.dev/v1' },
    path: 'apiVersion',
    message: 'must be modelmonitor.dev/v1alpha1, got "modelmonitor.dev/v1"',
  },
  {
    name: 'a number under its minimum',
    changes: { 'spec.drift.reference.rows': 9 },
    path: 'spec.drift.reference.rows',
    message: 'must be >= 10, got 9',
  },
  {
    name: 'a number at an open bound',
    changes: { 'spec.drift.share': 0 },
    path: 'spec.drift.share',
    message: 'must be > 0, got 0',
  },
  {
    name: 'a number over its maximum',
    changes: { 'spec.drift.history': 101 },
    path: 'spec.drift.history',
    message: 'must be <= 100, got 101',
  },
  {
    name: 'a name that no Kubernetes object may have',
    changes: { 'metadata.name': 'Wine_1' },
    path: 'metadata.name',
    message: 'must be lower-case letters, digits, - and ., as Kubernetes names are, got "Wine_1"',
  },
  {
    name: 'a duration in words',
    changes: { 'spec.drift.every': '1 hour' },
    path: 'spec.drift.every',
    message: 'must be a duration above zero such as 30s, 10m, 1h30m or 7d, got "1 hour"',
  },
  {
    name: 'a duration of nothing',
    changes: { 'spec.drift.every': '0h00m' },
    path: 'spec.drift.every',
    message: 'must be a duration above zero such as 30s, 10m, 1h30m or 7d, got "0h00m"',
  },
  {
    name: 'an address that is not HTTP',
    changes: { 'spec.serving': { otlpEndpoint: 'grpc://collector' } },
    path: 'spec.serving.otlpEndpoint',
    message: 'must be an http:// or https:// address, got "grpc://collector"',
  },
  {
    name: 'an empty list',
    changes: { 'spec.model.target.classes': [] },
    path: 'spec.model.target.classes',
    message: 'must have at least 2 entries, got []',
  },
  {
    name: 'a name that is too long, cut',
    changes: { 'spec.model.target.name': 'x'.repeat(129) },
    path: 'spec.model.target.name',
    message: `must have at most 128 characters, got "${'x'.repeat(56)}…`,
  },
  {
    name: 'an empty name',
    changes: { 'spec.model.target.name': '' },
    path: 'spec.model.target.name',
    message: 'must have at least 1 character, got ""',
  },
  {
    name: 'a value of a map, named like an inherited property',
    changes: { 'spec.serving': { resources: { limits: { constructor: 3 } } } },
    path: 'spec.serving.resources.limits.constructor',
    message: 'must be a string (a Kubernetes quantity such as 250m or 256Mi), got 3',
  },
  {
    name: 'a field of a map whose key is no word',
    changes: { 'spec.drift.methods.features.od280/od315_of_diluted_wines': { method: 'magic' } },
    path: 'spec.drift.methods.features[od280/od315_of_diluted_wines].method',
    message:
      'must be one of auto, ks, wasserstein, t_test, mannw, anderson, cramer_von_mises, es, ed, empirical_mmd, chisquare, z, jensenshannon, psi, kl_div, hellinger, TVD, g_test, fisher_exact, got "magic"',
  },
])('says what is wrong with $name', ({ changes, path, message }) => {
  expect(validate(exampleMonitor(changes)).problems).toEqual([expect.objectContaining({ path, message })]);
});

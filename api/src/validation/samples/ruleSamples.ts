import { numericOnlyMethods } from '../../generated/driftMethods.ts';
import { formatsWithoutUnseen } from '../../generated/modelFormats.ts';
import { sourceKindList } from '../../schema/sources/modelSource.ts';
import { archiveRuleSamples } from './archiveRuleSamples.ts';
import { exposureRuleSamples } from './exposureSamples.ts';
import { largestChanges } from './largestChanges.ts';
import { mlflowRuleSamples } from './mlflowRuleSamples.ts';
import { podRuleSamples } from './podSamples.ts';
import { receiverRuleSamples } from './receiverRuleSamples.ts';
import { remoteRuleSamples } from './remoteSamples.ts';
import type { InvalidSample } from './sample.ts';
import { segmentSamples } from './segmentSamples.ts';
import { sourceRuleSamples } from './sourceRuleSamples.ts';

const configMap = { name: 'wine-model', key: 'model.json' };
const oneSource = `expected one of ${sourceKindList}`;

/** Documents that break one CEL rule each. */
export const ruleSamples: readonly InvalidSample[] = [
  ...archiveRuleSamples,
  ...podRuleSamples,
  ...exposureRuleSamples,
  {
    name: 'traffic that does not sum to 100',
    changes: { 'spec.model.versions.0.traffic': 70 },
    path: 'spec.model.versions',
    message: 'traffic of the non-shadow versions must sum to 100, got 90',
  },
  {
    name: 'two versions without traffic',
    changes: { 'spec.model.versions': ['v1', 'v2'].map((name) => ({ name, format: 'forest', source: { configMap } })) },
    path: 'spec.model.versions',
    message: 'traffic of the non-shadow versions must sum to 100, got 0',
  },
  {
    name: 'nothing but a shadow',
    changes: { 'spec.model.versions': [{ name: 'v1', format: 'forest', source: { configMap }, shadow: true }] },
    path: 'spec.model.versions',
    message: 'traffic of the non-shadow versions must sum to 100, got 0',
  },
  {
    name: 'a shadow with traffic',
    changes: { 'spec.model.versions.0.traffic': 100, 'spec.model.versions.1.shadow': true },
    path: 'spec.model.versions[1].traffic',
    message: 'a shadow version has no traffic',
  },
  {
    name: 'a shadow whose predictions come as events',
    changes: {
      'spec.model.versions.0.traffic': 100,
      'spec.model.versions.1.shadow': true,
      'spec.model.versions.1.traffic': undefined,
      'spec.model.versions.1.source': { events: {} },
    },
    path: 'spec.model.versions[1].shadow',
    message: 'a shadow version predicts the rows of requests, and predictions of source.events come without: expected no shadow',
  },
  {
    name: 'a model without a source',
    changes: { 'spec.model.versions.0.source': {} },
    path: 'spec.model.versions[0].source',
    message: oneSource,
  },
  {
    name: 'a model with two sources',
    changes: { 'spec.model.versions.0.source.file': { path: 'wine.forest' } },
    path: 'spec.model.versions[0].source',
    message: oneSource,
  },
  ...remoteRuleSamples,
  {
    name: 'recorded predictions without a source',
    changes: { 'spec.model.versions.0.verify': { source: {} } },
    path: 'spec.model.versions[0].verify.source',
    message: 'expected one of configMap and file',
  },
  ...sourceRuleSamples,
  ...mlflowRuleSamples,
  {
    name: 'a range on categories',
    changes: { 'spec.model.features.1.type': 'categorical', 'spec.model.features.1.range': { min: 1 } },
    path: 'spec.model.features[1].range',
    message: 'range is for numeric features; use values for a categorical one',
  },
  {
    name: 'a notation on a category',
    changes: {
      'spec.model.features.0': { name: 'alcohol', type: 'categorical', notation: { decimal: ',' } },
      'spec.drift.methods.features': undefined,
    },
    path: 'spec.model.features[0].notation',
    message: 'notation is for numeric features',
  },
  {
    name: 'one sign for decimals and thousands',
    changes: { 'spec.model.features.1.notation': { thousands: '.' } },
    path: 'spec.model.features[1].notation.thousands',
    message: 'decimal and thousands must differ',
  },
  {
    name: 'categories on a number',
    changes: { 'spec.model.features.1.values': ['low'] },
    path: 'spec.model.features[1].values',
    message: 'values is for categorical features; use range for a numeric one',
  },
  {
    name: 'what an unseen category does on a number',
    changes: { 'spec.model.features.1.unseen': 'capture' },
    path: 'spec.model.features[1].unseen',
    message: 'unseen is for categorical features; a number outside of range gets status 422',
  },
  {
    name: 'every origin and another one',
    changes: { 'spec.serving.cors': { origins: ['*', 'https://app.example.org'] } },
    path: 'spec.serving.cors.origins',
    message: '* already contains every other origin; list either * or origins',
  },
  {
    name: 'a store whose database is not named',
    changes: { 'spec.capture.store': 'postgres' },
    path: 'spec.capture.postgres',
    message: 'the store postgres requires capture.postgres, and no other store has it',
  },
  {
    name: 'a database that no store uses',
    changes: { 'spec.capture.postgres': { secretRef: { name: 'log-app' } } },
    path: 'spec.capture.postgres',
    message: 'the store postgres requires capture.postgres, and no other store has it',
  },
  {
    name: 'authorities of a database in two places',
    changes: {
      'spec.capture.store': 'postgres',
      'spec.capture.postgres': { secretRef: { name: 'a' }, ca: { secretRef: { name: 'b' }, configMap: { name: 'c', key: 'ca.crt' } } },
    },
    path: 'spec.capture.postgres.ca',
    message: 'expected one of configMap and secretRef',
  },
  {
    name: 'an empty range',
    changes: { 'spec.model.features.0.range': { min: 8.5, max: 8.5 } },
    path: 'spec.model.features[0].range',
    message: 'min must be smaller than max, got 8.5 and 8.5',
  },
  {
    name: 'a classification without classes',
    changes: { 'spec.model.target.classes': undefined },
    path: 'spec.model.target.classes',
    message: 'a classification requires target.classes',
  },
  {
    name: 'a regression with classes',
    changes: { 'spec.model.task': 'regression' },
    path: 'spec.model.target.classes',
    message: 'a regression has no target.classes',
  },
  {
    name: 'a schedule and an interval',
    changes: { 'spec.drift.schedule': '0 * * * *', 'spec.drift.every': '1h' },
    path: 'spec.drift.every',
    message: 'expected schedule or every, got both',
  },
  {
    name: 'a time zone without a schedule',
    changes: { 'spec.drift.timeZone': 'Europe/Berlin' },
    path: 'spec.drift.timeZone',
    message: 'timeZone requires schedule',
  },
  {
    name: 'a confirmation that can never come',
    changes: { 'spec.drift.confirmation': { runs: 3, of: 2 } },
    path: 'spec.drift.confirmation.runs',
    message: 'runs must not exceed of',
  },
  {
    name: 'a confirmation by more runs than are kept',
    changes: { 'spec.drift.confirmation': { runs: 3, of: 20 } },
    path: 'spec.drift.confirmation.of',
    message: 'confirmation.of must not exceed history',
  },
  {
    name: 'a window that can never be full enough',
    changes: { 'spec.drift.window.minRows': 2000 },
    path: 'spec.drift.window.minRows',
    message: 'minRows must not exceed maxRows, got 2000 and 1000',
  },
  {
    name: 'a window larger than what is captured',
    changes: { 'spec.capture.store': 'buffer', 'spec.capture.maxRows': 500 },
    path: 'spec.drift.window.maxRows',
    message: 'drift.window.maxRows must not exceed capture.maxRows of a buffer, got 1000 and 500',
  },
  {
    name: 'redacted features that do not exist',
    changes: { 'spec.capture.redact': ['ash', 'sugar', 'cork'] },
    path: 'spec.capture.redact',
    message: 'redact names a feature the model does not have: ["sugar", "cork"]',
  },
  {
    name: 'a method for a feature that does not exist',
    changes: { 'spec.drift.methods.features.sugar': { method: 'psi' } },
    path: 'spec.drift.methods.features',
    message: 'methods.features names a feature the model does not have: ["sugar"]',
  },
  {
    name: 'a numeric method for categories',
    changes: { 'spec.model.features.1.type': 'categorical', 'spec.drift.methods.features.malic_acid': { method: 'ks' } },
    path: 'spec.drift.methods.features',
    message: `methods ${numericOnlyMethods.join(', ')} are for numeric features, got one for ["malic_acid"]`,
  },
  ...segmentSamples,
  {
    name: 'a minimum of pods above the maximum',
    changes: { 'spec.serving': { autoscale: { minReplicas: 3, maxReplicas: 2 } } },
    path: 'spec.serving.autoscale.minReplicas',
    message: 'minReplicas must not exceed maxReplicas, got 3 and 2',
  },
  {
    name: 'authentication without a method',
    changes: { 'spec.serving': { auth: {} } },
    path: 'spec.serving.auth',
    message: 'expected basic, bearer or both',
  },
  ...receiverRuleSamples,
  {
    name: 'one wrong name among as many as there may be',
    changes: largestChanges('sugar'),
    path: 'spec.capture.redact',
    message: 'redact names a feature the model does not have: ["sugar"]',
  },
  // Only where there is such a format.
  ...formatsWithoutUnseen.slice(0, 1).map(
    (format): InvalidSample => ({
      name: 'predictions of unseen categories by a format that has none',
      changes: {
        'spec.model.features.1': { name: 'malic_acid', type: 'categorical', unseen: 'predict' },
        'spec.model.versions.0.format': format,
        'spec.drift.methods.features': undefined,
      },
      path: 'spec.model.features',
      message: `unseen: predict is not for versions of the format ${formatsWithoutUnseen.join(', ')}, whose models know no other categories; expected capture or refuse`,
    }),
  ),
];

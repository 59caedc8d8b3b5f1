import type { InvalidSample } from './sample.ts';

/** Invalid segments of drift checks. */
export const segmentSamples: readonly InvalidSample[] = [
  {
    name: 'a segment of nothing',
    changes: { 'spec.drift.segments': [{}] },
    path: 'spec.drift.segments[0]',
    message: 'expected either feature or version',
  },
  {
    name: 'a segment of a feature and a version',
    changes: {
      'spec.model.features.1': { name: 'malic_acid', type: 'categorical' },
      'spec.drift.methods.features': undefined,
      'spec.drift.segments': [{ feature: 'malic_acid', version: 'v1' }],
    },
    path: 'spec.drift.segments[0]',
    message: 'expected either feature or version',
  },
  {
    name: 'values of a version',
    changes: { 'spec.drift.segments': [{ version: 'v1', values: ['a'] }] },
    path: 'spec.drift.segments[0].values',
    message: 'values requires feature',
  },
  {
    name: 'segments of numbers',
    changes: { 'spec.drift.segments': [{ feature: 'ash' }, { feature: 'sugar' }] },
    path: 'spec.drift.segments',
    message: 'segments names a feature that is not a categorical feature of the model: ["ash", "sugar"]',
  },
  {
    name: 'segments of a redacted feature',
    changes: {
      'spec.model.features.1': { name: 'malic_acid', type: 'categorical' },
      'spec.drift.methods.features': undefined,
      'spec.capture.redact': ['malic_acid'],
      'spec.drift.segments': [{ feature: 'malic_acid' }],
    },
    path: 'spec.drift.segments',
    message: 'segments names a redacted feature',
  },
];

import type { InvalidSample, Sample } from './sample.ts';

/** Changes of the example that are rejected; each document is valid by itself. */
export const refusedTransitions: readonly InvalidSample[] = [
  {
    name: 'another task',
    changes: { 'spec.model.task': 'regression', 'spec.model.target.classes': undefined },
    path: 'spec.model.task',
    message: 'task cannot be changed; create another ModelMonitor',
  },
  {
    name: 'another target',
    changes: { 'spec.model.target.name': 'quality' },
    path: 'spec.model.target.name',
    message: 'target.name cannot be changed: stored rows, labels and reports belong to the old target; create another ModelMonitor',
  },
];

/** Changes of the example that are accepted. */
export const takenTransitions: readonly Sample[] = [
  { name: 'no change', changes: {} },
  { name: 'other weights', changes: { 'spec.model.versions.0.traffic': 0, 'spec.model.versions.1.traffic': 100 } },
  { name: 'other features', changes: { 'spec.model.features.1': { name: 'sugar', type: 'categorical' } } },
  { name: 'one more class', changes: { 'spec.model.target.classes.3': 'class_3' } },
  { name: 'another reference', changes: { 'spec.drift.reference.source.configMap.name': 'newer' } },
];

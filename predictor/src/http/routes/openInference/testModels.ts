import { fileNamed, forestOf, type InferenceServerOptions } from './inferenceServer.ts';

const wineFeatures = ['alcohol', 'magnesium', 'proline'];
const wineClasses = ['red', 'white', 'rosé'];

/** Three numeric features, the last of them optional; a version that answers, one by name, a shadow and a broken one. */
export const wineModel: InferenceServerOptions = {
  model: {
    task: 'classification',
    target: { name: 'colour', classes: wineClasses },
    features: [
      { name: 'alcohol', type: 'numeric', optional: false, range: { min: 0, max: 20 } },
      { name: 'magnesium', type: 'numeric', optional: false },
      { name: 'proline', type: 'numeric', optional: true },
    ],
    versions: [
      { name: 'v1', format: 'forest', source: fileNamed('wine'), traffic: 100, shadow: false },
      { name: 'v2', format: 'forest', source: fileNamed('other'), traffic: 0, shadow: false },
      { name: 'torn', format: 'forest', source: fileNamed('torn'), traffic: 0, shadow: false },
      { name: 'dark', format: 'forest', source: fileNamed('other'), shadow: true },
    ],
  },
  files: {
    wine: forestOf({
      task: 'classification',
      features: wineFeatures,
      classes: wineClasses,
      trees: [
        { feature: [0, -1, 1, -1, -1], value: [12.5, 0, 100, 1, 2] },
        { feature: [2, -1, -1], value: [700, 1, 0] },
        { feature: [0, -1, -1], value: [10, 2, 0] },
      ],
    }),
    other: forestOf({ task: 'classification', features: wineFeatures, classes: wineClasses, trees: [{ feature: [-1], value: [1] }] }),
    torn: { format: 'modelmonitor/forest' },
  },
};

/** A numeric and an optional categorical feature. */
export const soilModel: InferenceServerOptions = {
  model: {
    task: 'classification',
    target: { name: 'colour', classes: ['red', 'white'] },
    features: [
      { name: 'alcohol', type: 'numeric', optional: false },
      { name: 'soil', type: 'categorical', values: ['clay', 'sand'], optional: true },
    ],
    versions: [{ name: 'v1', format: 'forest', source: fileNamed('soil'), shadow: false }],
  },
  files: {
    soil: forestOf({
      task: 'classification',
      features: ['alcohol', 'soil'],
      categories: { soil: ['sand', 'clay'] },
      classes: ['red', 'white'],
      trees: [{ feature: [0, -1, 1, -1, -1], value: [12.5, 0, 0.5, 1, 0] }],
    }),
  },
};

/** A regression over one feature and a flag. */
export const raceModel: InferenceServerOptions = {
  model: {
    task: 'regression',
    target: { name: 'seconds' },
    features: [
      { name: 'speed', type: 'numeric', optional: false },
      { name: 'rain', type: 'numeric', optional: false, range: { min: 0, max: 1 } },
    ],
    versions: [{ name: 'v1', format: 'forest', source: fileNamed('race'), shadow: false }],
  },
  files: {
    race: forestOf({
      task: 'regression',
      features: ['speed', 'rain'],
      classes: [],
      trees: [
        { feature: [0, -1, -1], value: [100, 90, 70] },
        { feature: [1, -1, -1], value: [0.5, 80, 95] },
      ],
    }),
  },
};

export type { Background, Explainer } from './explain/explainer.ts';
export type { ForestDescription, ForestFile } from './forest/forestFile.ts';
export { forestFileFrom } from './forest/forestFileFrom.ts';
export { loadForest } from './forest/loadForest.ts';
export { loadModel, readModel } from './loadModel.ts';
export type { Model, ModelContract, ModelDescription, ModelFeature, Predictions } from './model.ts';
export { ModelFormatError } from './modelFormatError.ts';

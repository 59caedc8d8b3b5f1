export type { Background, Explainer } from './explain/explainer.ts';
export type { ForestDescription, ForestFile } from './forest/forestFile.ts';
export { forestFileFrom } from './forest/forestFileFrom.ts';
export { formats } from './formats.ts';
export type { Model, ModelContract, ModelFeature, ModelFormat, Predictions } from './model.ts';
export { ModelFormatError } from './modelFormatError.ts';

export type { Environment } from './environment.ts';
export type { ForestDescription, ForestFile } from './formats/forest/forestFile.ts';
export { forestFileFrom } from './formats/forest/forestFileFrom.ts';
export { formats } from './formats/formats.ts';
export type { Model, ModelContract, ModelFeature, ModelFormat, Predictions } from './formats/model.ts';
export { ModelFormatError } from './formats/modelFormatError.ts';
export { type LogRecord, plainLine } from './log/logRecord.ts';
export { type RunningPredictor, startPredictor } from './startPredictor.ts';
export { systemEnvironment } from './systemEnvironment.ts';

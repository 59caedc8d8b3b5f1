export type { Environment } from './environment.ts';
export { createJsonLog } from './log/jsonLog.ts';
export { type LogRecord, plainLine } from './log/logRecord.ts';
export { type RunningPredictor, startPredictor } from './startPredictor.ts';
export { systemEnvironment } from './systemEnvironment.ts';

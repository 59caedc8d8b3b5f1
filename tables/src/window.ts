// The file that captured rows are kept in. The predictor loads this and no more of the room.
export { WindowFileError } from './errors.ts';
export { mostRefusedRows } from './window/window.ts';
export { decodeWindow, encodeWindow } from './window/windowFile.ts';

import { readZip } from '../zip/readZip.ts';
import { savingLine } from './savingLines.ts';

/** Zips that are no skops file: PyTorch and Keras save zips, and models are packed for transport. */
export function zipRefusal(bytes: Uint8Array): string | undefined {
  if (!(bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5))) return undefined;
  const names = namesIn(bytes);
  if (typeof names === 'string') return `the file is a zip (skops files are) that cannot be read: ${names}; it may be cut or damaged`;
  if (names.includes('schema.json')) return undefined;
  if (names.some((name) => /(^|\/)data\.pkl$/.test(name)))
    return `the file is a PyTorch model, a zip with a pickle, which runs code when it is read; export it: ${savingLine('torch')}`;
  if (names.includes('config.json') && names.some((name) => name.endsWith('.weights.h5')))
    return `the file is a Keras model, which is not read; convert it: ${savingLine('keras')}`;
  if (names.includes('model.ini'))
    return 'the file is an H2O MOJO, which is not read; train with one of the libraries whose files are, or export an XGBoost model';
  const listed = names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
  return `the file is a zip of ${names.length === 0 ? 'nothing' : listed}, not a skops file: unpack it and give the model file`;
}

/** The problem of a damaged zip. */
function namesIn(bytes: Uint8Array): readonly string[] | string {
  try {
    return readZip(bytes).names;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

import { textStart } from '../textStart.ts';
import { beginsWith } from './beginsWith.ts';
import { libraryTitle, savingLine } from './savingLines.ts';

/** Pickles of protocol 2 to 5 begin with the protocol, older ones with a global or a container of text. */
const protocols = ['8002', '8003', '8004', '8005'];
const oldBegins = /^(?:c[\w.]+\n[A-Za-z_]\w*\n[(pq)\]}.]|\((?:dp\d|lp\d|i[\w.]+\n))/;
const modules = /(sklearn|xgboost|lightgbm|catboost|torch|keras|tensorflow|statsmodels|prophet|mlflow|imblearn|pandas|numpy)\b/;

/** Pickles and joblib files: reading one runs what code it names, so that it is never done. */
export function pickleRefusal(bytes: Uint8Array): string | undefined {
  const start = textStart(bytes);
  if (!beginsWith(bytes, ...protocols) && !oldBegins.test(start)) return undefined;
  const isJoblib = start.includes('joblib') || start.includes('NumpyArrayWrapper');
  return pickleText(start, { kind: isJoblib ? 'a joblib file' : 'a pickle', bytes });
}

/** Names what a pickle holds; `start` is the beginning of its stream. */
export function pickleText(start: string, { kind, bytes }: { kind: string; bytes: Uint8Array }): string {
  const protocol = start.startsWith('\x80') ? start.charCodeAt(1) : 0;
  const library = modules.exec(start)?.[1];
  const name = /(?:sklearn|xgboost|lightgbm|catboost)[\w.]*[^\w]{1,4}([A-Z]\w+)/.exec(start)?.[1];
  const version = library === 'sklearn' ? sklearnVersion(bytes) : undefined;
  const of = [library === undefined ? undefined : libraryTitle(library), version, name].filter(Boolean).join(' ');
  return `the file is ${kind}${of === '' ? '' : ` of ${of}`} (protocol ${protocol}), which runs code when it is read, so that it is not; save the model another way: ${savingLine(library)}`;
}

/** scikit-learn writes its version at the end of each estimator's state. */
function sklearnVersion(bytes: Uint8Array): string | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const at = file.lastIndexOf('_sklearn_version');
  return at < 0 ? undefined : /\d+(\.\d+)+(rc\d+|\.dev\d+)?/.exec(file.subarray(at, at + 48).toString('latin1'))?.[0];
}

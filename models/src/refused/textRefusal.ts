import { textStart } from '../textStart.ts';
import { savingLine } from './savingLines.ts';

/** Files of text that are no models: pages and errors of servers, pointers, dumps for people, PMML. */
export function textRefusal(bytes: Uint8Array): string | undefined {
  const start = textStart(bytes)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (start.startsWith('<')) return markupRefusal(start);
  if (start.startsWith('version https://git-lfs.github.com/')) {
    const size = /\nsize (\d+)/.exec(start)?.[1];
    return `the file is a Git LFS pointer, not the model${size === undefined ? '' : ` of ${size} bytes`}: run \`git lfs pull\`, or download the file itself`;
  }
  if (/^booster\[0\]:/.test(start))
    return `the file is a text dump of an XGBoost model, for people; save the model: ${savingLine('xgboost')}`;
  if (/^[\w: \n.'"-]*\bflavors:/.test(start))
    return 'the file is MLmodel, which describes a model of MLflow: give its folder or the model file that it names';
  return start.startsWith('{') || start.startsWith('[') ? jsonRefusal(start, bytes.length) : undefined;
}

function markupRefusal(start: string): string {
  if (/<PMML\b/.test(start)) return 'the file is PMML, which is not read; save the model in its own format, or as skops or ONNX';
  const code = /<Error>[\s\S]*?<Code>([^<]{1,60})/.exec(start)?.[1];
  if (code !== undefined) return `the file is an error of an object store (${code}), not a model: check the address and the credentials`;
  const title = /<title[^>]*>\s*([^<]{1,60}?)\s*</i.exec(start)?.[1];
  const named = title === undefined ? '' : ` ("${title.replaceAll(/\s+/g, ' ')}")`;
  return /^<(!doctype|html|head|body|\?xml|!--)/i.test(start)
    ? `the file is a web page${named}, not a model: the address needs credentials, or is that of a page about the file`
    : 'the file is XML, which is not read; save the model in its own format, or as skops or ONNX';
}

function jsonRefusal(start: string, size: number): string | undefined {
  if (/^\{[^{[]*"(num_tree_per_iteration|tree_info|feature_infos)"/.test(start) || /^\{\s*"name"\s*:\s*"tree"/.test(start)) {
    return `the file is JSON of LightGBM's dump_model(), for people; save the model: ${savingLine('lightgbm')}`;
  }
  if (/^\[\s*\{\s*"(nodeid|leaf)"/.test(start))
    return `the file is a JSON dump of an XGBoost model, for people; save the model: ${savingLine('xgboost')}`;
  if (/"(weight_bits|format)"\s*:\s*"(layers-model|graph-model)"/.test(start))
    return `the file is a TensorFlow.js model, which is not read; convert it: ${savingLine('tensorflow')}`;
  const error = size < 4096 ? /^\{\s*"(error_code|error|detail|message)"\s*:\s*"([^"]{1,80})"/.exec(start) : null;
  return error === null
    ? undefined
    : `the file is a server's error in JSON (${error[2]}), not a model: check the address and the credentials`;
}

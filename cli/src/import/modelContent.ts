import { basename } from 'node:path';
import type { OpenedModel } from '../model/openModel.ts';

/** A model as a manifest holds it. */
export interface ModelContent {
  /** Name of the file, which is its key in a ConfigMap. */
  readonly file: string;
  /** Text where it reads back as the same bytes. */
  readonly content: string | Uint8Array;
}

const CONTROL = /[\p{Cc}\p{Cs}]/u;
const endings: Readonly<Record<string, string>> = { skops: '.skops', onnx: '.onnx' };

/** The bytes of a model, as text where a manifest gives it back unchanged, and a file name that shows the format. */
export function modelContent({ source, bytes, format }: Pick<OpenedModel, 'source' | 'bytes' | 'format'>): ModelContent {
  const text = Buffer.from(bytes).toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(bytes) && !CONTROL.test(text.replaceAll(/[\n\t]/g, ''));
  const [given = ''] = /\.\w{1,10}$/.exec(basename(source)) ?? [];
  const ending =
    endings[format] ??
    (/^\.(json|ubj|txt|bst|lgb|cb|xgb)$/.test(given) ? given : isText ? (/^\s*\{/.test(text) ? '.json' : '.txt') : '.bin');
  return { file: `model${ending}`, content: isText ? text : bytes };
}

import { SourceError } from '../errors.ts';

/** Which model of a tracking server is meant. */
export type MlflowReference =
  /** A version of a registered model: by alias, by number, by stage, or the newest. */
  | {
      readonly model: string;
      readonly alias?: string | undefined;
      readonly version?: string | undefined;
      readonly stage?: string | undefined;
      /** What is read where the alias or the stage names no version. */
      readonly fallback?: 'latest' | undefined;
    }
  /** A model that a run logged, by its name or the path of its folder. */
  | { readonly run: string; readonly path: string }
  /** A logged model by its id, `m-…`. */
  | { readonly modelId: string };

const examples = 'models:/NAME@ALIAS, models:/NAME/VERSION, models:/NAME/STAGE, models:/NAME/latest, models:/m-ID or runs:/RUN/NAME';

/**
 * Reads the address of a model as MLflow writes it. A segment after the name is a version where it is a number, `latest` the newest version,
 * and a stage otherwise.
 *
 * @throws SourceError naming what was expected
 *
 * @example
 * parseMlflowUri('models:/wine@champion') // => { model: 'wine', alias: 'champion' }
 */
export function parseMlflowUri(uri: string): MlflowReference {
  const [, scheme, rest = ''] = /^(models|runs):\/+(.*)$/.exec(uri) ?? [];
  const refusal = () => new SourceError(`expected the address of a model, such as ${examples}, got ${uri}`);
  if (scheme === 'runs') {
    const [, run, path] = /^([0-9a-zA-Z]+)\/(.+?)\/*$/.exec(rest) ?? [];
    if (run === undefined || path === undefined) throw refusal();
    return { run, path };
  }
  if (scheme === undefined) throw refusal();
  if (/^m-[0-9a-f]{32}$/.test(rest)) return { modelId: rest };
  const [, model, mark, word] = /^([^/@:]+)(?:([/@])([^/@]+))?$/.exec(rest) ?? [];
  if (model === undefined) throw refusal();
  if (mark === '@') return { model, alias: word };
  if (word === undefined || word.toLowerCase() === 'latest') return { model };
  return /^[0-9]+$/.test(word) ? { model, version: word } : { model, stage: word };
}

/** The address of a reference as MLflow writes it. */
export function mlflowUri(reference: MlflowReference): string {
  if ('modelId' in reference) return `models:/${reference.modelId}`;
  if ('run' in reference) return `runs:/${reference.run}/${reference.path}`;
  const { model, alias, version, stage } = reference;
  return alias === undefined ? `models:/${model}/${version ?? stage ?? 'latest'}` : `models:/${model}@${alias}`;
}

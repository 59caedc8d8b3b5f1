import Type, { type TString } from 'typebox';

/** What the name of a version looks like. */
export const versionNamePattern = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** Name of a version of a model: it becomes part of paths and labels. */
export function versionName(description: string): TString {
  return Type.String({
    pattern: versionNamePattern.source,
    maxLength: 63,
    'x-expected': 'letters, digits, -, . and _',
    description,
  });
}

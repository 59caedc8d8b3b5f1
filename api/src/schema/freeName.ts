import Type, { type TString } from 'typebox';

/**
 * Name a user gives to a feature or class: any printable text, since columns of data sets have such names.
 *
 * @param maxLength for names that are only compared, such as whole questions of a survey
 */
export function freeName(description: string, maxLength = 128): TString {
  return Type.String({ minLength: 1, maxLength, 'x-expected': `text of 1 to ${String(maxLength)} characters`, description });
}

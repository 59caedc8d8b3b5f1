import Type, { type TString } from 'typebox';

/** Name a user gives to a feature or class: any printable text, since columns of data sets have such names. */
export function freeName(description: string): TString {
  return Type.String({ minLength: 1, maxLength: 128, 'x-expected': 'text of 1 to 128 characters', description });
}

import Type, { type TString } from 'typebox';

/** Quantity of Kubernetes. */
export function quantity(description: string, options: { default?: string; 'x-expected'?: string } = {}): TString {
  return Type.String({
    pattern: '^[0-9]+([.][0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$',
    maxLength: 32,
    'x-expected': 'a Kubernetes quantity such as 256Mi',
    description,
    ...options,
  });
}

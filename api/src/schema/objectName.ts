import Type, { type TString } from 'typebox';

/** Name of a Kubernetes object: a DNS subdomain (RFC 1123). */
export function objectName(description: string): TString {
  return Type.String({
    pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
    maxLength: 253,
    'x-expected': 'a Kubernetes name of lower-case letters, digits, dots and hyphens',
    description,
  });
}

import Type, { type TString } from 'typebox';

/** An address of a server, with a path where one is needed, without user, password and fragment. */
export function serverAddress(description: string): TString {
  return Type.String({
    pattern: '^https?://([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?([/?][^ \\t\\r\\n#]*)?$',
    maxLength: 2048,
    'x-expected': 'an address that starts with http:// or https://, without user and password',
    description,
  });
}

/** SHA-256 of a file. */
export function fileDigest(): TString {
  return Type.String({
    pattern: '^[0-9a-f]{64}$',
    maxLength: 64,
    'x-expected': '64 hexadecimal digits in lower case',
    description: 'SHA-256 of the file. Other bytes are refused, and a kept copy needs no request.',
  });
}

import { contentSecurityPolicy } from './contentSecurityPolicy.ts';

// SHA-256 of the empty text, base64: RFC 6234 test vectors, and `printf '' | openssl dgst -sha256 -binary | base64`.
test('only the script with this hash may run, and nothing may be loaded', () => {
  expect(contentSecurityPolicy('')).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; base-uri 'none'; form-action 'none'",
  );
});

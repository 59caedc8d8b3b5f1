import Type from 'typebox';
import { configMapSource } from './configMapSource.ts';

/** `ca` of a source: certificates of authorities. */
export const trustedCertificatesSchema = Type.Object(
  { configMap: configMapSource },
  {
    additionalProperties: false,
    description: "Certificates of the authorities, in PEM, that the server's certificate is checked against; the public ones when absent.",
  },
);

export type TrustedCertificates = Type.Static<typeof trustedCertificatesSchema>;

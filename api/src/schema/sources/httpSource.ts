import Type from 'typebox';
import { clientAuthSchema } from './clientAuth.ts';
import { fileDigest, serverAddress } from './serverAddress.ts';
import { trustedCertificatesSchema } from './trustedCertificates.ts';

/** `source.http`: a file of a web server. */
export const httpSource = Type.Object(
  {
    url: serverAddress('Address of the file, such as https://huggingface.co/ORG/REPO/resolve/COMMIT/FILE.'),
    sha256: Type.Optional(fileDigest()),
    auth: Type.Optional(clientAuthSchema),
    ca: Type.Optional(trustedCertificatesSchema),
  },
  { additionalProperties: false, description: 'A file of a web server.' },
);

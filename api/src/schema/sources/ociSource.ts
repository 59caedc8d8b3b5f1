import Type from 'typebox';
import { dataKey } from '../dataKey.ts';
import { words } from '../words.ts';
import { secretToSend } from './secretToSend.ts';
import { trustedCertificatesSchema } from './trustedCertificates.ts';
import { pathWithin } from './volumeSource.ts';

/** `source.oci`: a file in an artifact or image of a registry. */
export const ociSource = Type.Object(
  {
    reference: Type.String({
      pattern: '^[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+(:[A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?(@sha256:[0-9a-f]{64})?$',
      maxLength: 512,
      'x-expected': 'a reference with its registry, such as registry.example.org/models/wine:v3 or …@sha256:DIGEST',
      description: 'Image or artifact, with its registry, by tag or digest; the tag latest when there is neither.',
    }),
    path: Type.Optional(pathWithin('File: the title of a layer, or a path in the layers of an image; the only layer when absent.')),
    mount: words(['pull', 'imageVolume'], {
      default: 'pull',
      description:
        'How the file is read. pull: from the registry by HTTP. imageVolume: from a volume that Kubernetes (1.35, or 1.31 with the feature gate ImageVolume) mounts from the image; it requires path, and a new image needs new pods.',
    }),
    plainHttp: Type.Optional(Type.Boolean({ description: 'Whether the registry is reached without TLS.' })),
    pullSecret: Type.Optional(
      Type.Object(
        {
          secretRef: secretToSend(
            { key: dataKey('Key that holds the credentials.', { default: '.dockerconfigjson' }) },
            'The Secret, of the type kubernetes.io/dockerconfigjson.',
          ),
        },
        { additionalProperties: false, description: 'Credentials for the registry.' },
      ),
    ),
    ca: Type.Optional(trustedCertificatesSchema),
  },
  {
    additionalProperties: false,
    description: 'A file in an artifact or image of a registry.',
    'x-kubernetes-validations': [
      {
        rule: "self.mount == 'pull' || has(self.path)",
        message: 'imageVolume requires path',
        fieldPath: '.path',
        reason: 'FieldValueRequired',
      },
    ],
  },
);

import Type from 'typebox';
import { objectName } from './objectName.ts';
import { quantity } from './quantity.ts';
import { words } from './words.ts';

const volumeName = (description: string) =>
  Type.String({
    pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
    maxLength: 50,
    'x-expected': 'a name of lower-case letters, digits and hyphens',
    description,
  });

/** `podTemplate.volumes`. */
export const podVolumes = Type.Array(
  Type.Object(
    {
      name: volumeName('Name of the volume.'),
      emptyDir: Type.Optional(
        Type.Object(
          {
            sizeLimit: quantity('Most bytes it may hold.', { default: '1Gi' }),
            medium: Type.Optional(words(['Memory'], { description: 'Memory for a volume in memory; the disk of the node when absent.' })),
          },
          { additionalProperties: false, description: 'An empty directory that lives as long as the pod.' },
        ),
      ),
      configMap: Type.Optional(
        Type.Object(
          {
            name: objectName('Name of the ConfigMap.'),
            optional: Type.Boolean({ default: false, description: 'Whether a pod starts while it is missing.' }),
          },
          { additionalProperties: false, description: 'A ConfigMap, each key as a file.' },
        ),
      ),
      persistentVolumeClaim: Type.Optional(
        Type.Object(
          {
            claimName: objectName('Name of the claim.'),
            readOnly: Type.Boolean({ default: false, description: 'Whether it is mounted read-only.' }),
          },
          { additionalProperties: false, description: 'A PersistentVolumeClaim of the namespace.' },
        ),
      ),
    },
    {
      additionalProperties: false,
      description: 'One volume.',
      'x-kubernetes-validations': [
        {
          rule: '[has(self.emptyDir), has(self.configMap), has(self.persistentVolumeClaim)].filter(set, set).size() == 1',
          message: 'expected one of emptyDir, configMap and persistentVolumeClaim',
        },
      ],
    },
  ),
  {
    maxItems: 16,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    description: 'Volumes of the pods, beside those that the operator adds.',
  },
);

/** First names of paths that the image or the operator uses. */
const usedDirectories = 'app|bin|boot|dev|etc|home|lib|lib32|lib64|libx32|proc|root|run|sbin|sys|tmp|usr|var';

/** `podTemplate.volumeMounts`. */
export const podVolumeMounts = Type.Array(
  Type.Object(
    {
      name: volumeName('Name of a volume under volumes.'),
      mountPath: Type.String({
        pattern: '^(/[A-Za-z0-9_][-A-Za-z0-9_.]*)+$',
        maxLength: 253,
        'x-expected': 'a path that starts with /, such as /mnt/data',
        description: 'Where it is mounted, such as /mnt/data; not below /app, /etc, /tmp, /usr, /var and other directories of the image.',
      }),
      subPath: Type.Optional(
        Type.String({
          pattern: '^[A-Za-z0-9_][-A-Za-z0-9_.]*(/[A-Za-z0-9_][-A-Za-z0-9_.]*)*$',
          maxLength: 253,
          'x-expected': 'a relative path',
          description: 'Path inside the volume.',
        }),
      ),
      readOnly: Type.Boolean({ default: false, description: 'Whether it is mounted read-only.' }),
    },
    {
      additionalProperties: false,
      description: 'One mount.',
      'x-kubernetes-validations': [
        {
          rule: `!self.mountPath.matches('^/(${usedDirectories})(/.*)?$')`,
          message: 'expected a path outside the directories of the image and of the operator, such as /mnt/data',
          fieldPath: '.mountPath',
        },
      ],
    },
  ),
  {
    maxItems: 16,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['mountPath'],
    description: 'Where the volumes are mounted in the container.',
  },
);

import Type from 'typebox';
import { dataKey } from './dataKey.ts';
import { objectName } from './objectName.ts';
import { secretToSend } from './sources/secretToSend.ts';

/** Variables that change which code a process runs, whom it trusts or where it sends its token; a regular expression of whole names. */
const processVariables = [
  'NODE_.*',
  'LD_.*',
  'DYLD_.*',
  'OPENSSL_.*',
  'SSL_.*',
  'GLIBC_.*',
  'MALLOC_.*',
  'GCONV_PATH',
  'LOCPATH',
  'ICU_.*',
  'UV_.*',
  'V8_.*',
  'PG[A-Z]*',
  'KUBERNETES_.*',
  'MODELMONITOR_.*',
  'RES_OPTIONS',
  'LOCALDOMAIN',
  'HOSTALIASES',
  'HOSTNAME',
  'HOME',
  'PATH',
  'SHELL',
  'BASH_.*',
  'ENV',
  'IFS',
  'TMPDIR',
  'TMP',
  'TEMP',
].join('|');

const valueFrom = Type.Object(
  {
    secretKeyRef: Type.Optional(
      secretToSend({ key: dataKey('Key that holds the value.') }, 'A key of a Secret, whose name starts with modelmonitor-.'),
    ),
    configMapKeyRef: Type.Optional(
      Type.Object(
        { name: objectName('Name of the ConfigMap.'), key: dataKey('Key that holds the value.') },
        { additionalProperties: false, description: 'A key of a ConfigMap.' },
      ),
    ),
  },
  {
    additionalProperties: false,
    description: 'Where the value is read when a pod starts; a pod does not start while it is missing.',
    'x-kubernetes-validations': [
      { rule: 'has(self.secretKeyRef) != has(self.configMapKeyRef)', message: 'expected one of secretKeyRef and configMapKeyRef' },
    ],
  },
);

/** `podTemplate.env`: environment variables of the container. */
export const podEnvironment = Type.Array(
  Type.Object(
    {
      name: Type.String({
        pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
        maxLength: 128,
        'x-expected': 'a name of letters, digits and underscores',
        description: 'Name of the variable. Those that change how the process runs, such as NODE_OPTIONS, LD_PRELOAD or PATH, are refused.',
      }),
      value: Type.Optional(Type.String({ maxLength: 4096, description: 'Its value.' })),
      valueFrom: Type.Optional(valueFrom),
    },
    {
      additionalProperties: false,
      description: 'One variable.',
      'x-kubernetes-validations': [
        { rule: 'has(self.value) != has(self.valueFrom)', message: 'expected one of value and valueFrom' },
        {
          rule: `!self.name.matches('^(${processVariables})$')`,
          message: 'expected a variable that does not change how the process runs',
          messageExpression: "'expected a variable that does not change how the process runs, got %s'.format([self.name])",
          fieldPath: '.name',
        },
      ],
    },
  ),
  {
    maxItems: 64,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
    description: 'Environment variables of the container.',
  },
);

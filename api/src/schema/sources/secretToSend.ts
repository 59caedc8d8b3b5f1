import Type, { type TProperties } from 'typebox';
import { objectName } from '../objectName.ts';

/**
 * A Secret whose content is sent to an address that the resource names. Each member beside the name is one of its keys. The prefix of the
 * name keeps the authors of resources from sending Secrets that were not meant for this, such as those of other programs.
 */
export function secretToSend<Keys extends TProperties>(keys: Keys, description: string) {
  return Type.Object(
    { name: objectName('Name of the Secret; it starts with modelmonitor-.'), ...keys },
    {
      additionalProperties: false,
      description,
      'x-kubernetes-validations': [
        {
          rule: "self.name.startsWith('modelmonitor-')",
          message: 'expected a Secret whose name starts with modelmonitor-, since it is sent to an address that the resource names',
          fieldPath: '.name',
        },
      ],
    },
  );
}

import { modelMonitorSchema } from '../../schema/modelMonitor.ts';
import { statusSchema } from '../../status/statusSchema.ts';
import type { SchemaNode } from '../../validation/schemaNode.ts';
import { printerColumns } from './printerColumns.ts';
import { type StructuralSchema, structuralSchema } from './structuralSchema.ts';

/** The CustomResourceDefinition of ModelMonitor, generated from the schemas of its spec and its status. */
export function customResourceDefinition() {
  const [group, version] = modelMonitorSchema.properties.apiVersion.const.split('/') as [string, string];
  const kind = modelMonitorSchema.properties.kind.const;
  const [singular, plural] = [kind.toLowerCase(), `${kind.toLowerCase()}s`];
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { kind, listKind: `${kind}List`, plural, singular, shortNames: ['mm'], categories: ['all', singular] },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: documentSchema() },
          subresources: {
            status: {},
            scale: {
              specReplicasPath: '.spec.serving.replicas',
              statusReplicasPath: '.status.replicas',
              labelSelectorPath: '.status.selector',
            },
          },
          additionalPrinterColumns: printerColumns,
        },
      ],
    },
  };
}

/** The whole document. The API server itself checks apiVersion, kind and metadata. */
function documentSchema(): StructuralSchema {
  const { description, properties = {} } = modelMonitorSchema as unknown as SchemaNode;
  const { apiVersion, kind, spec } = properties as Readonly<Record<'apiVersion' | 'kind' | 'spec', SchemaNode>>;
  return {
    ...(description === undefined ? {} : { description }),
    type: 'object',
    required: ['spec'],
    properties: {
      apiVersion: textOf(apiVersion),
      kind: textOf(kind),
      metadata: { type: 'object' },
      spec: structuralSchema(spec),
      status: structuralSchema(statusSchema as unknown as SchemaNode),
    },
  };
}

/** A field whose value the API server sets by other means. */
function textOf({ const: only, ...node }: SchemaNode): StructuralSchema {
  return structuralSchema(node);
}

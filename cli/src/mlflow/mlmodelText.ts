import { yamlDocument, yamlText } from '../manifests/yamlText.ts';
import type { TrainingData } from '../train/trainingData.ts';
import { version } from '../version.ts';
import type { LoggedPlace } from './logModel.ts';

/** Names of the files in the folder of a logged model. */
export const folderFiles = { model: 'model.json', reference: 'reference.csv', verify: 'verify.json' } as const;

export interface MlmodelContent {
  readonly contract: TrainingData['contract'];
  readonly place: LoggedPlace;
  /** When the model was logged. */
  readonly at: Date;
}

/**
 * The MLmodel file of a forest: flavor `modelmonitor` with its files, and the signature that MLflow shows and checks. It has no flavor
 * `python_function`: nothing in Python reads the model.
 */
export function mlmodelText({ contract, place, at }: MlmodelContent): string {
  const { task, features } = contract;
  const inputs = features.map(({ name, type, optional = false }) => ({
    type: type === 'numeric' ? 'double' : 'string',
    name,
    required: !optional,
  }));
  const outputs = [{ type: task === 'regression' ? 'double' : 'string', name: 'prediction', required: true }];
  const { model: data, reference, verify } = folderFiles;
  const document = yamlDocument({
    artifact_path: place.artifactURI,
    flavors: { modelmonitor: { data, format: 'forest', reference, verify, version: version() } },
    model_id: place.modelId,
    model_uuid: place.modelId,
    run_id: place.run,
    signature: { inputs: JSON.stringify(inputs), outputs: JSON.stringify(outputs), params: null },
    utc_time_created: at.toISOString().replace('T', ' ').replace('Z', ''),
  });
  return yamlText(document);
}

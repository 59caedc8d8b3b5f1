import { errorText } from '@modelmonitor/api/plain';
import { SourceError } from '../errors.ts';
import { sourceBytes } from '../readBytes.ts';
import type { SourceBytes } from '../source.ts';
import type { ArtifactFolder } from './artifactFolder.ts';
import { type MlmodelFile, parseMlmodel } from './mlmodelFile.ts';

/** A model file, and what the MLmodel beside it says. */
interface FolderModel extends SourceBytes {
  readonly mlmodel: MlmodelFile;
}

/** Largest MLmodel file, in bytes. */
const mostMlmodelBytes = 1024 * 1024;

/**
 * Reads the model of a folder: its MLmodel first, then the file of the flavor.
 *
 * @throws SourceError that names the folder and what it lacks
 */
export async function readModelFolder(folder: ArtifactFolder, mostBytes: number): Promise<FolderModel> {
  const mlmodel = await mlmodelOf(folder);
  if (mlmodel.flavor === 'onnx') await refuseExternalData(folder);
  return { ...sourceBytes(await folder.read(mlmodel.file, mostBytes), folder.place), mlmodel };
}

async function mlmodelOf(folder: ArtifactFolder): Promise<MlmodelFile> {
  const text = (await folder.read('MLmodel', mostMlmodelBytes)).toString('utf8');
  try {
    return parseMlmodel(text);
  } catch (cause) {
    throw new SourceError(`${folder.place}: ${errorText(cause)}`, { cause });
  }
}

/** MLflow keeps the weights of large ONNX graphs in a file beside it, unless save_as_external_data=False. */
async function refuseExternalData(folder: ArtifactFolder): Promise<void> {
  const found = (await folder.list()).find((name) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|\.data$/.test(name));
  if (found === undefined) return;
  throw new SourceError(
    `${folder.place}: expected an ONNX model in one file, got weights in ${found}: log it with mlflow.onnx.log_model(model, name="model", save_as_external_data=False)`,
  );
}

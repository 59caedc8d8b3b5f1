import type { ModelDescription } from '../../model.ts';
import type { ModelProto } from '../file/modelProto.ts';
import { inputCategories } from '../graph/inputCategories.ts';
import type { AnswerRoles } from './answerRoles.ts';
import type { OnnxTable } from './onnxModel.ts';

/** @param roles undefined where widths of inputs are open */
export function describeOnnx(
  table: OnnxTable,
  { producer, producerVersion }: ModelProto,
  roles: AnswerRoles | undefined,
): ModelDescription {
  const { inputs } = table;
  const writtenBy = [firstLine(producer), firstLine(producerVersion)].filter((text) => text !== '').join(' ');
  const isOpen = inputs.some(({ width }) => width === undefined);
  return {
    ...(writtenBy === '' ? {} : { writtenBy }),
    task: roles?.task ?? 'classification',
    ...(isOpen ? {} : { features: features(table) }),
    ...(roles === undefined ? {} : { classCount: roles.task === 'regression' ? 0 : (roles.classes?.length ?? roles.width) }),
    ...(roles?.classes === undefined ? {} : { classes: roles.classes }),
  };
}

/** CatBoost writes its whole version report here. */
function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.startsWith('Git info') ? '' : line.slice(0, 60).trim();
}

function features({ graph, inputs, originsFor }: OnnxTable): NonNullable<ModelDescription['features']> {
  const widths = inputs.map(({ width }) => width as number);
  const categories = inputCategories(graph, originsFor(widths));
  const isNamed = inputs.length > 1 && widths.every((width) => width === 1);
  return inputs.flatMap(({ name, type }, at) => {
    const first = widths.slice(0, at).reduce((sum, width) => sum + width, 0);
    return Array.from({ length: widths[at] as number }, (_, column) => {
      const values = categories.get(first + column);
      const isText = type === 'string';
      return {
        ...(isNamed ? { name } : {}),
        // Inputs of numbers may have been given truth values: the data tells.
        ...(isText ? { type: 'categorical' as const } : {}),
        ...(isText && values !== undefined ? { values: values.map(String) } : {}),
      };
    });
  });
}

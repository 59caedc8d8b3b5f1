import type { Column } from './columns/column.ts';
import type { Fields } from './schema/fields.ts';
import { isPy, type PyValue } from './schema/pyValue.ts';
import type { Apply, Attribution, CompilePredictor, CompileTransform, Predictor, StepInput, Transform } from './step.ts';

/** The columns as they are. */
export function passColumns(columns: readonly Column[]): Transform {
  return { columns, apply: (rows) => rows };
}

/** One step after the other. */
function chain(first: Transform, second: Transform): Transform {
  return { columns: second.columns, apply: (rows, count) => second.apply(first.apply(rows, count), count) };
}

/** A transformer, or what stands for none: the text `passthrough`, or None. */
export function compileStep(input: StepInput, step: { name: string; value: PyValue | undefined; columns: readonly Column[] }): Transform {
  if (step.value === 'passthrough' || step.value === null || step.value === undefined) return passColumns(step.columns);
  return input.compile.transform({ ...input, fields: input.fields.inside(step.value, step.name), columns: step.columns });
}

/** The steps of a Pipeline as [name, estimator]. */
export function stepsByName(fields: Fields, field: string): readonly (readonly [string, PyValue])[] {
  return fields.list(field).map((step, index) => {
    if (!Array.isArray(step) || typeof step[0] !== 'string' || step[1] === undefined)
      throw fields.refusal(`${field}[${index}]: expected a name and an estimator`);
    return step as unknown as readonly [string, PyValue];
  });
}

export const pipelineTransform: CompileTransform = (input) => {
  const steps = stepsByName(input.fields, 'steps');
  return steps.reduce<Transform>(
    (before, [name, value]) => chain(before, compileStep(input, { name, value, columns: before.columns })),
    passColumns(input.columns),
  );
};

export const pipelinePredictor: CompilePredictor = (input) => {
  const { fields } = input;
  const steps = stepsByName(fields, 'steps');
  const last = steps.at(-1);
  if (last === undefined || !isPy(last[1], 'object')) throw fields.refusal('steps: expected a model as the last step');
  const before = steps
    .slice(0, -1)
    .reduce<Transform>(
      (done, [name, value]) => chain(done, compileStep(input, { name, value, columns: done.columns })),
      passColumns(input.columns),
    );
  return afterTransform(before, input.compile.predictor({ ...input, fields: fields.inside(last[1], last[0]), columns: before.columns }));
};

/** A predictor whose rows are transformed first. */
function afterTransform({ apply }: Transform, predictor: Predictor): Predictor {
  const { sums, margins, attribution } = predictor;
  return {
    ...predictor,
    predict: (rows, count) => predictor.predict(apply(rows, count), count),
    ...(sums === undefined ? {} : { sums: { outputs: sums.outputs, compute: compose(apply, sums.compute) } }),
    ...(margins === undefined ? {} : { margins: { outputs: margins.outputs, compute: compose(apply, margins.compute) } }),
    ...(attribution === undefined ? {} : { attribution: attributionAfter(apply, attribution) }),
  };
}

function attributionAfter(apply: Apply, attribution: Attribution): Attribution {
  if (attribution.kind === 'trees') return { ...attribution, rows: compose(apply, attribution.rows) };
  const { sums } = attribution;
  return { ...attribution, sums: { outputs: sums.outputs, compute: compose(apply, sums.compute) } };
}

function compose(first: Apply, second: Apply): Apply {
  return (rows, count) => second(first(rows, count), count);
}

/** A model file that cannot be served: not of its format, broken, or made for another resource. Its message is one line, fit for the user. */
export class ModelFormatError extends Error {
  override readonly name = 'ModelFormatError';

  constructor(message: string, options?: ErrorOptions) {
    // Messages quote files: names and pieces of text, which may be long or hold line breaks.
    const line = message.replaceAll(/\s*[\r\n]\s*/g, ' ');
    super(line.length > longest ? `${line.slice(0, longest)}…` : line, options);
  }
}

const longest = 800;

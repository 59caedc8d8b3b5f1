export type { RawObject } from '../client/rawObject.ts';
export type { Child } from './child.ts';
export { render } from './render.ts';
export type { RenderContext } from './renderContext.ts';

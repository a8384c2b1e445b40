import { enqueue } from './enqueue.mjs'
import { size } from './size.mjs'

/** In the order they are asked. A slow one is left out of a quick run. */
export const questions = [size, enqueue]

import { arrows } from './arrows.mjs'
import { synchronousCore } from './synchronousCore.mjs'

/** Holdfast's own lint rules, loaded by .oxlintrc.json as `holdfast/…`. */
export default { meta: { name: 'holdfast' }, rules: { arrows, 'synchronous-core': synchronousCore } }

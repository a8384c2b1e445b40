import { arrows } from './arrows.ts'
import { synchronousCore } from './synchronousCore.ts'

/** Holdfast's own lint rules, loaded by .oxlintrc.json as `holdfast/…`. */
export default { meta: { name: 'holdfast' }, rules: { arrows, 'synchronous-core': synchronousCore } }

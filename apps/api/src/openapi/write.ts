import { writeFileSync } from 'node:fs'
import { openapiDocument } from './document.ts'

// Writes the checked-in copy, and prints nothing. `node apps/api/src/openapi/write.ts && npx prettier --write docs/openapi.json`
writeFileSync(new URL('../../../../docs/openapi.json', import.meta.url), `${JSON.stringify(openapiDocument(), null, 2)}\n`)

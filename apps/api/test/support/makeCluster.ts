import { makeCluster } from './memoryDb.ts'

// Makes the embedded database that the API tests copy: node apps/api/test/support/makeCluster.ts <file>

const file = process.argv[2]
if (!file) throw new Error('give a file for the database')
await makeCluster(file)

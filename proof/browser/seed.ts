import { seedDatabase } from './lib/server.ts'

// Makes the database that the browser tests copy: node proof/browser/seed.ts <file>

const file = process.argv[2]
if (!file) throw new Error('give a file for the database')
await seedDatabase(file)

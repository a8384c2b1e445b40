import { seedDatabase } from './lib/server.ts'

// Makes the database the browser tests copy: node e2e/seed.ts <empty folder>

const folder = process.argv[2]
if (!folder) throw new Error('give an empty folder for the database')
await seedDatabase(folder)

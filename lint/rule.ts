import type { RuleTester } from 'oxlint/plugins-dev'

/** What oxlint takes for a rule; it exports the type under no name. */
export type Rule = Parameters<RuleTester['run']>[1]

/** As much of every node as the rules here read: where it stands. */
export type Placed = { range: [number, number] }

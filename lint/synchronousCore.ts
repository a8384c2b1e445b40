import type { Placed, Rule } from './rule.ts'

const why =
  'The core is synchronous: a tap must be durable before its handler returns, and a crash at any write must be injectable. ' +
  'Take a callback; promises live in the outer shell (sync/, platform/).'

const noWorldTypes = new Map([
  ['Promise', why],
  ['PromiseLike', why],
  ['Date', 'Time comes in through the Clock port, as milliseconds, so that a test can hold it still.'],
])

/** Everything that would let another turn of the event loop pass between a tap and its write. The globals are in .oxlintrc.json. */
export const synchronousCore: Rule = {
  meta: { type: 'problem', docs: { description: why } },
  create(context) {
    const report = (node: Placed) => context.report({ node, message: why })
    const reportIf = (isBad: boolean, node: Placed) => (isBad ? report(node) : undefined)
    const reportAsync = (node: Placed & { async?: boolean }) => reportIf(node.async === true, node)
    return {
      FunctionDeclaration: reportAsync,
      FunctionExpression: reportAsync,
      ArrowFunctionExpression: reportAsync,
      AwaitExpression: report,
      ImportExpression: report,
      ForOfStatement: (node) => reportIf(node.await, node),
      VariableDeclaration: (node) => reportIf(node.kind === 'await using', node),
      // no-restricted-globals sees values only; a port typed with a promise would bring the promise in by the other door.
      TSTypeReference: (node) => {
        const message = 'name' in node.typeName ? noWorldTypes.get(node.typeName.name) : undefined
        if (message) context.report({ node, message })
      },
    }
  },
}

import ts from 'typescript'

/**
 * The functions, methods, classes and top-level constants of a file with this path of names. The path may be the end of a longer one:
 * `retry.again` finds `createOutbox.retry.again`.
 */
export function functionsNamed(path: string, file: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = []
  const visit = (node: ts.Node, outer: string): void => {
    const name = nameOf(node)
    const own = name === null ? outer : `${outer}.${name}`
    if (name !== null && own.endsWith(`.${path}`)) found.push(node)
    ts.forEachChild(node, (child) => visit(child, own))
  }
  visit(file, '')
  return found
}

/** The statements of a function and of the functions in it. The one statement of an `if` or a `for` without braces is a part of that one. */
export function statementsOf(node: ts.Node): ts.Statement[] {
  const own = ts.isBlock(node) || ts.isCaseOrDefaultClause(node) ? [...node.statements] : []
  const inside: ts.Statement[] = []
  ts.forEachChild(node, (child) => void inside.push(...statementsOf(child)))
  return [...own, ...inside]
}

function nameOf(node: ts.Node): string | null {
  if (!isFunction(node) && !holdsFunction(node)) return null
  return node.name && ts.isMemberName(node.name) ? node.name.text : null
}

/** An overload has no body, and nothing to change. */
const isFunction = (node: ts.Node): node is ts.FunctionDeclaration | ts.MethodDeclaration | ts.AccessorDeclaration | ts.ClassDeclaration =>
  ts.isClassDeclaration(node) ||
  ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isAccessor(node)) && node.body !== undefined)

/** A constant, a property or a field that is a function; at the top level of the file any constant, a table for instance. */
function holdsFunction(node: ts.Node): node is ts.VariableDeclaration | ts.PropertyAssignment | ts.PropertyDeclaration {
  if (!ts.isVariableDeclaration(node) && !ts.isPropertyAssignment(node) && !ts.isPropertyDeclaration(node)) return false
  const { initializer } = node
  if (initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))) return true
  return ts.isVariableDeclaration(node) && ts.isSourceFile(node.parent.parent.parent)
}

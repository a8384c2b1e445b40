import { createServer } from 'node:net'

/**
 * Reads PORT: a whole number from 0 (any free port) to 65535; empty means the default. Answers undefined when it is none.
 * @param {string | undefined} text
 * @param {number} fallback
 */
export function readPort(text, fallback) {
  if (text === undefined || text.trim() === '') return fallback
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : NaN
  return port <= 65535 ? port : undefined
}

/**
 * Why nothing can listen on this port now, in one sentence, or undefined when something can.
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<string | undefined>}
 */
export function portProblem(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(sentence(error.code ?? error.message, port)))
    server.listen({ port, host }, () => server.close(() => resolve(undefined)))
  })
}

/**
 * @param {string} code
 * @param {number} port
 */
function sentence(code, port) {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program: stop it, or choose another one with PORT=${port === 65535 ? 4100 : port + 1} npm start.`
    case 'EACCES':
      return `Port ${port} may not be used by this account: choose one above 1023, for example PORT=4100 npm start.`
    default:
      return `Port ${port} cannot be used (${code}).`
  }
}

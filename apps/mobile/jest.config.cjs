/**
 * Component tests: the screens' logic on the real stores. iOS stands for both phones: what differs on Android is looked at where it is
 * decided, in pure functions, and the browser has its own tests in proof/browser/. One more preset would double the time.
 */
const preset = require('jest-expo/jest-preset')

module.exports = {
  preset: 'jest-expo',
  testMatch: ['<rootDir>/jest/**/*.test.tsx'],
  // uuid ships ES modules only, which Jest does not read as they are.
  transformIgnorePatterns: preset.transformIgnorePatterns.map((pattern) => pattern.replace('(.pnpm|', '(.pnpm|uuid|')),
  setupFiles: ['<rootDir>/jest/setup.ts'],
  setupFilesAfterEnv: ['<rootDir>/jest/patience.ts'],
  // What one test asked of the router is no news in the next.
  clearMocks: true,
  // Longer than the slowest machine takes: a test fails because of what is wrong, never because of what is slow.
  testTimeout: 600_000,
}

export { ErrorBoundary } from '../components/layout/ErrorBoundary.tsx'
export { NotFound as default } from '../components/layout/NotFound.tsx'

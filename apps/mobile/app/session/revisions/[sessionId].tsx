export { RevisionsPage as default } from '../../../components/syncing/RevisionsPage.tsx'
export { ErrorBoundary } from '../../../components/layout/ErrorBoundary.tsx'

export { SyncPage as default } from '../../components/syncing/SyncPage.tsx'
export { ErrorBoundary } from '../../components/layout/ErrorBoundary.tsx'

export { HistoryPage as default } from '../../components/history/HistoryPage.tsx'
export { ErrorBoundary } from '../../components/layout/ErrorBoundary.tsx'

export { TodayPage as default } from '../../components/today/TodayPage.tsx'
export { ErrorBoundary } from '../../components/layout/ErrorBoundary.tsx'

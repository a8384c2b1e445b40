export { TodayPage as default } from '../../components/training/TodayPage.tsx'
export { ErrorBoundary } from '../../components/layout/ErrorBoundary.tsx'

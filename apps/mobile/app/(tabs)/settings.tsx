export { SettingsPage as default } from '../../components/account/SettingsPage.tsx'
export { ErrorBoundary } from '../../components/layout/ErrorBoundary.tsx'

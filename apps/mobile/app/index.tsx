import { Redirect } from 'expo-router'

export { ErrorBoundary } from '../components/layout/ErrorBoundary.tsx'

export default function Index() {
  return <Redirect href="/today" />
}

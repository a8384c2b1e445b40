export { RevisionsPage as default } from '../../../components/syncing/RevisionsPage.tsx'

export { SyncPage as default } from '../../components/syncing/SyncPage.tsx'

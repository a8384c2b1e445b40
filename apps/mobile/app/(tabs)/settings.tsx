export { SettingsPage as default } from '../../components/account/SettingsPage.tsx'

export { TodayPage as default } from '../../components/training/TodayPage.tsx'

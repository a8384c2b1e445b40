export { HistoryPage as default } from '../../components/history/HistoryPage.tsx'

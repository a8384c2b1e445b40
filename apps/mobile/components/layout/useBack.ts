import { useRouter, type Href } from 'expo-router'

/** Goes back to the previous page, or to `otherwise` where there is none, as after opening an address. */
export function useBack(otherwise: Href): () => void {
  const router = useRouter()
  return () => (router.canGoBack() ? router.back() : router.replace(otherwise))
}

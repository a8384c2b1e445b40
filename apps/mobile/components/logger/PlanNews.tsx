import { useSession } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { Notice } from '../controls/Notice.tsx'
import { Text } from '../theme/Text.tsx'

/** Says that the coach changed the plan during the workout. */
export function PlanNews() {
  const news = useSession((session) => session.planNews)
  const seenPlanNews = useSession((session) => session.seenPlanNews)
  if (!news) return null
  return (
    <Notice testID="plan-news" title="Your coach updated this plan">
      <Text look="small" tone="muted">
        The sets below are the new ones. Everything you logged stays where it is.
      </Text>
      <Button testID="plan-news-ok" label="OK" onPress={seenPlanNews} />
    </Notice>
  )
}

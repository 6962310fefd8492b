import { useValues } from 'kea'

import { dayIn } from '../../formats/dates'
import { projectsLogic } from '../../logics/projectsLogic'

/** The calendar day in the project's time zone: "2026-11-22". */
export function useToday(): string {
  const { zone } = useValues(projectsLogic)
  return dayIn(zone, new Date())
}

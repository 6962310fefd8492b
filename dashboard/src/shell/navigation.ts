/** The places of the navigation, in order. */
import { ChartLine, House, Radio, Settings, type LucideIcon } from 'lucide-react'

import type { SceneName } from '../scenes/registry'
import { urls } from '../scenes/urls'

export interface Place {
  scene: SceneName
  label: string
  icon: LucideIcon
  url: (projectId: number) => string
}

export const PLACES: Place[] = [
  { scene: 'home', label: 'Home', icon: House, url: urls.home },
  { scene: 'events', label: 'Events', icon: Radio, url: urls.events },
  { scene: 'trends', label: 'Trends', icon: ChartLine, url: urls.trends },
  { scene: 'settings', label: 'Settings', icon: Settings, url: urls.settings },
]

/** Sample answers of the API: the only builders of test data. */
import type { User } from '../src/api/account'
import type { EventRow } from '../src/api/events'
import type {
  FunnelStep,
  FunnelsResponse,
  LifecycleResponse,
  LifecycleStatus,
  RetentionResponse,
} from '../src/api/insights'
import type { PersonalApiKey } from '../src/api/keys'
import type { Person } from '../src/api/people'
import type { Project } from '../src/api/projects'
import type { Freshness } from '../src/api/queries'
import type { TrendsResponse, TrendsRow } from '../src/api/trends'

export const aProject = (changes: Partial<Project> = {}): Project => ({
  id: 1,
  uuid: '018f0000-0000-7000-8000-000000000001',
  organization: '018f0000-0000-7000-8000-0000000000aa',
  organization_id: '018f0000-0000-7000-8000-0000000000aa',
  project_id: 1,
  name: 'Shop',
  api_token: 'phc_shop',
  timezone: 'Europe/Berlin',
  week_start_day: 1,
  anonymize_ips: false,
  cookieless_server_hash_mode: 0,
  drop_rules: [],
  events_per_minute: null,
  app_urls: [],
  path_cleaning_filters: [],
  aggregate_users_by_distinct_id: false,
  test_account_filters: [],
  test_account_filters_default_checked: false,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  ...changes,
})

export const aUser = (changes: Partial<User> = {}): User => ({
  id: 1,
  uuid: '018f0000-0000-7000-8000-000000000002',
  distinct_id: 'user-1',
  first_name: 'Ada',
  last_name: '',
  email: 'ada@example.com',
  is_email_verified: true,
  date_joined: '2026-01-01T00:00:00Z',
  has_password: true,
  is_2fa_enabled: false,
  organization: null,
  team: aProject(),
  organizations: [],
  ...changes,
})

export const aKey = (changes: Partial<PersonalApiKey> = {}): PersonalApiKey => ({
  id: 'key-1',
  label: 'nightly report',
  mask_value: 'phx_...abcd',
  scopes: ['query:read'],
  scoped_teams: [],
  scoped_organizations: [],
  created_at: '2026-01-01T00:00:00Z',
  last_used_at: null,
  user_id: 1,
  ...changes,
})

export const anEvent = (changes: Partial<EventRow> = {}): EventRow => ({
  uuid: 'event-1',
  event: 'signed_up',
  timestamp: '2026-11-22T12:00:00.000Z',
  distinctId: 'ada',
  personId: 'person-1',
  properties: {},
  ...changes,
})

export const aTrendsRow = (changes: Partial<TrendsRow> = {}): TrendsRow => ({
  action: {
    id: 'signed_up',
    type: 'events',
    order: changes.order ?? 0,
    name: 'signed_up',
    custom_name: null,
    math: 'total',
    math_property: null,
    math_hogql: null,
    math_group_type_index: null,
    properties: {},
    days: [],
  },
  data: [1],
  days: ['2026-11-22'],
  labels: ['22-Nov-2026'],
  count: 1,
  label: 'signed_up',
  order: 0,
  aggregated_value: null,
  calendar_heatmap_data: null,
  breakdown_value: null,
  compare: null,
  compare_label: null,
  filter: {},
  ...changes,
})

const FRESH: Freshness = {
  is_cached: false,
  last_refresh: '2026-11-22T12:00:00Z',
  next_allowed_client_refresh: '2026-11-22T12:01:00Z',
  cache_key: 'key',
  cache_target_age: '2026-11-22T13:00:00Z',
  timezone: 'UTC',
  query_status: null,
}

const HOGQL = {
  hogql: 'SELECT 1',
  resolved_date_range: { date_from: '2026-11-15T00:00:00Z', date_to: '2026-11-22T23:59:59Z' },
}

export const aTrendsResponse = (results: TrendsRow[]): TrendsResponse => ({
  results,
  boxplot_data: null,
  hasMore: false,
  ...HOGQL,
  ...FRESH,
})

export const aFunnelStep = (changes: Partial<FunnelStep> = {}): FunnelStep => ({
  action_id: 'ordered',
  name: 'ordered',
  custom_name: null,
  order: 0,
  people: [],
  count: 0,
  type: 'events',
  average_conversion_time: null,
  median_conversion_time: null,
  converted_people_url: null,
  dropped_people_url: null,
  breakdown: null,
  breakdown_value: null,
  ...changes,
})

export const aFunnelResponse = (results: FunnelsResponse['results']): FunnelsResponse & Freshness => ({
  results,
  total_average_conversion_time: null,
  total_median_conversion_time: null,
  isUdf: false,
  ...HOGQL,
  ...FRESH,
})

/** Cohorts from their counts: one list each, the first number its size. */
export const someCohorts = (days: string[], counts: number[][]): RetentionResponse['results'] =>
  counts.map((line, cohort) => ({
    label: `Day ${cohort}`,
    date: `${days[cohort]}T00:00:00+01:00`,
    values: line.map((count) => ({ count, aggregation_value: null, label: null })),
    breakdown_value: null,
  }))

export const someStatuses = (days: string[], data: Record<LifecycleStatus, number[]>): LifecycleResponse['results'] =>
  (Object.keys(data) as LifecycleStatus[]).map((status) => ({
    action: {
      id: null,
      type: 'events',
      order: 0,
      name: 'All events',
      custom_name: null,
      math: null,
      properties: {},
      days: [],
    },
    label: `All events - ${status}`,
    status,
    count: data[status].reduce((sum, value) => sum + value, 0),
    data: data[status],
    days,
    labels: days,
  }))

export const aPerson = (changes: Partial<Person> = {}): Person => ({
  id: 'person-1',
  distinctIds: ['hazel'],
  properties: {},
  createdAt: '2026-11-01T12:00:00Z',
  ...changes,
})
